# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A person who reports, as a navigator over the public pages."""

import re
import time

from safehold.cli.demo.browser import Browser

PATIENCE_SECONDS = 30


class Reporter:
    """Amina: no account, no cookie; all she has is the code."""

    def __init__(self, origin: str, language: str) -> None:
        self.browser = Browser(origin, language)
        self.language = language
        self.code = ""

    def read_form(self) -> int:
        """Open the form; return the size of its page in bytes."""
        self.browser.open(f"/{self.language}/")
        return len(self.browser.html.encode())

    def write(self, **typed: str | list[str]) -> None:
        """Fill the form and go on to the page that shows everything before sending."""
        self.browser.send(self.browser.form(having="words"), typed)
        self.must_answer("the review page")
        if str(typed["words"]) not in self.browser.html:
            raise AssertionError("the review page does not show what was written")

    def send(self) -> None:
        """Send it and keep the code that is shown."""
        self.browser.send(self.browser.form(action="/send"))
        self.must_answer("the receipt page")
        groups = re.findall(r"(?<!\d)\d{5}(?!\d)", self.browser.text)
        self.code = " ".join(groups[:8])
        if len(groups) < 8:
            raise AssertionError("the receipt page shows no code")

    def tell_and_send(self, **typed: str | list[str]) -> None:
        self.read_form()
        self.write(**typed)
        self.send()

    def add_file(self, name: str, content: bytes, media_type: str) -> None:
        self.browser.send(self.browser.form(action="/files/"), files={"file": (name, content, media_type)})
        self.must_answer("the page after a file")

    def come_back(self) -> None:
        self.browser.open(f"/{self.language}/return")
        self.browser.send(self.browser.form(having="code"), {"code": self.code})
        self.must_answer("the dialogue")

    def wait_for(self, words: str) -> None:
        """Come back until an answer with these words is there."""
        until = time.monotonic() + PATIENCE_SECONDS
        self.come_back()
        while words not in self.browser.html:
            if time.monotonic() > until:
                raise AssertionError("the answer did not arrive")
            time.sleep(0.3)
            self.come_back()

    def answer(self, words: str) -> None:
        self.browser.send(self.browser.form(action="/return/answer"), {"words": words})
        self.must_answer("the dialogue after an answer")

    def withdraw(self, purpose: str) -> None:
        forms = [
            f
            for f in self.browser.forms
            if "/return/withdraw" in f.action and ("purpose", purpose) in f.fields
        ]
        if not forms:
            raise AssertionError(f"the dialogue offers no withdrawal of {purpose}")
        self.browser.send(forms[0])
        self.must_answer("the dialogue after a withdrawal")

    def must_answer(self, what: str) -> None:
        if self.browser.status != 200:
            raise AssertionError(f"{what} was answered with {self.browser.status}: {self.browser.text[:300]}")
