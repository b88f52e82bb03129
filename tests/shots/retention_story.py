# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pictures of keeping: a lead holds a case, takes the hold off, and ends one that was opened by mistake."""

from typing import TYPE_CHECKING

from tests.shots.studio import DESKTOP_WIDTH

if TYPE_CHECKING:
    from tests.journeys.member import DeskMember
    from tests.shots.studio import Studio


def picture_retention(studio: "Studio", lead: "DeskMember") -> None:
    """The lead has unlocked."""
    lead.open("/cases/new")
    lead.page.locator("[name=title]").fill("Opened twice by mistake")
    with lead.arriving():
        lead.page.locator("main form button.button").last.click()
    lead.case_path = lead.path
    case = f"/retention/{lead.case_id}/"
    _take(studio, lead, "ended-empty", "/retention/ended")
    _take(studio, lead, "keeping", case)
    lead.send("/hold")
    studio.take("keeping-errors", "lead", lead)
    lead.send("/hold", reason="An inquiry asked us on Tuesday to keep it, until June.")
    studio.take("keeping-held", "lead", lead)
    _take(studio, lead, "kept", "/retention/")
    _take(studio, lead, "kept-periods", "/retention/periods")
    lead.open(case)
    lead.send("/release")
    _take(studio, lead, "keeping-end", f"{case}end")
    lead.page.check("[name=reason][value=mistake]")
    lead.page.fill("[name=reference]", lead.case_id)
    lead.press("End it for good")
    studio.take("certificate", "lead", lead)
    studio.take("certificate", "lead", lead, widths=(DESKTOP_WIDTH,), dark=True)
    _take(studio, lead, "ended", "/retention/ended")


def _take(studio: "Studio", lead: "DeskMember", name: str, path: str) -> None:
    lead.open(path)
    studio.take(name, "lead", lead)
