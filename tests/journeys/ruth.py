# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Ruth registers an arrangement: what she does on the pages, in the words of somebody who watches her."""

from typing import TYPE_CHECKING

from tests.journeys.visitor import Visitor

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
        self, browser: "Browser", origin: str, language: str = "en", *, watched: bool = True
    ) -> None:
        super().__init__(browser, origin, javascript=False, watched=watched)
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
        return self.page.url.split("/filings/")[1].split("/")[0]

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

    def writes_it_all(self) -> None:
        for part in STEPS:
            self.fills(part)
            self.presses_the_button()

    def signs_in(self, password: str = PASSWORD) -> None:
        self.page.fill("[name=sign-in-number]", self.number)
        self.page.fill("[name=sign-in-password]", password)
        self.presses_the_button()
