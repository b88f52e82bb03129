# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Somebody who asks whether an arrangement must be registered: a navigator over the pages of "Must I register?".

Controls are found by what they are, not by their words: the way is the same in every language.
"""

from typing import TYPE_CHECKING

from tests.journeys.visitor import PHONE, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ANSWERS = {
    "q1": ("yes",),
    "q2": ("foreign_state", "foreign_economic_entity"),
    "q3": ("communicating",),
    "q4": ("decision",),
    "q5": ("federal",),
    "q6": ("none",),
}
"""What makes a duty at the federal level."""


class Asker(Visitor):
    """No account; nothing is kept of what they answer."""

    def __init__(
        self,
        browser: "Browser",
        origin: str,
        language: str,
        *,
        viewport: dict[str, int] = PHONE,
        javascript: bool = True,
        watched: bool = True,
    ) -> None:
        super().__init__(browser, origin, viewport=viewport, javascript=javascript, watched=watched)
        self.language = language

    def begins(self) -> None:
        self.open(f"/{self.language}/register/must-i-register")

    @property
    def at(self) -> str:
        """The step that is being asked, or "result"."""
        return self.page.locator("input[name=at]").input_value()

    def answers(self, *chosen: str) -> None:
        """Choose the options of the question on the page, and go on."""
        for value in chosen:
            self.page.check(f"[name={self.at}][value={value}]")
        self.goes_on()

    def names_the_day(self, entered_on: str) -> None:
        self.page.fill("[name=entered_on]", entered_on)
        self.page.check("[name=in_force][value=yes]")
        self.goes_on()

    def goes_on(self) -> None:
        with self.arriving():
            self.page.locator("#assessment .actions button").first.click()

    def goes_back_to(self, step: str) -> None:
        with self.arriving():
            self.page.locator(f"button[name=to][value={step}]").first.click()

    def chooses_the_scheme(self, code: str) -> None:
        self.page.locator("#assessment summary").click()
        with self.arriving():
            self.page.locator(f"button[name=instead][value={code}]").click()

    def walks_to(self, step: str, entered_on: str = "2026-09-01") -> None:
        """Answer what is asked until a step, or until the result."""
        for _ in range(len(ANSWERS) + 1):
            if self.at == step:
                return
            if self.at == "days":
                self.names_the_day(entered_on)
            else:
                self.answers(*ANSWERS[self.at])
        assert self.at == step
