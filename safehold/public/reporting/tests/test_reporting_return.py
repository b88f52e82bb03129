# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Coming back: the code is checked before anything is looked up, and only answers that hold are shown."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import OperationalError
from django.test import Client

from safehold.core.age import seal
from safehold.core.receipts import generate
from safehold.public.reporting import actions, queries
from safehold.public.reporting.models import Envelope, Reply, Withdrawal
from safehold.public.reporting.tests.amina import Amina
from safehold.public.reporting.tests.coalition import MadeCoalition

UNKNOWN = "We cannot find this code. Check the digits, or write to us again: nothing is lost."


@pytest.fixture
def returned(amina: Amina) -> Amina:
    """Amina, back with her code."""
    amina.send()
    amina.come_back()
    return amina


def test_the_code_is_asked_for_in_a_field_that_browsers_do_not_remember(amina: Amina) -> None:
    page = amina.client.get("/en/return").content.decode()
    assert '<textarea name="code"' in page and 'autocomplete="off"' in page


@pytest.mark.parametrize("language", ["en", "fr", "zh-hans", "zh-hant"])
def test_the_words_open_it_too(amina: Amina, language: str) -> None:
    amina.send()
    words = amina.receipt.words(language)
    assert words
    assert amina.come_back(" ".join(words)).status_code == 200
    assert "There is no answer yet." in amina.page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Please type your code."),
        ("12345 12345", "A code has 40 digits. Here are 10."),
        ("11111 " * 8, "Something in this code was mistyped."),
        ("abandon " * 11 + "notaword", "Word number 12 is not a word of our codes."),
        ("abandon abandon", "A code has 40 digits, or 12 words."),
        ("1" * 2000, "A code has 40 digits, or 12 words."),
    ],
)
def test_a_mistyped_code_is_never_looked_up(
    amina: Amina, monkeypatch: pytest.MonkeyPatch, typed: str, said: str
) -> None:
    def looked_up(_receipt: object) -> None:
        raise AssertionError("looked up")

    monkeypatch.setattr(queries, "access_mailbox", looked_up)
    assert amina.come_back(typed or " ").status_code == 422
    assert said in amina.page


def test_an_unknown_code_is_said_kindly(amina: Amina) -> None:
    assert amina.come_back(generate().digits).status_code == 404
    assert UNKNOWN in amina.page


@pytest.mark.parametrize(
    "action", ["return/answer", "return/files", "return/withdraw", "return/grant", "return/close"]
)
def test_every_part_of_the_dialogue_refuses_an_unknown_code(amina: Amina, action: str) -> None:
    fields = {"code": generate().digits, "words": "x", "purpose": "contact", "confirmed": "on"}
    assert amina.post(action, fields).status_code == 404
    assert amina.post(action, {**fields, "code": "1"}).status_code == 422
    assert not Withdrawal.objects.exists()


def test_answers_are_shown_in_the_order_they_came(returned: Amina, coalition: MadeCoalition) -> None:
    for words in ("First.", "Second.", "Third."):
        coalition.default.reply(returned.mailbox, words, coalition.on)
    returned.come_back()
    assert returned.page.index("First.") < returned.page.index("Second.") < returned.page.index("Third.")


def test_an_answer_is_shown_as_text(returned: Amina, coalition: MadeCoalition) -> None:
    coalition.default.reply(returned.mailbox, "<b>Hello</b>", coalition.on)
    returned.come_back()
    assert "&lt;b&gt;Hello" in returned.raw


def test_a_forged_answer_is_not_shown(returned: Amina, coalition: MadeCoalition) -> None:
    forger = Ed25519PrivateKey.generate()
    coalition.default.reply(returned.mailbox, "Meet us at the station.", coalition.on, signed_by=forger)
    coalition.default.reply(returned.mailbox, "We are here.", coalition.on)
    returned.come_back()
    assert "station" not in returned.page and "We are here." in returned.page
    assert "1 answer could not be checked, so we do not show it." in returned.page


def test_an_answer_dated_after_its_key_ended_is_not_shown(returned: Amina, coalition: MadeCoalition) -> None:
    """Whoever took a reply key away when they left signs with it in vain."""
    coalition.default.reply(returned.mailbox, "Before.", coalition.on + timedelta(days=364))
    coalition.default.reply(returned.mailbox, "After.", coalition.on + timedelta(days=365))
    returned.come_back()
    assert "Before." in returned.page and "After." not in returned.page
    assert "1 answer could not be checked" in returned.page


