# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pictures of the public register: a site of its own, with a register published through the real doors."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from safehold.cli.demo.processes import Sites, environment_for, free_port, start, stop, wait_for
from tests.journeys.visitor import Visitor
from tests.shots.alerts_story import picture_alerts
from tests.shots.registrants_story import picture_registrants
from tests.shots.studio import PHONE_WIDTH, Studio

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PHONE_ONLY = (PHONE_WIDTH,)
READER = "reader"
IN_OTHER_LOOKS = ("register", "register-entry", "register-differences", "register-entity")


def picture_register(studio: Studio, browser: "Browser", data: Path) -> None:
    """Picture what everybody reads. data: a folder that is not there yet."""
    with published(data) as (sites, ids):
        reader = Visitor(browser, sites.public, watched=False)
        pages = _list_pages(ids)
        for name, address in pages.items():
            reader.open(f"/en/register{address}")
            studio.take(name, READER, reader)
        for name in IN_OTHER_LOOKS:
            reader.open(f"/en/register{pages[name]}")
            studio.take(name, READER, reader, widths=PHONE_ONLY, dark=True)
            reader.open(f"/ug/register{pages[name]}")
            studio.take(name, f"{READER}-ug", reader, widths=PHONE_ONLY)
        picture_alerts(studio, reader, sites, ids["registrant"])
        picture_registrants(studio, browser, sites.public)


def _list_pages(ids: dict[str, str]) -> dict[str, str]:
    entry = f"/entries/{ids['entry']}"
    return {
        "register": "/",
        "register-search": "/?words=harbour&level=federal",
        "register-search-nothing": "/?words=nobody+at+all",
        "register-entry": entry,
        "register-entry-as-of": f"{entry}?on=2026-07-01",
        "register-version": f"{entry}/1",
        "register-replayed": f"/entries/{ids['replayed']}",
        "register-differences": f"{entry}/differences?before=1&after=3",
        "register-entity": f"/who/{ids['registrant']}",
        "register-principal": f"/who/{ids['principal']}",
        "register-proof": f"{entry}/3/proof",
        "register-log": "/log",
        "register-bulletins": "/bulletins",
        "register-data": "/data",
    }


@contextmanager
def published(data: Path) -> Iterator[tuple[Sites, dict[str, str]]]:
    """A public site with a register that writes letters; yields it, and the ids of what is on it."""
    data.mkdir()
    address = f"http://localhost:{(port := free_port())}"
    letters = {"ALERTS_FROM": "register@example.org", "ALERTS_SITE": address}
    sites = Sites(data, address, "", environment_for(data) | letters)
    told = subprocess.run(
        [sys.executable, "-m", "tests.shots.register_world"],
        env=sites.environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    process = start(sites, "public", ["serve", "public", "--port", str(port)])
    try:
        wait_for(f"{sites.public}/healthz", [process])
        yield sites, json.loads(told.stdout)
    finally:
        process.terminate()
        stop(process)
