# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Amina reports, and comes back with her code: a navigator over the public pages.

She finds controls by what they are, not by their words, so that she walks the same way in every language.
"""

import re
import time
from typing import TYPE_CHECKING

from tests.journeys.visitor import PHONE, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator

PATIENCE_SECONDS = 30
LINES = {
    "when": "2026-11-08",
    "where": "Toronto",
    "who_did_it": "+1 416 555 0199, a grey car",
    "who_was_targeted": "my sister and I",
    "relatives_at_risk": "my sister, a teacher",
    "help_words": "somebody to talk to",
    "safe_contact": "only here",
    "safe_times": "mornings",
}
"""What she writes into the optional parts."""


class Amina(Visitor):
    """No account, no cookie; all she has is the code."""

    code = ""

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

    def opens_the_form(self) -> None:
        self.open(f"/{self.language}/")

    def writes(self, words: str, *, to: str = "") -> None:
        """Write what happened; choose an organisation by its name."""
        self.page.fill("[name=words]", words)
        if to:
            self.unfolds(self.page.locator("details:has([name=organisation])"))
            self.page.get_by_text(to).first.click()

    def fills_every_optional_part(self) -> None:
        """Unfold every part; write and choose something in each."""
        for part in self.page.locator(".parts details").all():
            part.locator("summary").click()
        for name, text in LINES.items():
            self.page.fill(f"[name={name}]", text)
        self.page.check("[name=hurt_soon]")
        self.page.check("[name=reporting_for][value=group]")
        self.page.select_option("[name=group_size]", index=1)
        for name in ("tactics", "help_wanted"):
            self.page.locator(f"[name={name}]").first.check()
        self.agrees_to("contact", "share-organisation", "share-authorities", "statistics", "compare")
        self.look()

    def agrees_to(self, *purposes: str) -> None:
        for purpose in purposes:
            self.page.check(f"[name=consents][value={purpose}]")

    def reads_it_through(self) -> None:
        self.send("/review")

    def changes_something(self) -> None:
        with self.arriving():
            self.form("/send").locator("button[formaction]").click()

    def reads_on_in(self, language: str) -> None:
        """Press the button of another language."""
        self.language = language
        with self.arriving():
            self.page.locator(f'button[formaction^="/{language}/"]').click()

    def sends_it(self) -> list[str]:
        """Send; return the code that is shown, group by group."""
        self.send("/send")
        groups = [text.strip() for text in self.page.locator(".code span").all_inner_texts()]
        self.code = " ".join(groups)
        return groups

    def adds_a_file(self, name: str, content: bytes) -> None:
        self.add_file("/files/", {"name": name, "mimeType": "image/jpeg", "buffer": content})

    def comes_back(self, code: str = "") -> None:
        self.open(f"/{self.language}/return")
        self.send("/return", code=code or self.code)

    def waits_for(self, words: str) -> None:
        """Come back until these words are there."""
        until = time.monotonic() + PATIENCE_SECONDS
        self.comes_back()
        while not self.reads(words):
            assert time.monotonic() < until, "the answer did not arrive"
            time.sleep(0.5)
            self.comes_back()

    def answers(self, words: str) -> None:
        self.send("/return/answer", words=words)

    def withdraws(self, purpose: str) -> None:
        form = self.page.locator(f'form:has([name=purpose][value="{purpose}"])')
        self.unfolds(form.locator("xpath=ancestor::details"))
        with self.arriving():
            form.get_by_role("button").click()

    def closes_for_good(self) -> None:
        self.unfolds(self.page.locator('details:has(form[action$="/return/close"])'))
        self.send("/return/close")
        self.send("/return/close")

    def unfolds(self, part: "Locator") -> None:
        if part.get_attribute("open") is None:
            part.locator("summary").click()

    def leave(self) -> None:
        """Whatever she did, no cookie was set."""
        cookies = self.context.cookies()
        super().leave()
        assert cookies == []

    @property
    def good_news(self) -> bool:
        return self.page.locator(".tag.good, .panel.good").count() > 0

    def must_hold_a_code(self, groups: list[str]) -> None:
        assert len(groups) == 8
        assert all(re.fullmatch(r"\d{5}", group) for group in groups)