def test_an_answer_of_another_desk_is_not_shown(returned: Amina, coalition: MadeCoalition) -> None:
    other = coalition.desks[1]
    coalition.default.reply(returned.mailbox, "Meet us.", coalition.on, signed_by=other.reply_key)
    returned.come_back()
    assert "Meet us." not in returned.page and "could not be checked" in returned.page


def test_an_answer_moved_from_another_mailbox_is_not_shown(returned: Amina, coalition: MadeCoalition) -> None:
    """Its signature holds and it opens, but it speaks of another report, or it is another row."""
    mine = returned.mailbox
    reply_id = coalition.default.reply(mine, "Yes, Tuesday.", coalition.on)
    sealed = bytes(Reply.objects.get(id=reply_id).sealed)
    Reply.objects.all().delete()
    actions.store_reply(uuid4(), mine.id, sealed, coalition.on)
    returned.come_back()
    assert "Tuesday" not in returned.page and "could not be checked" in returned.page


def test_rubbish_in_a_mailbox_is_not_shown(returned: Amina, coalition: MadeCoalition) -> None:
    actions.store_reply(uuid4(), returned.mailbox.id, b"rubbish", coalition.on)
    sealed = seal(b"not packed", [coalition.default.recipient_of(returned.mailbox)])
    actions.store_reply(uuid4(), returned.mailbox.id, sealed, coalition.on)
    returned.come_back()
    assert "2 answers could not be checked" in returned.page


def test_the_page_says_when_the_code_was_last_used(
    amina: Amina, monkeypatch: pytest.MonkeyPatch, today: date
) -> None:
    amina.send()
    amina.come_back()
    assert "This is the first time that this code is used." in amina.page
    monkeypatch.setattr("safehold.web.clock.today", lambda: today + timedelta(days=3))
    amina.come_back()
    assert "This code was last used on Nov. 23, 2026." in amina.page
    assert amina.mailbox.last_used_on == today + timedelta(days=3)


def test_answers_can_be_read_when_nothing_can_be_written(
    returned: Amina, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise OperationalError

    monkeypatch.setattr(actions, "note_use", full)
    assert returned.come_back().status_code == 200


def test_an_answer_back_is_signed_and_sealed_for_the_desk(returned: Amina, coalition: MadeCoalition) -> None:
    assert returned.press("return/answer", words="Mornings are safe.").status_code == 200
    assert "Your message has arrived." in returned.page
    envelope = Envelope.objects.get(kind=Envelope.Kind.ANSWER)
    message = coalition.default.open_message(envelope, returned.receipt.verify_key)
    assert (message.words, message.kind, message.document) == ("Mornings are safe.", "answer", None)
    assert message.report_id == str(returned.mailbox.id)


def test_a_double_click_is_one_answer_and_two_answers_are_two(returned: Amina) -> None:
    shown = returned.raw
    returned.press("return/answer", words="Yes.")
    after = returned.raw
    returned.raw = shown
    returned.press("return/answer", words="Yes.")
    assert "kept once" in returned.page
    returned.raw = after
    returned.press("return/answer", words="Yes.")
    assert Envelope.objects.filter(kind=Envelope.Kind.ANSWER).count() == 2


def test_an_empty_or_endless_answer_loses_nothing(returned: Amina) -> None:
    assert returned.press("return/answer", words=" ").status_code == 422
    assert "Please write something first." in returned.page
    assert returned.press("return/answer", words="w" * 50_001).status_code == 422
    assert "w" * 50_001 in returned.page
    assert not Envelope.objects.filter(kind=Envelope.Kind.ANSWER).exists()


def test_an_answer_stays_on_the_page_when_it_cannot_be_stored(
    returned: Amina, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_kwargs: object) -> None:
        raise OperationalError

    monkeypatch.setattr(Envelope, "save", full)
    assert returned.press("return/answer", words="Mornings are safe.").status_code == 503
    assert "Mornings are safe." in returned.page and "please try again" in returned.page


def test_more_consent_is_signed_and_sealed(returned: Amina, coalition: MadeCoalition) -> None:
    returned.press("return/grant", consents=["statistics", "share-authorities"])
    envelope = Envelope.objects.get(kind=Envelope.Kind.GRANT)
    message = coalition.default.open_message(envelope, returned.receipt.verify_key)
    assert sorted(message.consents) == ["share-authorities", "statistics"]
    assert message.consent_text_version
    assert returned.press("return/grant").status_code == 422


@pytest.mark.parametrize("path", ["review", "send", "return/answer", "return/close"])
def test_opening_a_sent_page_leads_to_the_page_before(client: Client, path: str) -> None:
    response = client.get(f"/fr/{path}")
    assert response.status_code == 302
    assert response["Location"] in {"/fr/", "/fr/return"}
