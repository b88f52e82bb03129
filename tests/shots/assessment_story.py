# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pictures of "Must I register?": questions, a mistake, a result; the result in the dark and from right to left."""

from typing import TYPE_CHECKING

from tests.journeys.asker import Asker
from tests.shots.studio import PHONE_WIDTH, Studio

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PHONE_ONLY = (PHONE_WIDTH,)


def picture_assessment(studio: Studio, browser: "Browser", origin: str) -> None:
    asker = Asker(browser, origin, "en", watched=False)
    asker.begins()
    studio.take("must-i-register", "stranger", asker)
    asker.goes_on()
    studio.take("must-i-register-errors", "stranger", asker, widths=PHONE_ONLY)
    asker.walks_to("q4")
    studio.take("must-i-register-choices", "stranger", asker)
    asker.walks_to("days")
    studio.take("must-i-register-days", "stranger", asker, widths=PHONE_ONLY)
    asker.walks_to("result")
    studio.take("must-i-register-result", "stranger", asker)
    studio.take("must-i-register-result", "stranger", asker, widths=PHONE_ONLY, dark=True)
    for language in ("fr", "ug"):
        other = Asker(browser, origin, language, watched=False)
        other.begins()
        other.walks_to("result")
        studio.take("must-i-register-result", f"stranger-{language}", other, widths=PHONE_ONLY)
