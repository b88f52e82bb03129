# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The ledger's rows: added once, never changed, each with its trace."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection

from safehold.desk.audit.models import AuditRow
from safehold.desk.consent import actions, queries
from safehold.desk.consent.errors import LedgerIsAppendOnly, PurposeUnknown
from safehold.desk.consent.models import LedgerEntry
from safehold.desk.members import actions as members
from safehold.desk.members.models import Organisation
from safehold.persistence.transactions import atomic_for

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


def make_entry(
    report_id: UUID, act: str = "given", source_id: str = "report:1", **rest: Any
) -> LedgerEntry | None:
    organisation = Organisation.objects.first() or members.found_organisation("harbour", {"en": "H"}, [])
    fields: dict[str, Any] = {"purpose": "contact", "how": "form", "on": DAY, "source_id": source_id} | rest
    return actions.record(organisation.id, report_id, fields.pop("purpose"), act, **fields)


def test_the_same_source_is_recorded_once() -> None:
    report_id = uuid4()
    first, again = make_entry(report_id), make_entry(report_id)
    assert first is not None
    assert again is not None
    assert first.id == again.id
    assert [row.verb for row in AuditRow.objects.all()] == ["consent.given"]


def test_what_was_given_can_be_taken_back_and_given_again() -> None:
    report_id = uuid4()
    make_entry(report_id)
    make_entry(report_id, "withdrawn", "withdrawal:1")
    assert not queries.holds(report_id, "contact")
    make_entry(report_id, "given", "message:1")
    assert queries.current(report_id) == {
        "contact": True,
        "share-organisation": False,
        "share-authorities": False,
        "statistics": False,
        "compare": False,
    }
    assert [entry.position for entry in queries.history(report_id)] == [1, 2, 3]


def test_a_grant_that_arrived_before_a_withdrawal_is_not_written() -> None:
    report_id = uuid4()
    make_entry(report_id, "withdrawn", "withdrawal:1")
    assert make_entry(report_id, "given", "message:1", arrived_after=0) is None
    assert not queries.holds(report_id, "contact")


def test_a_grant_held_back_until_after_a_withdrawal_is_not_written() -> None:
    report_id = uuid4()
    make_entry(report_id, "withdrawn", "withdrawal:1")
    assert make_entry(report_id, "given", "message:1", arrived_after=1, said_on=DAY - timedelta(5)) is None


def test_one_report_does_not_speak_for_another() -> None:
    make_entry(uuid4())
    assert not queries.holds(uuid4(), "contact")


def test_many_reports_are_asked_at_once() -> None:
    agreed, took_back = uuid4(), uuid4()
    make_entry(agreed)
    make_entry(took_back, source_id="report:2")
    make_entry(took_back, "withdrawn", "withdrawal:1")
    assert queries.which_hold([agreed, took_back, uuid4()], "contact") == {agreed}


def test_a_purpose_nobody_was_asked_about_is_refused() -> None:
    with pytest.raises(PurposeUnknown):
        make_entry(uuid4(), purpose="marketing")
    with pytest.raises(PurposeUnknown):
        queries.holds(uuid4(), "marketing")


def test_code_refuses_to_change_or_delete_an_entry() -> None:
    entry = make_entry(uuid4())
    assert entry is not None
    entry.act = "withdrawn"
    for change in (
        entry.save,
        entry.delete,
        LedgerEntry.objects.all().delete,
        lambda: LedgerEntry.objects.update(act="withdrawn"),
        lambda: LedgerEntry.objects.bulk_update([entry], ["act"]),
    ):
        with pytest.raises(LedgerIsAppendOnly):
            change()
    assert LedgerEntry.objects.get().act == "given"


def test_the_database_refuses_to_change_an_entry() -> None:
    make_entry(uuid4())
    with pytest.raises(DatabaseError, match="never changed"), atomic_for(LedgerEntry):
        connection.cursor().execute("UPDATE consent_ledgerentry SET act = 'withdrawn'")
    assert LedgerEntry.objects.get().act == "given"
