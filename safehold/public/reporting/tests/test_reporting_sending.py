# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sending: kept once, sealed to the right key, additions kept apart."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, OperationalError

from safehold.core.age import derive_identity, generate_identity, recipient_of
from safehold.core.keylists import weeks_from
from safehold.core.receipts import Receipt, generate
from safehold.public.reporting import actions, queries, rules
from safehold.public.reporting.actions import Outcome
from safehold.public.reporting.errors import DeskNotOpen, MailboxTampered
from safehold.public.reporting.models import Envelope, Mailbox, UploadGrant
from safehold.public.reporting.tests.coalition import MadeCoalition


def make_draft(coalition: MadeCoalition, **changed: object) -> rules.Draft:
    draft = rules.Draft(
        organisation_id=coalition.default.id, reporting_for="self", words="They waited at my door."
    )
    return replace(draft, **changed)  # type: ignore[arg-type]


def submit(draft: rules.Draft, receipt: Receipt, on: date) -> actions.Arrival:
    return actions.submit_report(draft, receipt, language="en", coalition=queries.load_coalition(), on=on)


def test_a_report_opens_with_the_key_of_the_week(coalition: MadeCoalition) -> None:
    receipt, on = generate(), coalition.on + timedelta(days=8)
    arrival = submit(make_draft(coalition, tactics=("INT-STLK",), urgent=True), receipt, on)
    envelope = Envelope.objects.get(mailbox=arrival.mailbox)
    assert envelope.key_id == coalition.default.intake_keys[1].key_id
    report = coalition.default.open_report(envelope)
    assert (report.words, report.urgent, envelope.urgent) == ("They waited at my door.", True, True)
    assert report.report_id == str(arrival.mailbox.id)
    assert report.reporter_verify_key == receipt.verify_key.hex()
    assert report.reporter_recipient == recipient_of(derive_identity(receipt.identity_seed)).key
    assert report.received_on == on.isoformat()


def test_the_receipt_alone_leads_to_the_mailbox(coalition: MadeCoalition) -> None:
    receipt = generate()
    arrival = submit(make_draft(coalition), receipt, coalition.on)
    assert queries.access_mailbox(receipt) == arrival.mailbox
    assert queries.find_mailbox(generate()) is None


def test_the_same_report_again_is_kept_once(coalition: MadeCoalition) -> None:
    receipt = generate()
    submit(make_draft(coalition), receipt, coalition.on)
    again = submit(make_draft(coalition), receipt, coalition.on + timedelta(days=1))
    assert again.outcome is Outcome.AGAIN
    assert Envelope.objects.count() == Mailbox.objects.count() == 1


def test_a_changed_report_is_kept_as_an_addition(coalition: MadeCoalition) -> None:
    receipt = generate()
    submit(make_draft(coalition), receipt, coalition.on)
    changed = make_draft(coalition, words="And they came back.", urgent=True, consents=("contact",))
    added = submit(changed, receipt, coalition.on)
    assert added.outcome is Outcome.ADDED
    envelope = Envelope.objects.get(kind=Envelope.Kind.ADDITION)
    message = coalition.default.open_message(envelope, receipt.verify_key)
    assert envelope.urgent
    assert (message.kind, message.words, message.consents) == ("addition", "And they came back.", ["contact"])
    assert message.document and message.document["words"] == "And they came back."
    assert submit(changed, receipt, coalition.on).outcome is Outcome.AGAIN
    assert Envelope.objects.count() == 2


def test_an_addition_goes_where_the_report_went(coalition: MadeCoalition) -> None:
    receipt = generate()
    submit(make_draft(coalition), receipt, coalition.on)
    elsewhere = make_draft(coalition, words="More.", organisation_id=coalition.desks[1].id)
    assert submit(elsewhere, receipt, coalition.on).mailbox.organisation_id == coalition.default.id
    addition = Envelope.objects.get(kind=Envelope.Kind.ADDITION)
    assert addition.key_id in coalition.default.intake


def test_two_clicks_are_one_report(coalition: MadeCoalition) -> None:
    receipt = generate()
    submit(make_draft(coalition), receipt, coalition.on)
    assert submit(make_draft(coalition), receipt, coalition.on).outcome is Outcome.AGAIN
    assert Envelope.objects.count() == Mailbox.objects.count() == 1


def test_nothing_is_half_stored_when_the_disk_is_full(
    coalition: MadeCoalition, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_kwargs: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(UploadGrant, "save", full)
    with pytest.raises(DatabaseError):
        submit(make_draft(coalition), generate(), coalition.on)
    assert not Mailbox.objects.exists()
    assert not Envelope.objects.exists()


def test_when_all_keys_have_ended_the_newest_is_used(coalition: MadeCoalition) -> None:
    receipt = generate()
    late = coalition.on + timedelta(weeks=60)
    arrival = submit(make_draft(coalition), receipt, late)
    envelope = Envelope.objects.get(mailbox=arrival.mailbox)
    assert envelope.key_id == coalition.default.intake_keys[-1].key_id
    assert coalition.default.open_report(envelope).words


def test_a_new_list_brings_new_keys(coalition: MadeCoalition) -> None:
    desk = coalition.default
    submit(make_draft(coalition), generate(), coalition.on)
    start = weeks_from(coalition.on, 10)[-1][0]
    desk.make_intake_keys(start)
    coalition.deliver(version=2)
    arrival = submit(make_draft(coalition), generate(), start)
    assert Envelope.objects.get(mailbox=arrival.mailbox).key_id == desk.intake_keys[-4].key_id


def test_an_unlisted_desk_receives_nothing(coalition: MadeCoalition) -> None:
    stranger = make_draft(coalition, organisation_id=generate_id())
    with pytest.raises(DeskNotOpen):
        submit(stranger, generate(), coalition.on)
    assert not Mailbox.objects.exists()


def generate_id() -> object:
    from uuid import uuid4

    return uuid4()


def test_no_address_for_files_under_a_swapped_recipient(coalition: MadeCoalition) -> None:
    receipt = generate()
    mailbox = submit(make_draft(coalition), receipt, coalition.on).mailbox
    mailbox.files_recipient = recipient_of(generate_identity()).key
    with pytest.raises(MailboxTampered):
        actions.begin_upload(mailbox, receipt, coalition.on)


def test_the_same_message_form_counts_once(coalition: MadeCoalition) -> None:
    receipt = generate()
    mailbox = submit(make_draft(coalition), receipt, coalition.on).mailbox

    def answer(nonce: str) -> bool:
        return actions.add_message(
            mailbox,
            receipt,
            kind=Envelope.Kind.ANSWER,
            words="Yes.",
            nonce=nonce,
            coalition=queries.load_coalition(),
            on=coalition.on,
        )

    assert [answer("a"), answer("a"), answer("b")] == [True, False, True]
    answers = Envelope.objects.filter(kind=Envelope.Kind.ANSWER)
    assert {coalition.default.open_message(each, receipt.verify_key).words for each in answers} == {"Yes."}
