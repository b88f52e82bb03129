# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pictures of families: noor says that she is unpaid, begins a file, and sees the days that end."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.journeys.member import DeskMember
    from tests.shots.studio import Studio


def picture_families(studio: "Studio", noor: "DeskMember") -> None:
    """Noor has unlocked and has a case. All of the family is invented."""
    _take(studio, noor, "family-footing", "/families/footing")
    noor.page.check("[name=footing][value=unpaid]")
    noor.press("Keep this")
    studio.take("families-empty", "noor", noor)
    case = f"/families/{noor.case_id}/"
    _take(studio, noor, "families-of-case-empty", case)
    _take(studio, noor, "family-new", f"{case}add")
    noor.page.fill("[name=title]", "Demo family: two sisters and their father")
    noor.press("Keep this")
    studio.take("family-begun", "noor", noor)
    file = noor.path
    for name, role, born, abroad in (
        ("The father", "principal", "1979-03", "no"),
        ("The younger sister", "child", "2008-02-29", "yes"),
        ("The elder sister", "child", "2003/2004", "yes"),
    ):
        _take(studio, noor, "family-person", f"{file}/parts/people")
        noor.page.fill("[name=name]", name)
        noor.page.select_option("[name=role]", role)
        noor.page.fill("[name=born]", born)
        noor.page.select_option("[name=is_abroad]", abroad)
        noor.page.fill("[name=place]", "Montréal" if abroad == "no" else "With an aunt, in an invented town")
        noor.press("Keep this")
    _relate(noor, file)
    _take(studio, noor, "family-facts", f"{file}/facts")
    noor.page.fill("[name=date_principal_pr]", "2026-01-31")
    noor.page.fill("[name=date_claim]", "2024-05")
    noor.press("Keep this")
    _take(studio, noor, "family-ways", f"{file}/ways")
    noor.page.select_option("[name=pathway]", "pp-abroad")
    noor.page.fill(
        "[name=reasons]", "The father is protected here, and both named the sisters from the start."
    )
    noor.press("Keep this")
    noor.page.click("#papers summary >> nth=0")
    noor.page.click("#papers a >> nth=0")
    studio.take("family-paper", "noor", noor)
    noor.page.check("[name=state][value=unsafe]")
    noor.press("Keep this")
    _take(studio, noor, "family-obstacle", f"{file}/parts/obstacles")
    noor.page.fill("[name=on]", "2026-10-02")
    noor.page.fill("[name=words]", "Stopped at the airport, with a valid visa.")
    noor.page.check("[name=tell]")
    noor.press("Keep this")
    _take(studio, noor, "family", file)
    _take(studio, noor, "families-of-case", case)
    _take(studio, noor, "families", "/families/")


def _relate(noor: "DeskMember", file: str) -> None:
    noor.open(f"{file}/parts/relations")
    noor.page.select_option("[name=person]", label="The younger sister")
    noor.page.select_option("[name=kind]", "child")
    noor.page.select_option("[name=to]", label="The father")
    noor.press("Keep this")


def _take(studio: "Studio", noor: "DeskMember", name: str, path: str) -> None:
    noor.open(path)
    studio.take(name, "noor", noor)
