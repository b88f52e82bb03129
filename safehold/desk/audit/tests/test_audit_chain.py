# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The chain, without a page: what breaks it, and what may be added to it."""

import dataclasses
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from safehold.desk.audit import actions, queries, rules
from safehold.desk.audit.errors import ChainBroken, TransactionMissing
from safehold.desk.audit.models import AuditHead, AuditRow
from safehold.persistence.transactions import atomic_for

DAY = date(2026, 11, 23)
HOUSE, OTHER = uuid4(), uuid4()


@dataclasses.dataclass(frozen=True)
class Row:
    """A link in memory."""

    organisation_id: UUID
    sequence: int
    on_day: date
    member_id: UUID | None
    verb: str
    subject: str
    previous_hash: str
    hash: str = ""


def make_chain(length: int, organisation_id: UUID = HOUSE) -> list[Row]:
    rows: list[Row] = []
    previous = rules.first_hash(organisation_id)
    for sequence in range(1, length + 1):
        row = Row(organisation_id, sequence, DAY, None, "case.read", str(sequence), previous)
        row = dataclasses.replace(row, hash=rules.hash_of(row))
        previous = row.hash
        rows.append(row)
    return rows


def test_an_untouched_chain_holds() -> None:
    assert rules.check_chain(make_chain(5), HOUSE) == 5
    assert rules.check_chain([], HOUSE) == 0


@given(
    place=st.integers(0, 5),
    change=st.sampled_from(["verb", "subject", "on_day", "member_id", "hash", "sequence"]),
)
def test_any_changed_field_breaks_the_chain_there(place: int, change: str) -> None:
    new: dict[str, Any] = {
        "verb": "case.closed",
        "subject": "x",
        "on_day": date(2026, 11, 24),
        "member_id": uuid4(),
        "hash": "0" * 64,
        "sequence": 99,
    }
    rows = make_chain(6)
    rows[place] = dataclasses.replace(rows[place], **{change: new[change]})
    with pytest.raises(ChainBroken) as broken:
        rules.check_chain(rows, HOUSE)
    assert broken.value.sequence in {place + 1, place + 2}


@given(place=st.integers(0, 4))
def test_a_row_taken_out_or_moved_breaks_the_chain(place: int) -> None:
    rows = make_chain(6)
    with pytest.raises(ChainBroken):
        rules.check_chain(rows[:place] + rows[place + 1 :], HOUSE)
    rows[place], rows[place + 1] = rows[place + 1], rows[place]
    with pytest.raises(ChainBroken):
        rules.check_chain(rows, HOUSE)


def test_rows_cut_from_the_end_are_seen_against_a_kept_head() -> None:
    rows = make_chain(4)
    head = (4, rows[-1].hash)
    assert rules.check_chain(rows, HOUSE, head) == 4
    with pytest.raises(ChainBroken):
        rules.check_chain(rows[:3], HOUSE, head)


def test_a_chain_is_not_another_organisations() -> None:
    with pytest.raises(ChainBroken):
        rules.check_chain(make_chain(2), OTHER)


@pytest.mark.django_db
def test_appended_rows_form_one_chain_per_organisation() -> None:
    with atomic_for(AuditRow):
        for house in (HOUSE, OTHER, HOUSE):
            actions.append(house, "case.read", uuid4(), uuid4(), on=DAY)
    assert (queries.check_organisation(HOUSE), queries.check_organisation(OTHER)) == (2, 1)
    assert [row.sequence for row in queries.list_rows(HOUSE)] == [2, 1]
    assert [row.sequence for row in queries.list_rows(HOUSE, before=2)] == [1]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_auditrow SET verb = 'case.listed' WHERE sequence = 2",
        "DELETE FROM audit_auditrow WHERE sequence = 2",
        "DELETE FROM audit_auditrow WHERE sequence = 3",
    ],
)
def test_a_row_changed_in_the_database_is_noticed(sql: str) -> None:
    with atomic_for(AuditRow):
        for _ in range(3):
            actions.append(HOUSE, "case.read", on=DAY)
    with connection.cursor() as cursor:
        cursor.execute(sql)
    with pytest.raises(ChainBroken):
        queries.check_organisation(HOUSE)


@pytest.mark.django_db(transaction=True)
def test_a_row_is_refused_outside_a_transaction() -> None:
    with pytest.raises(TransactionMissing):
        actions.append(HOUSE, "case.read", on=DAY)
    assert not AuditHead.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_row_falls_with_the_act_it_tells_about() -> None:
    with pytest.raises(RuntimeError), atomic_for(AuditRow):
        actions.append(HOUSE, "case.read", on=DAY)
        raise RuntimeError
    assert queries.check_organisation(HOUSE) == 0
