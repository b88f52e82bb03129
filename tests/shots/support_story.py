# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pictures of support and consent: noor asks how safe they are, makes a plan, and asks what may leave."""

from typing import TYPE_CHECKING

from tests.shots.studio import DESKTOP_WIDTH

if TYPE_CHECKING:
    from tests.journeys.member import DeskMember
    from tests.shots.studio import Studio

STEPS = {
    "physical": ("Walk home with a colleague on Thursdays", "Her colleague Mira", "from this week"),
    "digital": ("Ask for a new number; keep the old telephone switched off", "She herself", "before Friday"),
    "family-abroad": (
        "Agree on a word that means: do not speak now",
        "She and her sister",
        "at the next call",
    ),
}


def picture_support(studio: "Studio", noor: "DeskMember") -> None:
    """Noor has unlocked and has a case."""
    case = f"/support/{noor.case_id}/"
    _take(studio, noor, "support-empty", case)
    _risk(studio, noor, case)
    _plan(studio, noor, case)
    _needs(studio, noor, case)
    _devices(studio, noor, case)
    _take(studio, noor, "support", case)
    studio.take("support", "noor", noor, widths=(DESKTOP_WIDTH,), dark=True)
    _take(studio, noor, "support-print", f"{case}plan/print")
    _take(studio, noor, "support-script", "/support/script")
    _consent(studio, noor, case)


def _take(studio: "Studio", noor: "DeskMember", name: str, path: str) -> None:
    noor.open(path)
    studio.take(name, "noor", noor)


def _risk(studio: "Studio", noor: "DeskMember", case: str) -> None:
    _take(studio, noor, "support-risk", f"{case}risk")
    noor.send("/risk", fears="That they take my sister again if I speak at the rally.")
    studio.take("support-risk-errors", "noor", noor)
    noor.page.check("[name=level][value=high]")
    noor.send("/risk", who="An officer who calls himself Alim.", protective="Her flatmate is always at home.")


def _plan(studio: "Studio", noor: "DeskMember", case: str) -> None:
    _take(studio, noor, "support-step", f"{case}plan?part=digital")
    for part, (what, who, when) in STEPS.items():
        noor.open(f"{case}plan")
        noor.page.check(f"[name=part][value={part}]")
        noor.send("/plan", what=what, who=who, when=when)
    noor.send("/done")
    with noor.arriving():
        noor.page.locator("main a[href*='/plan/']", has_text="Change").first.click()
    studio.take("support-step-change", "noor", noor)


def _needs(studio: "Studio", noor: "DeskMember", case: str) -> None:
    _take(studio, noor, "support-need", f"{case}needs")
    noor.page.select_option("[name=need]", "devices")
    noor.page.select_option("[name=service]", "citizenlab")
    noor.send("/needs", words="Her telephone was in their hands at the airport.", outcome="I wrote to them.")
    with noor.arriving():
        noor.page.locator("main a[href*='/needs/']").first.click()
    studio.take("support-need-moved", "noor", noor)


def _devices(studio: "Studio", noor: "DeskMember", case: str) -> None:
    _take(studio, noor, "support-devices", f"{case}devices")
    for code, answer in {"own-password": "yes", "second-factor": "no", "warnings": "yes"}.items():
        noor.page.check(f"[name={code}][value={answer}]")
    noor.send("/devices", words="A warning from the company that makes her telephone, of last March.")
    studio.take("support-check", "noor", noor)


def _consent(studio: "Studio", noor: "DeskMember", case: str) -> None:
    police = "recipient=authority:local-police"
    _take(studio, noor, "consent-say", f"{case}consent/share-authorities?{police}&language=ug")
    noor.page.check("[name=answer][value=agrees]")
    noor.page.check("[name=read_aloud]")
    noor.send("/consent/share-authorities")
    _take(studio, noor, "consent-override", f"{case}consent/override")
    noor.page.select_option("[name=recipient]", "authority:rcmp-nsin")
    noor.send("/override", reason="Her flatmate says that two men took her into a car an hour ago.")
    _take(studio, noor, "consent", f"{case}consent")
