# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The desk against a malicious reporter, a writer of the public database, another organisation, another web site."""

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from typing import Any
from uuid import uuid4

import msgspec
import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from safehold.core.age import AgeError, open_sealed, seal
from safehold.core.envelopes import MessageDocument, pack_bytes, sign_document
from safehold.desk.cases import actions as cases
from safehold.desk.cases.models import CaseReport, Note
from safehold.desk.consent import queries as consent
from safehold.desk.inbox import actions as inbox
from safehold.desk.inbox.models import Envelope
from safehold.desk.inbox.tests.sealed_reports import (
    DAY,
    Desk,
    Reporter,
    arrive,
    collect_all,
    make_desk,
    open_report,
)
from safehold.desk.vault.errors import VaultError
from safehold.public.reporting import models as public

pytestmark = pytest.mark.django_db(databases=["default", "public"])

MARK = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}{% now 'Y' %}\u202e=cmd|' /C calc'!A0"
FAR = date(9999, 12, 31)


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


# A malicious reporter


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
        assert "{{7*7}}" in html.unescape(page) or "49" not in page
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


# A writer of the public database


def plant_strangers(number: int) -> None:
    """Rows for an organisation that this desk does not know, older than everything else."""
    for _ in range(number):
        mailbox = public.Mailbox.objects.create(
            lookup_id=uuid4().hex, organisation_id=uuid4(), received_on=DAY - timedelta(days=9)
        )
        for model, rest in (
            (public.Envelope, {"kind": "report", "sealed": b"x"}),
            (public.FileEnvelope, {"stored_name": uuid4().hex, "sealed_size_bytes": 1}),
        ):
            model.objects.create(
                mailbox=mailbox, content_mac=uuid4().hex, received_on=DAY - timedelta(days=9), **rest
            )
        public.Withdrawal.objects.create(
            report_id=mailbox.id, scope="contact", on_day=DAY - timedelta(days=9)
        )


def test_rows_that_cannot_be_collected_do_not_starve_the_others() -> None:
    desk = make_desk()
    plant_strangers(4)
    reporter = Reporter(desk)
    report_id = reporter.report()
    reporter.add_file()
    reporter.withdraw("contact")
    found = inbox.collect(DAY, limit=2)
    inbox.apply_withdrawals(DAY, limit=2)
    assert (found.envelopes, found.files, found.left) == (1, 1, 8)
    assert Envelope.objects.filter(report_id=report_id).exists()
    assert consent.was_ever_withdrawn(report_id, "contact")


def test_files_that_are_gone_do_not_starve_the_others() -> None:
    desk = make_desk()
    reporter = Reporter(desk)
    reporter.report()
    for n in range(4):
        reporter.add_file(name=f"{n}.jpg", content=bytes([n]))
        public.FileEnvelope.objects.update(
            stored_name=models.F("stored_name"), received_on=DAY - timedelta(days=2)
        )
    from safehold.public.reporting.adapters import open_store

    for name in open_store().list_names():
        open_store().delete(name)
    reporter.add_file(name="there.jpg", content=b"there")
    assert inbox.collect(DAY, limit=2).files == 1


def test_a_row_that_the_desk_cannot_keep_stops_nobody_else() -> None:
    desk = make_desk()
    bad = Reporter(desk, on=DAY - timedelta(days=3)).report()
    good = Reporter(desk).report()
    from django.db import connections

    with connections["public"].cursor() as cursor:
        if connections["public"].vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE reporting_envelope ALTER key_id TYPE text")
            cursor.execute(
                "UPDATE reporting_envelope SET key_id = repeat('k', 500) WHERE mailbox_id = %s", [bad]
            )
        else:
            cursor.execute(
                "UPDATE reporting_envelope SET received_on = 'no day' WHERE mailbox_id = %s", [bad.hex]
            )
    found = inbox.collect(DAY)
    assert (found.envelopes, found.left) == (1, 1)
    assert Envelope.objects.filter(report_id=good).exists()


def test_a_withdrawal_from_the_future_does_not_shut_out_later_agreement() -> None:
    """A forged control row can close; it cannot close for good."""
    desk = make_desk()
    reporter, case = arrive(desk)
    report_id = CaseReport.objects.get().id
    public.Withdrawal.objects.create(report_id=report_id, scope="contact", on_day=FAR)
    collect_all()
    assert not consent.holds(report_id, "contact")
    tomorrow = DAY + timedelta(days=1)
    later = replace(reporter, on=tomorrow)
    later.write("", consents=["contact"], kind="grant")
    collect_all(tomorrow)
    inbox.file_arrivals(desk.unlocked, case, tomorrow)
    assert consent.holds(report_id, "contact")


def test_urgency_in_a_row_does_not_change_the_case() -> None:
    desk = make_desk()
    reporter = Reporter(desk)
    report_id = reporter.report()
    public.Envelope.objects.update(urgent=True)
    collect_all()
    assert open_report(desk, report_id).triage == "routine"


