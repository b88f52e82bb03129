# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pictures of the register's office: what waits, one filing in full, an entry, a notice, the log."""

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.shots.studio import DESKTOP_WIDTH

if TYPE_CHECKING:
    from safehold.cli.demo.processes import Sites
    from tests.journeys.member import DeskMember
    from tests.shots.studio import Studio

REGISTRAR = "registrar"


def picture_office(studio: "Studio", member: "DeskMember", sites: "Sites") -> None:
    """The registrar has unlocked."""
    _take(studio, member, "office-empty", "filings")
    ids = _prepare(sites)
    for name, address in (
        ("office", "filings"),
        ("office-filing", f"filings/{ids['filing']}"),
        ("office-new", f"filings/{ids['new']}"),
        ("office-proposal", f"proposals/{ids['proposal']}"),
        ("office-entries", "entries"),
        ("office-entry", f"entries/{ids['entry']}"),
        ("office-notices", "notices"),
        ("office-notice-new", "notices/new"),
        ("office-notice", f"notices/{ids['notice']}"),
        ("office-late", "late"),
        ("office-figures", "figures"),
        ("office-log", "log"),
        ("office-correct", f"entries/{ids['entry']}/correct?field=processes"),
        ("office-agreements", "agreements"),
        ("office-agreement-new", f"agreements/new?notice={ids['notice']}"),
        ("office-agreement", f"agreements/{ids['agreement']}"),
        ("office-opinions", "opinions"),
        ("office-opinion-new", "opinions/new"),
        ("office-opinion", f"opinions/{ids['opinion']}"),
        ("office-bulletin-new", "bulletins/new"),
    ):
        _take(studio, member, name, address)
    member.open(f"/register/filings/{ids['filing']}")
    studio.take("office-filing", REGISTRAR, member, widths=(DESKTOP_WIDTH,), dark=True)
    member.page.eval_on_selector_all("details", "all => all.forEach(each => each.open = true)")
    member.send(f"/register/filings/{ids['filing']}/refuse")
    studio.take("office-filing-errors", REGISTRAR, member)


def _prepare(sites: "Sites") -> dict[str, str]:
    told = subprocess.run(
        [sys.executable, "-m", "tests.shots.office_world"],
        env=sites.environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    ids: dict[str, str] = json.loads(told.stdout)
    return ids


def _take(studio: "Studio", member: "DeskMember", name: str, address: str) -> None:
    member.open(f"/register/{address}")
    studio.take(name, REGISTRAR, member)
