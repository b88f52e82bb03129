# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Somebody who registers an arrangement, as a navigator over the register's public pages."""

import secrets
import time

from safehold.cli.demo.browser import Browser

PATIENCE_SECONDS = 30
Typed = dict[str, str | list[str]]


class Registrant:
    """Ruth: an account without a name, and what she files."""

    def __init__(self, origin: str, language: str = "en") -> None:
        self.browser = Browser(origin, language)
        self.language = language
        self.password = secrets.token_urlsafe(16)

    def open(self, path: str) -> None:
        self.browser.open(f"/{self.language}/register/{path}")

    def make_account(self) -> None:
        self.open("account/new")
        self.browser.send(
            self.browser.form(having="password"), {"password": self.password, "again": self.password}
        )
        self.must_answer("the page with the account's number")

    def register(self, typed: Typed) -> str:
        """Write a filing step by step, read it through, send it; return its id."""
        self.open("account")
        self.browser.send(self.browser.form(action="/filings/new"))
        return self._write_and_send(typed)

    def change(self, filing: str, typed: Typed) -> str:
        """Tell what is different now about an entry that was accepted; return the new filing's id."""
        self.open(f"filings/{filing}")
        self.browser.send(self.browser.form(action="/follow/amendment"))
        self.open(f"filings/{self.filing}/step/arrangement")
        return self._write_and_send(typed)

    def _write_and_send(self, typed: Typed) -> str:
        while "/step/" in self.browser.address:
            before = self.browser.address
            self.browser.send(self.browser.form(action="/step/"), typed)
            self.must_answer("a step of the filing")
            if self.browser.address == before:
                raise AssertionError(f"{before} was not accepted: {self.browser.text[:300]}")
        self.browser.send(self.browser.form(action="/send"))
        self.must_answer("the receipt of the filing")
        return self.filing

    @property
    def filing(self) -> str:
        """The id of the filing or draft whose page is open."""
        return self.browser.address.split("/filings/")[1].split("/")[0]

    def wait_for_entry(self, filing: str) -> str:
        """Come back until the office has accepted a filing; return the path of its entry."""
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            self.open(f"filings/{filing}")
            if "/register/entries/" in self.browser.html:
                return "entries/" + self.browser.html.split("/register/entries/")[1].split('"')[0]
            if time.monotonic() > until:
                raise AssertionError("the office's answer did not arrive")
            time.sleep(0.3)

    def must_answer(self, what: str) -> None:
        if self.browser.status != 200:
            raise AssertionError(f"{what} was answered with {self.browser.status}: {self.browser.text[:300]}")
