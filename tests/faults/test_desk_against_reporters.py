# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The desk against a malicious reporter: whatever is typed, named or signed breaks no page and runs nowhere."""

import html
from html.parser import HTMLParser
from typing import Any
from uuid import uuid4

import msgspec
import pytest

from safehold.core.age import seal
from safehold.core.envelopes import MessageDocument, pack_bytes, sign_document
from safehold.desk.cases import actions as cases
from safehold.desk.cases.models import CaseReport
from safehold.desk.consent import queries as consent
from safehold.desk.inbox.tests.sealed_reports import (
    DAY,
    Desk,
    Reporter,
    arrive,
    collect_all,
    make_desk,
)
from safehold.public.reporting import models as public

pytestmark = pytest.mark.django_db(databases=["default", "public"])

MARK = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{7*19181716}}{% now 'Y' %}\u202e=cmd|' /C calc'!A0"


class Tags(HTMLParser):
    """What a browser would build: the tags of a page with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def must_be_inert(page: str) -> None:
    """No tag or attribute came out of what was typed."""
    for tag, given in Tags(page).found:
        assert tag != "script" or given.get("src") or given.get("nonce")
        assert (tag, given.get("src")) != ("img", "x")
        assert not [name for name in given if name.startswith("on")]
        assert given.get("style") is None


def test_nothing_that_is_typed_becomes_markup_on_any_page_of_the_desk() -> None:
    desk = make_desk()
    told = ("when", "where", "who_did_it", "who_was_targeted", "relatives_at_risk", "help_words")
    reporter, case = arrive(desk, MARK, **dict.fromkeys((*told, "safe_contact", "safe_times"), MARK))
    reporter.add_file(name=f"{MARK}.jpg")
    reporter.write(MARK)
    collect_all()
    cases.add_note(desk.unlocked, case, MARK, DAY)
    cases.send_reply(desk.unlocked, case, MARK, "en", DAY)
    browser = desk.browser(desk.noor)
    for address in (f"/cases/{case.id}/", "/cases/", "/", "/inbox/"):
        page = browser.get(address).content.decode()
        must_be_inert(page)
        assert "{{7*19181716}}" in html.unescape(page) or "134272012" not in page
    page = html.unescape(browser.get(f"/cases/{case.id}/").content.decode())
    assert page.count("<script>alert(1)</script>") >= len(told) + 4


def test_a_file_name_cannot_turn_the_page_around() -> None:
    desk = make_desk()
    reporter, case = arrive(desk)
    reporter.add_file(name="holiday\u202egpj.exe")
    collect_all()
    page = desk.browser(desk.noor).get(f"/cases/{case.id}/").content.decode()
    assert "exe" in page
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") & set(page)


HOSTILE_DOCUMENTS: list[dict[str, Any]] = [
    {"when": 5, "where": None, "tactics": "x", "help_wanted": {"a": 1}},
    {"tactics": [{"a": 1}, None, 7], "help_wanted": [[]], "group_size": [1]},
    {"when": [MARK], "who_did_it": {"x": MARK}, "reporting_for": ["self"]},
    {"tactics": ["NO-SUCH-CODE"], "help_wanted": ["no-such-code"], "words": 1},
    {},
]


def plant_message(desk: Desk, reporter: Reporter, **changed: Any) -> None:
    """A message that the person signed, but that no form of ours wrote: put into the database directly."""
    mailbox = reporter.mailbox
    document = msgspec.structs.replace(
        MessageDocument(
            report_id=str(mailbox.id),
            kind="addition",
            words="words",
            document=None,
            consents=[],
            consent_text_version="1",
            sent_on=DAY.isoformat(),
        ),
        **changed,
    )
    key = desk.public.intake_key(DAY)
    public.Envelope.objects.create(
        mailbox=mailbox,
        kind="addition",
        key_id=key.key_id,
        sealed=seal(pack_bytes(sign_document(document, reporter.receipt.signing_key)), [key.recipient]),
        content_mac=uuid4().hex,
        received_on=DAY,
    )


@pytest.mark.parametrize("document", HOSTILE_DOCUMENTS, ids=str)
def test_a_signed_message_of_any_shape_leaves_the_case_readable(document: dict[str, Any]) -> None:
    desk = make_desk()
    reporter, case = arrive(desk)
    plant_message(desk, reporter, document=document)
    collect_all()
    page = desk.browser(desk.noor).get(f"/cases/{case.id}/")
    assert page.status_code == 200
    must_be_inert(page.content.decode())


@pytest.mark.parametrize(
    "changed",
    [
        {"consents": ["contact", "everything"], "consent_text_version": "v" * 5000},
        {"consents": ["contact"], "consent_text_version": "a\x00b"},
        {"sent_on": "9999-99-99"},
        {"sent_on": "0000-00-00"},
        {"words": "\x00\ufffe" + "w" * 200_000},
    ],
    ids=["long", "NUL", "no day", "day nought", "endless"],
)
def test_a_signed_message_of_any_content_leaves_the_case_readable(changed: dict[str, Any]) -> None:
    desk = make_desk()
    reporter, case = arrive(desk)
    plant_message(desk, reporter, kind="grant", **changed)
    collect_all()
    assert desk.browser(desk.noor).get(f"/cases/{case.id}/").status_code == 200
    assert consent.holds(CaseReport.objects.get().id, "contact")
