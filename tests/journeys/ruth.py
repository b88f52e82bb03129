# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Ruth registers an arrangement: what she does on the pages, in the words of somebody who watches her."""

import time
from typing import TYPE_CHECKING

from tests.journeys.member import PATIENCE_SECONDS
from tests.journeys.visitor import DESKTOP, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PASSWORD = "four unrelated words here"
STEPS: dict[str, dict[str, str]] = {
    "registrant": {
        "registrant_name": "Maple Advice Ltd.",
        "registrant_kind": "corporation",
        "registrant_address": "12 Office Street\nOttawa",
        "registrant_contact": "Ruth, 613 555 0100",
    },
    "principal": {
        "principal_name": "Ministry of Examples",
        "principal_kind": "foreign_power",
        "principal_country": "CH",
    },
    "arrangement": {
        "purpose": "To speak for a change of a program that supports trade fairs.",
        "activities": "communicating",
        "processes": "policy_or_program",
        "levels": "federal",
        "started_on": "2026-11-16",
        "terms": "Two meetings a month with officials of the department.",
    },
    "compensation": {
        "compensation_exists": "yes",
        "compensation_amount": "1200",
        "compensation_amount_currency": "CAD",
    },
    "safety": {},
}


class Ruth(Visitor):
    """A registrant in front of a browser."""

    def __init__(
        self,
        browser: "Browser",
        origin: str,
        language: str = "en",
        *,
        viewport: dict[str, int] = DESKTOP,
        watched: bool = True,
    ) -> None:
        super().__init__(browser, origin, viewport=viewport, javascript=False, watched=watched)
        self.language, self.number = language, ""

    def opens(self, path: str) -> "Ruth":
        self.open(f"/{self.language}/register/{path}")
        return self

    def presses_the_button(self) -> None:
        """Press the first button of the page's own."""
        with self.arriving():
            self.page.locator("main .actions button.button").first.click()

    def makes_an_account(self) -> None:
        self.opens("account/new")
        for name in ("password", "again"):
            self.page.fill(f"[name={name}]", PASSWORD)
        self.presses_the_button()
        self.number = "".join(self.page.locator("p.code span").all_inner_texts())

    def begins(self) -> str:
        """Begin a filing; return the id of its draft."""
        self.opens("account")
        self.presses_the_button()
        return self.filing

    def fills(self, part: str, **instead: str) -> None:
        """Fill one step as it stands on the screen."""
        for name, value in {**STEPS.get(part, {}), **instead}.items():
            first = self.page.locator(f"[name={name}]").first
            if first.get_attribute("type") in ("radio", "checkbox"):
                self.page.check(f"[name={name}][value={value}]")
            elif first.locator("option").count():
                first.select_option(value)
            else:
                first.fill(value)

    def writes_it_all(self, **instead: str) -> None:
        for part, typed in STEPS.items():
            self.fills(part, **{name: text for name, text in instead.items() if name in typed})
            self.presses_the_button()

    def registers(self, **instead: str) -> str:
        """Write and send a whole filing; return its id."""
        self.begins()
        self.writes_it_all(**instead)
        self.presses_the_button()
        return self.filing

    @property
    def filing(self) -> str:
        """The id of the filing or draft whose page is open."""
        return self.page.url.split("/filings/")[1].split("/")[0]

    def hears_of(self, filing: str, *, by: str) -> None:
        """Come back to the page of a filing until there is what the office's answer brings."""
        self.waits_for(f"filings/{filing}", by)

    def waits_for(self, path: str, what: str) -> None:
        until = time.monotonic() + PATIENCE_SECONDS
        self.page.goto(f"{self.origin}/{self.language}/register/{path}")
        while not self.page.locator(what).count():
            assert time.monotonic() < until, f"{path} never had {what}"
            time.sleep(0.3)
            self.page.reload()
        self.look()

    def follows_it_with(self, kind: str) -> None:
        """A change, the end, or what the office asked to correct."""
        with self.arriving():
            self.page.locator(f"form[action$='/follow/{kind}'] button").click()

    def goes_to_the_step(self, part: str) -> None:
        """From the page on which everything is read through."""
        with self.arriving():
            self.page.locator(f"main a[href$='/step/{part}']").first.click()

    def reads_it_on_the_register(self) -> str:
        """Follow the link to the entry; return its address without the language."""
        with self.arriving():
            self.page.locator("main a[href*='/register/entries/']").first.click()
        return self.path.split("/register/")[1]

    def saves(self, link: str) -> bytes:
        """Follow a link that gives a file."""
        with self.page.expect_download() as download:
            self.page.locator(link).first.click()
        return download.value.path().read_bytes()

    def signs_in(self, password: str = PASSWORD) -> None:
        self.page.fill("[name=sign-in-number]", self.number)
        self.page.fill("[name=sign-in-password]", password)
        self.presses_the_button()
