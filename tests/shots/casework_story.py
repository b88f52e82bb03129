# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pictures of casework: noor writes down who is in a case and what happened, and puts two cases together."""

from typing import TYPE_CHECKING

from tests.shots.studio import DESKTOP_WIDTH

if TYPE_CHECKING:
    from tests.journeys.member import DeskMember
    from tests.shots.studio import Studio

PEOPLE = [
    ("person", "supported", ("Aygül", "ئايگۈل"), "She", "Only here"),
    ("person", "relative", ("Zöhre",), "Her younger sister, a teacher", ""),
    ("person", "perpetrator", ("Alim",), "Calls himself an officer of the county", ""),
    ("account", "perpetrator", ("+1 416 555 0199",), "", ""),
]
NARRATIVE = (
    "Three calls in one week. He read out where her sister works, and asked for the names of the others."
)


def picture_casework(studio: "Studio", noor: "DeskMember") -> None:
    """Noor has unlocked and has a case."""
    _people(studio, noor)
    _incidents(studio, noor)
    _together(studio, noor)
    noor.open("/cases/")
    noor.page.get_by_text("Narrow the list").click()
    studio.take("cases-narrowed", "noor", noor)


def _take(studio: "Studio", noor: "DeskMember", name: str, path: str) -> None:
    noor.open(path)
    studio.take(name, "noor", noor)


def _people(studio: "Studio", noor: "DeskMember") -> None:
    people = f"{noor.case_path}people"
    _take(studio, noor, "people-empty", people)
    _take(studio, noor, "party", f"{people}/new")
    noor.press("Keep this")
    studio.take("party-errors", "noor", noor)
    for kind, role, names, words, contact in PEOPLE:
        noor.open(f"{people}/new")
        noor.page.check(f"[name=kind][value={kind}]")
        noor.page.check(f"[name=roles][value={role}]")
        noor.page.get_by_text("More names").click()
        for number, name in enumerate(names, 1):
            noor.page.fill(f"[name=name_{number}]", name)
        if len(names) > 1:
            noor.page.select_option("[name=name_language_2]", "ug")
        noor.page.fill("[name=contacts]", contact)
        noor.page.fill("[name=description]", words)
        noor.press("Keep this")
    _relate(studio, noor, "Zöhre", "sibling", "Aygül")
    _relate(studio, noor, "Alim", "uses", "+1 416 555 0199")
    _take(studio, noor, "people", people)
    studio.take("people", "noor", noor, widths=(DESKTOP_WIDTH,), dark=True)
    noor.page.locator("section", has_text="Zöhre").get_by_role(
        "link", name="Same as somebody else"
    ).first.click()
    studio.take("party-merge", "noor", noor)
    noor.page.check("[name=other] >> nth=0")
    noor.press("They are one")
    noor.page.get_by_text("These are two after all").first.click()
    studio.take("people-merged", "noor", noor)
    noor.page.locator("form[action$=apart] button").first.click()


def _relate(studio: "Studio", noor: "DeskMember", one: str, kind: str, other: str) -> None:
    noor.open(f"{noor.case_path}people")
    section = noor.page.locator("section.panel", has=noor.page.get_by_role("heading", name=one, exact=True))
    section.get_by_role("link", name="What they are to others").click()
    studio.take("relation", "noor", noor)
    noor.page.select_option("[name=kind]", kind)
    noor.page.select_option("[name=other]", label=other)
    noor.press("Keep this")


def _incidents(studio: "Studio", noor: "DeskMember") -> None:
    incidents = f"{noor.case_path}incidents"
    _take(studio, noor, "incidents-empty", incidents)
    _take(studio, noor, "incident", f"{incidents}/new")
    noor.page.fill("[name=title]", "Calls about her sister")
    noor.page.fill("[name=narrative]", NARRATIVE)
    noor.page.fill("[name=when]", "soon after the rally")
    noor.page.check("[name=place_precision][value=country]")
    noor.page.fill("[name=country]", "Canada")
    noor.page.fill("[name=town]", "Toronto")
    noor.press("Keep this")
    studio.take("incident-errors", "noor", noor)
    noor.page.fill("[name=when]", "about September 2026")
    noor.page.check("[name=place_precision][value=town]")
    noor.press("Keep this")
    noor.page.get_by_role("link", name="Add an act").click()
    studio.take("act", "noor", noor)
    noor.page.select_option("[name=tactic]", "PRX-THRT")
    noor.page.get_by_label("Zöhre").first.check()
    noor.page.get_by_label("Alim").last.check()
    noor.page.check("[name=attribution][value=A1]")
    noor.page.select_option("[name=method]", "phone")
    noor.page.fill("[name=stated_reason]", "So that she does not go to the rally.")
    noor.press("Keep this")
    studio.take("incidents", "noor", noor)
    studio.take("incidents", "noor", noor, widths=(DESKTOP_WIDTH,), dark=True)
    noor.page.get_by_role("link", name="Threats against family").click()
    studio.take("act-again", "noor", noor)
    noor.open(incidents)
    noor.page.get_by_role("link", name="Change").click()
    studio.take("incident-again", "noor", noor)


def _together(studio: "Studio", noor: "DeskMember") -> None:
    _take(studio, noor, "walk-in", "/cases/new")
    noor.page.fill("[name=title]", "A choir whose hall was cancelled")
    noor.page.check("[name=supported][value=group]")
    noor.page.fill("[name=name]", "Lake choir")
    noor.press("Open the case")
    studio.take("case-walk-in", "noor", noor)
    other = noor.path
    noor.open(f"{noor.case_path}together")
    noor.press("Look at both")
    studio.take("merge-errors", "noor", noor)
    noor.page.fill("[name=reference]", other.split("/")[2][:6])
    noor.press("Look at both")
    studio.take("merge", "noor", noor)
    noor.press("Put them together")
    _take(studio, noor, "case-merged", other)
    noor.open(f"{noor.case_path}together")
    studio.take("merge-undo", "noor", noor)
    noor.page.locator("form[action$=apart] button").first.click()
