# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A coalition whose lists were delivered, and reporters who know only the pages. Public settings only."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from django.conf import settings as django_settings
from django.test import Client

from safehold.core.receipts import Receipt, generate, parse
from tests.faults.parts import MULTIPART, upload

if TYPE_CHECKING:
    from pytest_django import Settings

    from safehold.public.reporting.models import Mailbox
    from safehold.public.reporting.tests.coalition import MadeCoalition

collect_ignore_glob = [] if django_settings.SITE == "public" else ["test_*.py"]

TODAY = date(2026, 11, 23)
WORDS = "They called my sister’s school. 他們知道她的名字。"
FORM = "application/x-www-form-urlencoded"
HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')


@pytest.fixture(autouse=True)
def _forget_lists(settings: Settings) -> None:
    from safehold.public.reporting.queries import coalition

    coalition.forget_lists()
    settings.LISTS_HELD_SECONDS = 0


@pytest.fixture
def coalition(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> MadeCoalition:
    """Three desks; their lists lie in the database. The test asks for the database itself."""
    from safehold.public.reporting.tests.coalition import make_coalition

    monkeypatch.setattr("safehold.web.clock.today", lambda: TODAY)
    settings.MIN_FREE_BYTES = 0
    made = make_coalition(TODAY)
    settings.COALITION_ROOT = made.pinned_root
    made.deliver()
    return made


@dataclass
class Page:
    status: int
    text: str

    def hidden(self) -> dict[str, str]:
        """The hidden fields of the page, the first of each name."""
        found: dict[str, str] = {}
        for tag in HIDDEN.findall(self.text):
            given = dict(re.findall(r'(\w+)="([^"]*)"', tag))
            found.setdefault(given["name"], html.unescape(given.get("value", "")))
        return found


@dataclass
class Reporter:
    """Amina's browser: it keeps nothing but the code on her paper."""

    desk_id: str
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))
    receipt: Receipt = field(default_factory=generate)

    def post(self, path: str, **fields: Any) -> Page:
        body = urlencode([*fields.items(), ("end", "1")], doseq=True)
        answer = self.client.post(path, data=body, content_type=FORM)
        return Page(answer.status_code, answer.content.decode())

    def send(self, words: str = WORDS, **more: Any) -> Page:
        typed = {"words": words, "organisation": self.desk_id, "reporting_for": "self", "group_size": ""}
        return self.post("/en/send", **typed, receipt=self.receipt.digits, consents="contact", **more)

    def come_back(self) -> Page:
        return self.post("/en/return", code=self.receipt.digits)

    def answer(self, words: str, nonce: str = "n") -> Page:
        return self.post("/en/return/answer", code=self.receipt.digits, words=words, nonce=nonce)

    def file_address(self) -> str:
        found = re.search(
            r'action="(/en/files/[^"]+)"', self.post("/en/return/files", code=self.receipt.digits).text
        )
        assert found
        return found[1]

    def add_file(self, address: str, name: str, content: bytes) -> Page:
        answer = self.client.post(address, data=upload(name, content), content_type=MULTIPART)
        return Page(answer.status_code, answer.content.decode())

    @property
    def mailbox(self) -> Mailbox:
        from safehold.public.reporting.models import Mailbox

        return Mailbox.objects.get(lookup_id=parse(self.receipt.digits).lookup_id)


@pytest.fixture
def amina(coalition: MadeCoalition) -> Reporter:
    return Reporter(str(coalition.default.id))
