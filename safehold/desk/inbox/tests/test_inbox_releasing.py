# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the desk holds in a backup leaves the public side; nothing else does, and nobody misses it."""

from uuid import uuid4

import pytest
from django.db import connections

from safehold.desk.consent import queries as consent
from safehold.desk.inbox import actions as inbox
from safehold.desk.inbox import queries
from safehold.desk.inbox.models import Envelope, FileEnvelope
from safehold.desk.inbox.tests.sealed_reports import DAY, Reporter, arrive, collect_all, deliver, make_desk
from safehold.public.reporting import actions as reporting
from safehold.public.reporting import models as public
from safehold.public.reporting import queries as crossing
from safehold.public.reporting.adapters import open_store

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def make_reporter() -> Reporter:
    """A reporter whose report and file were collected, and whose next message was not."""
    reporter = Reporter(make_desk())
    reporter.report()
    reporter.add_file()
    collect_all()
    return reporter


def test_what_was_collected_goes_and_what_waits_stays() -> None:
    reporter = make_reporter()
    reporter.write("not collected yet")
    reporter.add_file("second.jpg", b"not collected yet")
    waiting = public.FileEnvelope.objects.get(collected_on=None).stored_name
    assert inbox.release(inbox.note_held()) == 2
    assert [row.kind for row in public.Envelope.objects.all()] == ["answer"]
    assert open_store().list_names() == [waiting]
    assert public.Mailbox.objects.count() == 1


def test_twice_is_once() -> None:
    make_reporter()
    held = inbox.note_held()
    assert [inbox.release(held), inbox.release(held)] == [2, 0]


def test_what_came_after_the_backup_began_stays() -> None:
    reporter = make_reporter()
    held = inbox.note_held()
    reporter.write("collected while the backup ran")
    collect_all()
    inbox.release(held)
    assert [row.kind for row in public.Envelope.objects.all()] == ["answer"]


def test_what_the_desk_does_not_hold_stays() -> None:
    """As after a desk brought back from an older copy: the public side is the last to have it."""
    make_reporter()
    Envelope.objects.all().delete()
    FileEnvelope.objects.all().delete()
    assert inbox.release(inbox.note_held()) == 0
    assert public.Envelope.objects.count() == public.FileEnvelope.objects.count() == 1


def test_a_file_whose_bytes_the_desk_lost_stays() -> None:
    make_reporter()
    from django.core.files.storage import storages

    storages["sealed"].delete(FileEnvelope.objects.get().stored_name)
    assert inbox.note_held().files == frozenset()


def test_what_was_asked_for_again_meanwhile_stays() -> None:
    make_reporter()
    held = inbox.note_held()
    reporting.ask_again(held.texts, held.files)
    assert inbox.release(held) == 0


def test_the_same_public_id_offered_again_is_kept_once() -> None:
    """As after a public side brought back from an older backup."""
    make_reporter()
    texts, files = list(public.Envelope.objects.all()), list(public.FileEnvelope.objects.all())
    name = files[0].stored_name
    sealed = open_store().open_sealed(name).read()
    inbox.release(inbox.note_held())
    for text in texts:
        text.collected_on = None
        text.save(force_insert=True)
    for file in files:
        file.collected_on = None
        file.save(force_insert=True)
    with open_store().receiving() as incoming:
        incoming.write(sealed)
        incoming.keep(name, day_epoch=0)
    found = inbox.collect(DAY)
    assert (found.envelopes, found.files, found.left) == (1, 1, 0)
    assert Envelope.objects.count() == FileEnvelope.objects.count() == 1
    assert crossing.count_waiting() == crossing.Waiting(0, 0, 0)


def test_the_dialogue_goes_on() -> None:
    """Answers, messages, files, consents and closing: all of it after the report has left the public side."""
    desk = make_desk()
    reporter, case = arrive(desk)
    from safehold.desk.cases import actions as cases

    reporter.withdraw("compare")
    collect_all()
    inbox.release(inbox.note_held())
    cases.send_reply(desk.unlocked, case, "an answer", "en", DAY)
    deliver()
    assert reporter.read() == ["an answer"]
    assert list(crossing.list_withdrawn(reporter.mailbox)) == ["compare"]
    reporter.write("still here")
    reporter.add_file("late.jpg", b"late")
    collect_all()
    assert inbox.file_arrivals(desk.unlocked, case, DAY).messages == 1
    reporter.close()
    collect_all()
    assert consent.mailbox_closed_on(Envelope.objects.get(kind="report").report_id) == DAY


