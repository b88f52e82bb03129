# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Both real sites with a demo coalition, and Debian's Chromium. Started once for all journeys."""

import fcntl
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from safehold.cli.demo import prepare
from safehold.cli.demo.coalition import SignIn, read_sign_ins
from safehold.cli.demo.processes import Sites, free_port, running
from tests.journeys.amina import Amina
from tests.journeys.caseworker import Caseworker
from tests.journeys.chromium import CHROMIUM, start_chromium
from tests.journeys.member import DeskMember
from tests.journeys.visitor import Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser

People = dict[str, SignIn]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without Chromium there is no journey; say so."""
    if not CHROMIUM.exists():
        missing = pytest.mark.skip(reason=f"{CHROMIUM} is not installed (make setup-system)")
        here = Path(__file__).parent
        for item in items:
            if here in item.path.parents:
                item.add_marker(missing)


def prepare_once(shared: Path, data: Path) -> None:
    """Make the demo coalition, unless another worker has; copy it. Making ten organisations' keys takes a while."""
    prepared = shared / "coalition"
    with (shared / "coalition.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not prepared.exists():
            prepare(shared / "coalition.part")
            (shared / "coalition.part").rename(prepared)
    shutil.copytree(prepared, data, dirs_exist_ok=True)


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Sites]:
    base = tmp_path_factory.getbasetemp()
    data = tmp_path_factory.mktemp("journeys")
    prepare_once(base if worker_id == "master" else base.parent, data)
    with running(data, public_port=free_port(), desk_port=free_port(), crossing_every=0.3) as running_sites:
        yield running_sites


@pytest.fixture(scope="session")
def people(sites: Sites) -> People:
    """How the invented members sign in, by their short names."""
    return {person.username: person for person in read_sign_ins(sites.data / "sign-ins.json")}


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    with start_chromium() as chromium:
        yield chromium


@pytest.fixture
def leaving() -> Iterator[Callable[[Visitor], Visitor]]:
    """Remember who came, and look back at the end of the journey at what was wrong on the way."""
    came: list[Visitor] = []

    def remember(visitor: Visitor) -> Visitor:
        came.append(visitor)
        return visitor

    yield remember
    complaints = []
    for visitor in came:
        try:
            visitor.leave()
        except AssertionError as error:
            complaints.append(str(error))
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def reporter(browser: "Browser", sites: Sites, leaving: Callable[[Visitor], Visitor]) -> Callable[..., Amina]:
    def make(language: str, **how: object) -> Amina:
        amina = Amina(browser, sites.public, language, **how)  # type: ignore[arg-type]
        leaving(amina)
        return amina

    return make


@pytest.fixture
def member(
    browser: "Browser", sites: Sites, people: People, leaving: Callable[[Visitor], Visitor]
) -> Callable[..., DeskMember]:
    def make(name: str = "", *, kind: type[DeskMember] = DeskMember, **how: object) -> DeskMember:
        somebody = kind(browser, sites.desk, people.get(name), **how)  # type: ignore[arg-type]
        leaving(somebody)
        return somebody

    return make


@pytest.fixture
def caseworker(member: Callable[..., DeskMember]) -> Callable[..., DeskMember]:
    return partial(member, kind=Caseworker)
