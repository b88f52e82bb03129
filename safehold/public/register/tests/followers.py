# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sana follows the register by e-mail: she uses the pages as a browser without scripts does, and reads real letters."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.test import Client

from safehold.public.register.actions.writing_letters import Sent, send_letters
from safehold.public.register.tests.published import Filed
from tests.mail_server import MailServer, Received

FORM = "application/x-www-form-urlencoded"
FILED = Filed()
"""The one entry of the register that they follow."""
LINK = re.compile(r"https://register\.example(/\S+/alerts/(confirm|stop)/\S+)")


def send(on: date, most: int = 500) -> Sent:
    """Do what the command does, once."""
    return send_letters(on, most)


@dataclass
class Follower:
    server: MailServer
    address: str = "sana@example.org"
    language: str = "en"
    client: Client = field(default_factory=Client)

    def at(self, path: str) -> str:
        return f"/{self.language}/register/{path}"

    def post(self, address: str, body: str = "") -> Any:
        return self.client.post(address, f"{body}&end=1" if body else "end=1", content_type=FORM)

    def ask(self, path: str) -> Any:
        return self.post(self.at(path), f"address={self.address.replace('+', '%2B')}")

    def letters(self) -> list[Received]:
        return [each for each in self.server.letters if self.address in each.receivers]

    def link(self, kind: str, letter: int = -1) -> str:
        """The address in a letter that confirms or ends."""
        found = LINK.findall(self.letters()[letter].text)
        return str(next(path for path, each in found if each == kind))

    def follow(self, path: str, on: date) -> None:
        """Ask, get the letter, press the button."""
        assert self.ask(path).status_code == 200
        send(on)
        assert self.post(self.link("confirm")).status_code == 200