def test_a_report_moved_to_another_organisation_opens_nowhere() -> None:
    """It stays sealed there, and it goes back when the row does."""
    ours, theirs = make_desk(), make_desk("ridge", founding=False)
    report_id = Reporter(ours).report()
    public.Mailbox.objects.update(organisation_id=theirs.organisation.id)
    collect_all()
    from safehold.desk.inbox.rules import EnvelopeRefused

    with pytest.raises(EnvelopeRefused):
        open_report(theirs, report_id)
    assert not CaseReport.objects.exists()


# Another organisation


def every_sealed_thing() -> Iterator[tuple[str, bytes]]:
    for model in apps.get_models():
        for field in model._meta.fields:
            if isinstance(field, models.BinaryField):
                for value in model._default_manager.values_list(field.name, flat=True):
                    if value and bytes(value).startswith(b"age-encryption.org/v1"):
                        yield f"{model._meta.label}.{field.name}", bytes(value)


def test_the_keys_of_one_organisation_open_nothing_of_another() -> None:
    """Each age file of both databases is tried with everything that the other organisation's member holds."""
    ours = make_desk()
    reporter, case = arrive(ours)
    reporter.add_file()
    cases.send_reply(ours.unlocked, case, "answer", "en", DAY)
    Reporter(ours).report()
    collect_all()
    things = list(every_sealed_thing())
    assert len({name for name, _ in things}) >= 8
    theirs = make_desk("ridge", founding=False)
    held = [theirs.unlocked_lead.identity, *theirs.unlocked_lead.vault_identities()]
    for name, sealed in things:
        with pytest.raises(AgeError):
            open_sealed(sealed, held)
            pytest.fail(name)
    with pytest.raises(VaultError):
        theirs.unlocked_lead.case_key(case.id)


@pytest.mark.parametrize("form", ["notes", "reply"])
def test_the_id_of_somebody_elses_note_or_reply_tells_and_breaks_nothing(form: str) -> None:
    """A form's own id that is taken elsewhere is answered like any other."""
    ours, theirs = make_desk(), make_desk("ridge", founding=False)
    _reporter, case = arrive(ours)
    cases.add_note(ours.unlocked, case, "ours", DAY)
    cases.send_reply(ours.unlocked, case, "ours", "en", DAY)
    taken = Note.objects.get().id if form == "notes" else case.messages.get().id
    _other, their_case = arrive(theirs)
    browser = theirs.browser(theirs.noor)
    typed = {"words": "theirs", "language": "en"}
    answers = [
        browser.post(f"/cases/{their_case.id}/{form}", typed | {"once": str(once)})
        for once in (taken, uuid4())
    ]
    assert [answer.status_code for answer in answers] == [302, 302]
    page = ours.browser(ours.noor).get(f"/cases/{case.id}/").content.decode()
    assert "theirs" not in page


# Another web site


def addresses(patterns: list[Any], prefix: str = "/") -> Iterator[str]:
    """Every address of the desk, with something in each place."""
    for pattern in patterns:
        path = prefix + re.sub(r"<(\w+):\w+>", _example, str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern):
            yield path


def _example(part: re.Match[str]) -> str:
    return {"uuid": str(uuid4()), "int": "1"}.get(part[1], "x" * 43)


ADDRESSES = sorted(addresses(get_resolver("safehold.config.desk_urls").url_patterns))


def test_the_list_of_addresses_is_long_enough_to_prove_something() -> None:
    assert len(ADDRESSES) > 25


def test_a_post_without_our_token_does_nothing_on_any_page() -> None:
    desk = make_desk()
    signed_in = desk.browser(desk.lead)
    stranger = Client(enforce_csrf_checks=True)
    stranger.cookies = signed_in.cookies
    for address in ADDRESSES:
        answer = stranger.post(
            address, {"words": "x"}, HTTP_ORIGIN="https://evil.example", HTTP_REFERER="https://evil.example/"
        )
        assert answer.status_code in {403, 405}, (address, answer.status_code)


def test_no_page_can_be_framed_cached_or_made_to_load_from_elsewhere() -> None:
    desk = make_desk()
    for browser in (desk.browser(desk.lead), Client()):
        for address in ADDRESSES:
            answer = browser.get(address)
            assert answer.get("X-Frame-Options") == "DENY", (address, answer.status_code)
            assert "no-store" in answer["Cache-Control"], address
            assert answer["Referrer-Policy"] == "same-origin", address
            assert answer["X-Content-Type-Options"] == "nosniff", address
            assert answer["Cross-Origin-Opener-Policy"] == "same-origin", address
            policy = answer["Content-Security-Policy"]
            assert "default-src 'none'" in policy, address
            assert "frame-ancestors 'none'" in policy, address
            assert "unsafe" not in policy, address
            for cookie in answer.cookies.values():
                assert cookie["httponly"] or "csrf" in cookie.key, (address, cookie.key)
                assert cookie["samesite"] == "Strict", (address, cookie.key)


@pytest.mark.parametrize(
    "target", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_no_page_leads_away(target: str) -> None:
    desk = make_desk()
    browser = desk.browser(desk.noor)
    for address in ("/unlock", "/sign-in/"):
        answer = browser.get(address, {"next": target})
        assert "evil" not in answer.get("Location", "")
        assert "javascript" not in answer.get("Location", "")
