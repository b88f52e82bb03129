# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The doors of the desk: told everything that waits, once; and what nobody needs is swept."""

import os
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from safehold.public.reporting import actions, queries, rules
from safehold.public.reporting.adapters import open_store
from safehold.public.reporting.models import Envelope, FileEnvelope, Reply, UploadGrant, Withdrawal
from safehold.public.reporting.tests.amina import Amina
from safehold.public.reporting.tests.coalition import MadeCoalition


@pytest.fixture
def sent(amina: Amina) -> Amina:
    amina.send()
    amina.add_file("photo.jpg", b"\xff\xd8" * 900)
    amina.come_back()
    amina.press("return/withdraw", purpose="compare")
    return amina


def test_what_waits_is_listed_until_it_is_collected(sent: Amina, today: date) -> None:
    assert queries.count_waiting() == queries.Waiting(envelopes=1, files=1, withdrawals=1)
    [envelope] = queries.list_uncollected_envelopes(10)
    [file] = queries.list_uncollected_files(10)
    [withdrawal] = queries.list_uncollected_withdrawals(10)
    assert envelope.mailbox_id == file.mailbox_id == withdrawal.report_id == sent.mailbox.id
    for _twice in range(2):
        actions.mark_envelope_collected(envelope.id, today)
        actions.mark_file_collected(file.id, today)
        actions.mark_withdrawal_collected(withdrawal.id, today)
    assert queries.count_waiting() == queries.Waiting(envelopes=0, files=0, withdrawals=0)
    assert queries.list_stored_names() == {file.stored_name}


def test_listing_is_limited(amina: Amina) -> None:
    for _each in range(3):
        Amina(amina.client).send()
    assert len(queries.list_uncollected_envelopes(2)) == 2


def test_the_first_day_of_collecting_stays(sent: Amina, today: date) -> None:
    envelope = Envelope.objects.get()
    actions.mark_envelope_collected(envelope.id, today)
    actions.mark_envelope_collected(envelope.id, today + timedelta(days=1))
    envelope.refresh_from_db()
    assert envelope.collected_on == today


def test_marking_what_was_destroyed_is_no_error(coalition: MadeCoalition, today: date) -> None:
    actions.mark_envelope_collected(uuid4(), today)
    actions.mark_file_collected(uuid4(), today)
    actions.mark_withdrawal_collected(uuid4(), today)


def test_a_reply_delivered_twice_is_one(sent: Amina, today: date) -> None:
    reply_id = uuid4()
    for _twice in range(2):
        assert actions.store_reply(reply_id, sent.mailbox.id, b"sealed", today)
    assert queries.list_reply_ids([reply_id, uuid4()]) == {reply_id}
    assert Reply.objects.get().position == 0


def test_unfinished_files_are_swept_after_two_days(sent: Amina, today: date) -> None:
    incoming = Path(open_store().location) / "incoming"
    fresh, old = incoming / "fresh", incoming / "old"
    for path, day in ((fresh, today - timedelta(days=1)), (old, today - timedelta(days=3))):
        path.write_bytes(b"cut")
        os.utime(path, (rules.start_of(day), rules.start_of(day)))
    assert actions.sweep_orphans(today).unfinished == 1
    assert fresh.exists() and not old.exists()


def test_files_without_a_row_are_swept_and_others_stay(sent: Amina, today: date) -> None:
    kept = FileEnvelope.objects.get().stored_name
    folder = Path(open_store().location)
    later = today + timedelta(days=4)
    (folder / "orphan").write_bytes(b"sealed")
    os.utime(folder / "orphan", (rules.start_of(today), rules.start_of(today)))
    assert actions.sweep_orphans(today).unnamed == 0
    assert actions.sweep_orphans(later).unnamed == 1
    assert open_store().list_names() == [kept]


def test_ended_addresses_are_swept(sent: Amina, today: date) -> None:
    assert actions.sweep_orphans(today + timedelta(days=1)).grants == 0
    assert actions.sweep_orphans(today + timedelta(days=2)).grants == 1
    assert not UploadGrant.objects.exists() and FileEnvelope.objects.exists()


def test_withdrawals_outlive_the_mailbox(sent: Amina, today: date) -> None:
    report_id = sent.mailbox.id
    actions.close_mailbox(sent.mailbox, today)
    assert [row.scope for row in queries.list_uncollected_withdrawals(5)] == [Withdrawal.MAILBOX]
    assert queries.list_uncollected_withdrawals(5)[0].report_id == report_id