def test_a_withdrawal_goes_with_its_mailbox() -> None:
    reporter, _case = arrive(make_desk())
    reporter.withdraw("contact")
    collect_all()
    assert inbox.note_held().withdrawals == frozenset(), "the person's own page shows it"
    reporter.close()
    collect_all()
    inbox.release(inbox.note_held())
    assert public.Withdrawal.objects.count() == 0


def test_a_withdrawal_that_the_ledger_lacks_stays_and_is_offered_again() -> None:
    reporter, _case = arrive(make_desk())
    reporter.close()
    row = public.Withdrawal.objects.get()
    reporting.mark_withdrawal_collected(row.id, DAY)
    assert inbox.note_held().withdrawals == frozenset()
    lost = queries.list_lost_withdrawals(crossing.list_collected_withdrawals())
    assert lost == {row.id}
    reporting.ask_again((), (), lost)
    collect_all()
    assert queries.list_lost_withdrawals(crossing.list_collected_withdrawals()) == set()
    assert inbox.note_held().withdrawals == {row.id}


def test_a_withdrawal_of_a_report_that_never_came_goes() -> None:
    reporter = Reporter(make_desk())
    reporter.report()
    reporter.close()
    collect_all()
    assert inbox.release(inbox.note_held()) == 1


def write_by_hand(table: str, column: str, value: str, row_id: object) -> None:
    """As somebody does who can write to the public database."""
    connection = connections["public"]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            value, key = "infinity", str(row_id)
        else:
            cursor.execute("PRAGMA defer_foreign_keys = ON")
            key = uuid4().hex if row_id is None else row_id.hex  # type: ignore[attr-defined]
        cursor.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", [value, key])


@pytest.mark.parametrize(
    ("model", "column"),
    [
        (public.Envelope, "received_on"),
        (public.FileEnvelope, "received_on"),
        (public.Withdrawal, "on_day"),
        (public.Mailbox, "received_on"),
    ],
)
def test_a_day_that_is_none_stops_nobody_else(model: type, column: str) -> None:
    desk = make_desk()
    bad, good = Reporter(desk), Reporter(desk)
    report_ids = []
    for reporter in (bad, good):
        report_ids.append(reporter.report())
        reporter.add_file()
        reporter.withdraw("contact")
    mailbox_id = report_ids[0]
    key = {"Mailbox": "id", "Withdrawal": "report_id"}.get(model.__name__, "mailbox_id")
    row_id = model.objects.filter(**{key: mailbox_id}).values_list("id", flat=True).get()  # type: ignore[attr-defined]
    write_by_hand(model._meta.db_table, column, "2026-13-45", row_id)  # type: ignore[attr-defined]
    collect_all()
    assert Envelope.objects.filter(report_id=report_ids[1]).exists()
    assert FileEnvelope.objects.filter(report_id=report_ids[1]).exists()
    assert consent.was_ever_withdrawn(report_ids[1], "contact")
    assert crossing.count_unreadable() >= 1
    inbox.release(inbox.note_held())


@pytest.mark.skipif(connections["public"].vendor != "sqlite", reason="PostgreSQL has a type for ids")
def test_an_id_that_is_none_stops_nobody_else() -> None:
    desk = make_desk()
    first, second = Reporter(desk), Reporter(desk)
    bad, good = first.report(), second.report()
    second.withdraw("contact")
    first.withdraw("contact")
    text_id = public.Envelope.objects.get(mailbox_id=bad).id
    write_by_hand("reporting_envelope", "id", "no id", text_id)
    write_by_hand(
        "reporting_withdrawal", "report_id", "no id", public.Withdrawal.objects.get(report_id=bad).id
    )
    collect_all()
    assert [row.report_id for row in Envelope.objects.all()] == [good]
    assert consent.was_ever_withdrawn(good, "contact")
    assert crossing.count_unreadable() == 2
