# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Parts of the pictures that can be taken alone: each prepares as little as it needs."""

from typing import TYPE_CHECKING

from safehold.cli.demo.coalition import SignIn
from safehold.cli.demo.journey import send_first_reports
from safehold.cli.demo.processes import Sites
from tests.journeys.member import DeskMember
from tests.shots.evidence_story import picture_evidence
from tests.shots.families_story import picture_families
from tests.shots.hand_over_story import picture_hand_over
from tests.shots.lists_story import picture_lists
from tests.shots.office_story import picture_office
from tests.shots.register_story import picture_register
from tests.shots.studio import Studio

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def _evidence(studio: Studio, browser: "Browser", sites: Sites, people: dict[str, SignIn]) -> None:
    send_first_reports(sites)
    noor, lead = (DeskMember(browser, sites.desk, people[name], watched=False) for name in ("noor", "lead"))
    for member in (noor, lead):
        member.signs_in()
        member.unlocks()
    noor.waits_for_a_report()
    noor.opens_the_first_report()
    picture_evidence(studio, noor)
    picture_hand_over(studio, lead, noor.case_path)


def _families(studio: Studio, browser: "Browser", sites: Sites, people: dict[str, SignIn]) -> None:
    send_first_reports(sites)
    noor = DeskMember(browser, sites.desk, people["noor"], watched=False)
    noor.signs_in()
    noor.unlocks()
    noor.waits_for_a_report()
    noor.opens_the_first_report()
    picture_families(studio, noor)


def _register(studio: Studio, browser: "Browser", sites: Sites, people: dict[str, SignIn]) -> None:
    picture_register(studio, browser, sites.data / "register")


def _lists(studio: Studio, browser: "Browser", sites: Sites, people: dict[str, SignIn]) -> None:
    lead = DeskMember(browser, sites.desk, people["lead"], watched=False)
    lead.signs_in()
    lead.unlocks()
    picture_lists(studio, lead)


def _office(studio: Studio, browser: "Browser", sites: Sites, people: dict[str, SignIn]) -> None:
    registrar = DeskMember(browser, sites.desk, people["registrar"], watched=False)
    registrar.signs_in()
    registrar.unlocks()
    picture_office(studio, registrar, sites)


PARTS = {
    "evidence": _evidence,
    "families": _families,
    "lists": _lists,
    "office": _office,
    "register": _register,
}
