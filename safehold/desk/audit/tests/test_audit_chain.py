# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The chain, without a page: what breaks it, and what may be added to it."""

import dataclasses
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection
from hypothesis import given
from hypothesis import strategies as st

from safehold.desk.audit import actions, queries, rules
from safehold.desk.audit.errors import ChainBroken, TransactionMissing
from safehold.desk.audit.models import AuditHead, AuditRow
from safehold.desk.audit.tests.chains import DAY, HOUSE, OTHER, make_chain
from safehold.desk.audit.tests.tampering import run, tamper
from safehold.persistence.transactions import atomic_for


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
    assert [queries.check_organisation(house) for house in (HOUSE, OTHER)] == [2, 1]
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
    tamper(sql)
    with pytest.raises(ChainBroken):
        queries.check_organisation(HOUSE)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sql", ["UPDATE audit_auditrow SET verb = 'case.listed'", "DELETE FROM audit_auditrow"]
)
def test_the_database_refuses_to_change_or_delete_a_row(sql: str) -> None:
    with atomic_for(AuditRow):
        actions.append(HOUSE, "case.read", on=DAY)
    with pytest.raises(DatabaseError, match="never changed or deleted"), atomic_for(AuditRow):
        run(sql)
    assert queries.check_organisation(HOUSE) == 1


@pytest.mark.django_db
def test_a_head_that_is_gone_is_noticed() -> None:
    with atomic_for(AuditRow):
        actions.append(HOUSE, "case.read", on=DAY)
    AuditHead.objects.all().delete()
    with pytest.raises(ChainBroken):
        queries.check_organisation(HOUSE)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    os.environ.get("SAFEHOLD_TEST_DB") != "postgresql", reason="SQLite lets one writer in at a time"
)
def test_rows_appended_at_the_same_time_form_one_chain() -> None:
    writers, each = 8, 10

    def write(_writer: int) -> None:
        for _ in range(each):
            with atomic_for(AuditRow):
                actions.append(HOUSE, "case.read", uuid4(), uuid4(), on=DAY)
        connection.close()

    with ThreadPoolExecutor(writers) as pool:
        list(pool.map(write, range(writers)))
    assert queries.check_organisation(HOUSE) == writers * each


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
