# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""An answer reaches the person who wrote, is signed, and is not sent against their will."""

from uuid import uuid4

import pytest

from safehold.core.age import AgeError, derive_identity, generate_identity, open_sealed, recipient_of
from safehold.core.envelopes import ReplyDocument, unpack_bytes, verify_document
from safehold.desk.audit.models import AuditRow
from safehold.desk.cases import actions, queries
from safehold.desk.cases.errors import ContactNotAgreed, ContactWithdrawn, MailboxClosed
from safehold.desk.cases.models import Message
from safehold.desk.inbox.tests.sealed_reports import CANARY, DAY, arrive, collect_all, deliver, make_desk
from safehold.desk.vault import queries as vault
from safehold.desk.vault.models import Outgoing
from safehold.public.reporting.models import Mailbox, Reply

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def test_an_answer_makes_the_whole_way() -> None:
    desk = make_desk()
    reporter, case = arrive(desk)
    actions.send_reply(desk.unlocked, case, "We have read it.\n我們讀了。", "en", DAY)
    message = Message.objects.get()
    assert vault.list_delivery_states([message.id]) == {message.id: "waiting"}
    deliver()
    assert vault.list_delivery_states([message.id]) == {message.id: "delivered"}
    assert reporter.read() == ["We have read it.\n我們讀了。"]
    opened = queries.open_contents(desk.unlocked, case).messages[0]
    assert (opened.words, opened.is_theirs, opened.row.author) == (
        "We have read it.\n我們讀了。",
        False,
        desk.noor,
    )
    assert AuditRow.objects.order_by("-sequence")[0].verb == "reply.sent"


def test_an_answer_is_sealed_to_the_key_inside_the_report_not_to_the_public_row() -> None:
    desk = make_desk()
    reporter, case = arrive(desk)
    thief = generate_identity()
    Mailbox.objects.update(files_recipient=recipient_of(thief).key)
    actions.send_reply(desk.unlocked, case, CANARY, "en", DAY)
    deliver()
    sealed = bytes(Reply.objects.get().sealed)
    with pytest.raises(AgeError):
        open_sealed(sealed, [thief])
    signed = unpack_bytes(open_sealed(sealed, [derive_identity(reporter.receipt.identity_seed)]))
    key = bytes.fromhex(desk.public.key_list.reply_keys[0].verify_key)
    document = verify_document(signed, ReplyDocument, key)
    assert (document.words, document.signed_as) == (CANARY, desk.noor.organisation.name_in("en"))


def test_a_double_click_sends_one_answer_and_other_words_another() -> None:
    desk = make_desk()
    reporter, case = arrive(desk)
    once = uuid4()
    for words in ("We read it.", "We read it.", "And one thing more."):
        actions.send_reply(desk.unlocked, case, words, "en", DAY, reply_id=once)
    deliver()
    assert sorted(reporter.read()) == ["And one thing more.", "We read it."]


def test_no_answer_goes_to_who_did_not_agree() -> None:
    desk = make_desk()
    _, case = arrive(desk, consents=("compare",))
    with pytest.raises(ContactNotAgreed):
        actions.send_reply(desk.unlocked, case, "Hello", "en", DAY)


def test_no_answer_goes_to_who_took_it_back() -> None:
    desk = make_desk()
    reporter, case = arrive(desk)
    reporter.withdraw("contact")
    collect_all()
    with pytest.raises(ContactWithdrawn):
        actions.send_reply(desk.unlocked, case, "Hello", "en", DAY)


def test_no_answer_goes_to_a_closed_mailbox() -> None:
    desk = make_desk()
    reporter, case = arrive(desk)
    reporter.close()
    collect_all()
    with pytest.raises(MailboxClosed):
        actions.send_reply(desk.unlocked, case, "Hello", "en", DAY)
    assert not Message.objects.exists()
    assert not Outgoing.objects.filter(kind="reply").exists()


def test_an_answer_on_its_way_when_the_mailbox_closes_is_known_as_not_delivered() -> None:
    desk = make_desk()
    reporter, case = arrive(desk)
    actions.send_reply(desk.unlocked, case, "Hello", "en", DAY)
    reporter.close()
    deliver()
    assert set(vault.list_delivery_states([Message.objects.get().id]).values()) == {"refused"}


def test_what_breaks_leaves_neither_an_answer_nor_its_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = make_desk()
    _, case = arrive(desk)
    before = AuditRow.objects.count()
    monkeypatch.setattr("safehold.desk.vault.actions.post", lambda *_args, **_kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        actions.send_reply(desk.unlocked, case, "Hello", "en", DAY)
    assert not Message.objects.exists()
    assert AuditRow.objects.count() == before
