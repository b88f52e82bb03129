# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A caseworker, as a navigator over the desk's pages."""

import time

from safehold.cli.demo.browser import Browser
from safehold.cli.demo.coalition import SignIn, current_code

PATIENCE_SECONDS = 30


class Caseworker:
    """Noor: signs in with two factors, unlocks with six words."""

    def __init__(self, origin: str, sign_in: SignIn) -> None:
        self.browser = Browser(origin)
        self.person = sign_in
        self.case_path = ""

    def sign_in(self) -> None:
        self.browser.open("/sign-in/")
        self.browser.send(
            self.browser.form(having="login"),
            {"login": self.person.username, "password": self.person.password},
        )
        self.browser.send(self.browser.form(having="code"), {"code": current_code(self.person.totp_secret)})
        if self.browser.form(action="/sign-out/") is None or "/sign-in" in self.browser.address:
            raise AssertionError("signing in did not work")

    def wait_for_report(self) -> None:
        """Look at the inbox until the crossing has brought a report."""
        self._until(
            "/inbox/", lambda: any("/open" in f.action for f in self.browser.forms), "a sealed report"
        )

    def unlock(self) -> None:
        self.browser.open("/unlock")
        self.browser.send(self.browser.form(having="passphrase"), {"passphrase": self.person.passphrase})

    def open_report(self) -> None:
        self.browser.open("/inbox/")
        self.browser.send(self.browser.form(action="/open"))
        self.case_path = self.browser.address

    def add_note(self, words: str) -> None:
        self.browser.send(self.browser.form(action="/note"), {"words": words})
        self.must_read(words)

    def reply(self, words: str) -> None:
        self.browser.open(self.case_path)
        self.browser.send(self.browser.form(action="/reply"), {"words": words})
        self.must_read(words)

    def wait_for_words(self, words: str) -> None:
        self._until(self.case_path, lambda: words in self.browser.html, "what should be in the case")

    def wait_for_withdrawal(self) -> None:
        self._until(self.case_path, lambda: "Taken back:" in self.browser.text, "the withdrawal")

    def sign_out(self) -> None:
        self.browser.send(self.browser.form(action="/sign-out/"))

    def must_read(self, words: str) -> None:
        if words not in self.browser.html:
            raise AssertionError(
                f"{self.browser.address} ({self.browser.status}) does not show what it should"
            )

    def _until(self, path: str, there: "object", what: str) -> None:
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            self.browser.open(path)
            if there():  # type: ignore[operator]
                return
            if time.monotonic() > until:
                raise AssertionError(f"{what} did not arrive")
            time.sleep(0.3)
