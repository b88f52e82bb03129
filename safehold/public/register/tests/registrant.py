# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Ruth registers arrangements; another registrant must see nothing of hers. Both use the pages as a browser does."""

import re
from typing import Any
from uuid import UUID

from django.test import Client

ORIGIN = {"origin": "http://testserver"}
PASSWORD = "four unrelated words here"
REGISTRANT = {
    "registrant_name": "Maple Advice Ltd.",
    "registrant_kind": "corporation",
    "registrant_address": "12 Office Street\nOttawa",
    "registrant_contact": "Ruth, 555 0100",
}
PRINCIPAL = {
    "principal_name": "Ministry of Examples",
    "principal_kind": "foreign_power",
    "principal_country": "CH",
}
ARRANGEMENT = {
    "purpose": "To speak for a change of a program.",
    "activities": ["communicating", "disseminating"],
    "processes": ["policy_or_program"],
    "levels": ["federal"],
    "started_on": "2026-11-16",
    "ended_on": "",
    "terms": "Two meetings a month.",
}
COMPENSATION = {
    "compensation_exists": "yes",
    "compensation_amount": "1,200.50",
    "compensation_amount_currency": "cad",
    "compensation_about": "A fee each month.",
}
SAFETY = {"safety_request": ""}
STEPS: dict[str, dict[str, Any]] = {
    "registrant": REGISTRANT,
    "principal": PRINCIPAL,
    "arrangement": ARRANGEMENT,
    "compensation": COMPENSATION,
    "safety": SAFETY,
}
SEEN = re.compile(r'name="seen" value="([0-9a-f]{64})"')


class Registrant:
    """One browser of one registrant."""

    def __init__(self, language: str = "en") -> None:
        self.client, self.language = Client(), language
        self.number = ""
        self.codes: list[str] = []

    def at(self, path: str) -> str:
        return f"/{self.language}/register/{path}"

    def get(self, path: str) -> Any:
        return self.client.get(self.at(path))

    def post(self, path: str, typed: dict[str, Any] | None = None, **headers: str) -> Any:
        return self.client.post(
            self.at(path), body_of({**(typed or {}), "end": "1"}), content_type=FORM, headers=ORIGIN | headers
        )

    def join(self) -> "Registrant":
        page = self.post("account/new", {"password": PASSWORD, "again": PASSWORD})
        assert page.status_code == 200, page.content.decode()
        text = page.content.decode()
        shown = re.search(r'<p class="code" translate="no">(.*?)</p>', text, re.DOTALL)
        assert shown
        self.number = "".join(re.findall(r"\d+", re.sub(r"<[^>]+>", "", shown[1])))
        self.codes = re.findall(r'<li><span class="address">([0-9a-z ]+)</span>', text)
        return self

    def sign_in(self, password: str = PASSWORD, code: str = "") -> Any:
        return self.post("account", sign_in_fields(self.number, password, code))

    def start(self) -> str:
        page = self.post("filings/new")
        assert page.status_code == 302, page.content.decode()
        return str(page.headers["Location"].split("/filings/")[1].split("/")[0])

    def write(self, draft: str, **steps: dict[str, Any]) -> None:
        for part, typed in (STEPS | steps).items():
            page = self.post(f"filings/{draft}/step/{part}", typed)
            assert page.status_code == 302, page.content.decode()

    def send(self, draft: str) -> Any:
        seen = SEEN.search(self.get(f"filings/{draft}/preview").content.decode())
        assert seen
        return self.post(f"filings/{draft}/send", {"seen": seen[1]})

    def file(self, **steps: dict[str, Any]) -> UUID:
        draft = self.start()
        self.write(draft, **steps)
        page = self.send(draft)
        assert page.status_code == 302, page.content.decode()
        return UUID(draft)

    def follow(self, filing: object, kind: str) -> str:
        page = self.post(f"filings/{filing}/follow/{kind}")
        assert page.status_code == 302, page.content.decode()
        return str(page.headers["Location"].split("/filings/")[1].split("/")[0])


FORM = "application/x-www-form-urlencoded"


def sign_in_fields(number: str, password: str = PASSWORD, code: str = "") -> dict[str, str]:
    return {"sign-in-number": number, "sign-in-password": password, "sign-in-code": code}


def body_of(typed: dict[str, Any]) -> str:
    """What a browser sends: the fields in the order of the page, `end=1` last."""
    from urllib.parse import urlencode

    return urlencode(typed, doseq=True)


def elsewhere(ruth: Registrant) -> Registrant:
    """The same registrant in another browser, not signed in."""
    other = Registrant()
    other.number, other.codes = ruth.number, ruth.codes
    return other
