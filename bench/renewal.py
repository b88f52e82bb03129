# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How long open cases take to get new keys in the background, and how quick the desk's pages stay meanwhile.

10,000 open cases, the real desk and the real worker, on SQLite. Noor is unlocked and works on; the page that shows the
progress looks again every five seconds, as it does by itself in a browser.
"""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from bench.figures import show
from safehold.cli.demo.caseworker import Caseworker
from safehold.cli.demo.coalition import SignIn
from safehold.cli.demo.processes import Sites, start, stop, wait_for
from tests.drills.many_cases import (
    PASSWORD,
    House,
    list_misread,
    make_cases,
    make_house,
    prepare_desk,
)

if TYPE_CHECKING:
    from safehold.desk.members.models import Member

CASES = int(os.environ.get("BENCH_CASES", "10000"))
FLOOR_SECONDS = 600
FLOOR_MILLISECONDS = 300
BEFORE_SECONDS = 20.0
LOOK_EVERY_SECONDS = 5.0
THINKING_SECONDS = 0.3
"""Between two pages of one caseworker: far less than a person needs."""


class Pages:
    """One caseworker who opens page after page, and how long each took."""

    def __init__(self, origin: str, sign_in: SignIn, ids: list[UUID]) -> None:
        self.noor = Caseworker(origin, sign_in)
        self.ids = ids
        self.milliseconds: dict[str, list[float]] = defaultdict(list)
        self.stopping = threading.Event()

    def begin(self) -> None:
        self.noor.sign_in()
        self.noor.unlock()

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Open pages and write notes for as long as this lasts, and forget how long earlier ones took."""
        self.milliseconds.clear()
        self.stopping.clear()
        working = threading.Thread(target=self._work)
        working.start()
        try:
            yield
        finally:
            self.stopping.set()
            working.join()

    def _work(self) -> None:
        while not self.stopping.is_set():
            case = f"/cases/{random.choice(self.ids)}/"
            self.time("cases", lambda: self.noor.browser.open("/cases/"))
            self.time("case", lambda path=case: self.noor.browser.open(path))  # type: ignore[misc]
            self.time("note", lambda: self.noor.add_note("Called her back."))
            self.time("inbox", lambda: self.noor.browser.open("/inbox/"))

    def time(self, name: str, page: Callable[[], object]) -> None:
        began = time.perf_counter()
        page()
        self.milliseconds[name].append((time.perf_counter() - began) * 1000)
        if self.noor.browser.status != 200:
            raise RuntimeError(f"{name} was answered with {self.noor.browser.status}")
        self.stopping.wait(THINKING_SECONDS)

    def p95(self) -> float:
        return statistics.quantiles([each for taken in self.milliseconds.values() for each in taken], n=20)[
            18
        ]


def sign_in_of(house: House, member: Member) -> SignIn:
    from safehold.desk.members import actions as members

    return SignIn(
        member.username, member.role, "", PASSWORD, members.add_totp(member), house.passphrases[member.pk]
    )


def measure(sites: Sites, house: House, ids: list[UUID]) -> None:
    from django.utils import timezone

    from safehold.desk.cases import queries
    from safehold.desk.vault import actions as vault
    from safehold.web.clock import today

    pages = Pages(sites.desk, sign_in_of(house, house.noor), ids)
    looking = Caseworker(sites.desk, sign_in_of(house, house.lead))
    pages.begin()
    looking.sign_in()
    looking.unlock()
    with pages.opened():
        time.sleep(BEFORE_SECONDS)
    show("page_p95_ms_before_reencryption", pages.p95(), "ms")
    vault.remove_member(house.unlock(house.lead), house.leaver, today())
    began = time.perf_counter()
    with pages.opened():
        while queries.show_renewal(house.lead.organisation_id, timezone.now()).state != "finished":
            looking.browser.open("/cases/renewal")
            time.sleep(LOOK_EVERY_SECONDS)
    seconds = time.perf_counter() - began
    misread = len(list_misread(house.unlock(house.noor), ids, every=20))
    show("reencrypt_10k_cases_s", seconds * 10_000 / CASES, "s", at_most=FLOOR_SECONDS)
    show("reencrypt_cases_misread", misread, "cases", at_most=0)
    show("page_p95_ms_during_reencryption", pages.p95(), "ms", at_most=FLOOR_MILLISECONDS)
    for name, taken in pages.milliseconds.items():
        show(f"{name}_page_median_ms_during_reencryption", statistics.median(taken), "ms")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="safehold-bench-") as folder:
        sites = prepare_desk(Path(folder))
        from safehold.web.clock import today

        house = make_house(today())
        ids = make_cases(house.unlock(house.noor), CASES, today())
        commands = {"desk": ["serve", "desk", "--port", sites.desk.rsplit(":", 1)[1]], "worker": ["worker"]}
        processes = [start(sites, name, command) for name, command in commands.items()]
        try:
            wait_for(f"{sites.desk}/sign-in/", processes)
            measure(sites, house, ids)
        finally:
            for process in processes:
                process.terminate()
                stop(process)


if __name__ == "__main__":
    main()
