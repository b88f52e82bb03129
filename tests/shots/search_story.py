# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pictures of searching: noor looks for words in two scripts, and keeps a search."""

from typing import TYPE_CHECKING

from tests.shots.studio import DESKTOP_WIDTH

if TYPE_CHECKING:
    from tests.journeys.member import DeskMember
    from tests.shots.studio import Studio


def picture_search(studio: "Studio", noor: "DeskMember") -> None:
    """Noor has unlocked and has a case with a report in Uyghur."""
    noor.open("/search/")
    studio.take("search-empty", "noor", noor)
    _look_for(noor, "… !")
    studio.take("search-errors", "noor", noor)
    _look_for(noor, "lighthouse")
    studio.take("search-nothing", "noor", noor)
    _look_for(noor, "ئۇلار")
    studio.take("search", "noor", noor)
    studio.take("search", "noor", noor, widths=(DESKTOP_WIDTH,), dark=True)
    noor.press("Keep this search")
    noor.press("ئۇلار")
    studio.take("search-kept", "noor", noor)


def _look_for(noor: "DeskMember", words: str) -> None:
    noor.page.fill("[name=words]:visible", words)
    with noor.arriving():
        noor.page.locator("form[role=search] button").click()
