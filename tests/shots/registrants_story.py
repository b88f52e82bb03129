# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Ruth's pictures: she makes an account, files an arrangement, and reads her own filings. Without JavaScript."""

from typing import TYPE_CHECKING

from tests.journeys.ruth import PASSWORD, STEPS, Ruth
from tests.shots.studio import PHONE_WIDTH, Studio

if TYPE_CHECKING:
    from playwright.sync_api import Browser

RUTH = "ruth"
PHONE_ONLY = (PHONE_WIDTH,)
OTHER_LANGUAGES = ("fr", "ug", "zh-hans", "bo")


def picture_registrants(studio: Studio, browser: "Browser", origin: str) -> None:
    ruth = Ruth(browser, origin, watched=False)
    _join(studio, ruth)
    draft = _write(studio, ruth)
    for language in OTHER_LANGUAGES:
        for name, path in (("filing-arrangement", "step/arrangement"), ("filing-preview", "preview")):
            ruth.open(f"/{language}/register/filings/{draft}/{path}")
            studio.take(name, f"{RUTH}-{language}", ruth, widths=PHONE_ONLY)
    _send(studio, ruth, draft)
    _look_after_the_account(studio, ruth)
    ruth.open("/en/register/something-missing")
    studio.take("register-missing", RUTH, ruth)


def _join(studio: Studio, ruth: Ruth) -> None:
    ruth.open("/en/register/account")
    studio.take("registrant-sign-in", RUTH, ruth)
    studio.take("registrant-sign-in", RUTH, ruth, widths=PHONE_ONLY, dark=True)
    ruth.open("/en/register/account/lost-password")
    studio.take("registrant-lost-password", RUTH, ruth)
    ruth.open("/en/register/account/new")
    studio.take("registrant-new", RUTH, ruth)
    for name in ("password", "again"):
        ruth.page.fill(f"[name={name}]", PASSWORD)
    ruth.presses_the_button()
    studio.take("registrant-codes", RUTH, ruth)
    ruth.open("/en/register/account")
    studio.take("registrant-home-empty", RUTH, ruth)


def _write(studio: Studio, ruth: Ruth) -> str:
    ruth.presses_the_button()
    draft = ruth.page.url.split("/filings/")[1].split("/")[0]
    ruth.presses_the_button()
    studio.take("filing-errors", RUTH, ruth)
    for part in STEPS:
        ruth.open(f"/en/register/filings/{draft}/step/{part}")
        ruth.fills(part)
        studio.take(f"filing-{part}", RUTH, ruth)
        ruth.presses_the_button()
    studio.take("filing-preview", RUTH, ruth)
    studio.take("filing-preview", RUTH, ruth, widths=PHONE_ONLY, dark=True)
    return draft


def _send(studio: Studio, ruth: Ruth, draft: str) -> None:
    ruth.open(f"/en/register/filings/{draft}/delete")
    studio.take("filing-delete", RUTH, ruth)
    ruth.open(f"/en/register/filings/{draft}/preview")
    ruth.presses_the_button()
    studio.take("filing-sent", RUTH, ruth)
    ruth.open("/en/register/account")
    studio.take("registrant-home", RUTH, ruth)


def _look_after_the_account(studio: Studio, ruth: Ruth) -> None:
    pages = ("settings", "password", "app", "app/remove", "codes", "close")
    for path in pages:
        ruth.open(f"/en/register/account/{path}")
        studio.take(
            f"registrant-{path.replace('/', '-')}" if path != "codes" else "registrant-new-codes", RUTH, ruth
        )
