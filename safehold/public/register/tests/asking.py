# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Somebody who answers the questions of "Must I register?", as a browser without scripts sends them."""

import html
import re
from urllib.parse import urlencode

from django.test import Client

FORM = "application/x-www-form-urlencoded"
MOST_STEPS = 9
HIDDEN = re.compile(r'<input type="hidden" name="([\w-]+)" value="([^"]*)">')
ALL_YES: dict[str, dict[str, str | list[str]]] = {
    "q1": {"q1": "yes"},
    "q2": {"q2": ["foreign_state", "foreign_power"]},
    "q3": {"q3": "communicating"},
    "q4": {"q4": "decision"},
    "q5": {"q5": "federal"},
    "days": {"entered_on": "2026-11-10", "in_force": "yes", "ended_on": ""},
    "q6": {"q6": "none"},
}


class Asker:
    """Nothing is kept of what they answer, and no cookie is ever set."""

    def __init__(self, client: Client, language: str = "en") -> None:
        self.client, self.language, self.status, self.raw = client, language, 0, ""
        self._keep(client.get(self.address))

    @property
    def address(self) -> str:
        return f"/{self.language}/register/must-i-register"

    @property
    def page(self) -> str:
        return html.unescape(re.sub(r"<[^>]+>", " ", self.raw))

    @property
    def at(self) -> str:
        found = re.search(r'name="at" value="([\w-]+)"', self.raw)
        assert found
        return found.group(1)

    def _keep(self, response: object) -> "Asker":
        self.status, self.raw = response.status_code, response.content.decode()  # type: ignore[attr-defined]
        assert not response.cookies  # type: ignore[attr-defined]
        return self

    def send(self, **typed: str | list[str]) -> "Asker":
        """Press a button of the page, with what was typed; `end` comes last, as in a browser."""
        carried = [(name, html.unescape(value)) for name, value in HIDDEN.findall(self.raw) if name != "end"]
        body = urlencode([*typed.items(), *carried, ("end", "1")], doseq=True)
        return self._keep(self.client.post(self.address, body, content_type=FORM))

    def walk(self, **changed: dict[str, str | list[str]]) -> "Asker":
        """Answer step after step until the result."""
        for _ in range(MOST_STEPS):
            if self.at == "result":
                return self
            self.send(**(ALL_YES | changed)[self.at])
        raise AssertionError(f"no result after {self.at}")
