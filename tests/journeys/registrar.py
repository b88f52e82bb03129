# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A registrar in the office of the register: what comes in, what is accepted, what two of them decide.

Controls are found by what they are, not by their words: the way is the same in every language.
"""

import time

from tests.journeys.member import PATIENCE_SECONDS, DeskMember


class Registrar(DeskMember):
    def comes_to_work(self, language: str = "en") -> None:
        self.signs_in()
        self.unlocks()
        if language != "en":
            self.open("/language/")
            self.page.check(f"[name=language][value={language}]")
            with self.arriving():
                self.page.locator("main form button").last.click()

    def goes_to(self, room: str) -> None:
        self.open(f"/register/{room}")

    def opens_the_filing(self, filing: str) -> None:
        """Once the crossing has collected it."""
        until = time.monotonic() + PATIENCE_SECONDS
        self.goes_to("filings")
        while not self.page.locator(f"main a[href$='/filings/{filing}']").count():
            assert time.monotonic() < until, "no filing arrived"
            time.sleep(0.3)
            self.page.reload()
        self.goes_to(f"filings/{filing}")

    def accepts(self, filing: str) -> None:
        self.opens_the_filing(filing)
        self.send("/accept")

    def asks_for_a_correction(self, filing: str, words: str) -> None:
        self.opens_the_filing(filing)
        self.unfolds("/correction")
        self.send("/correction", words=words)

    def opens_the_entry_of(self, name: str) -> None:
        self.goes_to("entries")
        with self.arriving():
            self.page.locator("main tr", has_text=name).locator("a").first.click()

    def proposes_a_notice(self, *, provision: str, dollars: int, words: str, manner: str) -> None:
        """From the page of an entry."""
        with self.arriving():
            self.page.locator("main a[href*='/notices/new']").click()
        self.page.check(f"[name=provision][value='{provision}']")
        for name, text in {"words": words, "dollars": str(dollars), "manner": manner}.items():
            self.page.fill(f"[name={name}]", text)
        with self.arriving():
            self.page.locator("main form.form button").last.click()

    def opens_the_notice(self) -> None:
        """The newest one."""
        self.goes_to("notices")
        with self.arriving():
            self.page.locator("main tbody a").first.click()

    def proposes_a_decision(self, *, dollars: int, reasons: str) -> None:
        """On the page of a notice: it was committed, and the reasons are published."""
        self.page.check("[name=committed][value=yes]")
        self.page.check("[name=with_reasons]")
        self.send("/decide", dollars=str(dollars), words=reasons)

    def opens_what_waits_for_two(self) -> None:
        self.goes_to("filings")
        with self.arriving():
            self.page.locator("main a[href*='/proposals/']").first.click()

    def confirms(self) -> None:
        self.opens_what_waits_for_two()
        self.send("/confirm")
