# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lists of cases come in their order out of an index: as quick with a hundred thousand as with ten."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import QuerySet

from safehold.desk.cases import queries
from safehold.desk.cases.models import Act, Case, Incident, State, Triage
from safehold.desk.cases.queries import CaseFilter
from safehold.desk.inbox.tests.sealed_reports import DAY, Desk, make_desk
from safehold.desk.members.models import Organisation

pytestmark = pytest.mark.django_db(databases=["default", "public"])
ON_SQLITE = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="the plan of SQLite; PostgreSQL plans by the number of rows"
)
MANY = 600


@pytest.fixture
def desk() -> Desk:
    """A desk with many cases, and another organisation's as many."""
    desk, other = make_desk(), make_desk("snowpass", founding=False)
    fill(desk.organisation)
    fill(other.organisation)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return desk


def fill(organisation: Organisation) -> None:
    """Cases as rows alone: a list reads nothing that is sealed."""
    rows = [
        Case(
            organisation=organisation,
            state=State.values[n % 4],
            triage=Triage.values[n % 3],
            opened_on=DAY - timedelta(days=n % 90),
            sealed=b"",
        )
        for n in range(MANY)
    ]
    Case.objects.bulk_create(rows)
    incidents = [Incident(case=case, position=1, sealed=b"") for case in rows[:40]]
    Incident.objects.bulk_create(incidents)
    Act.objects.bulk_create(
        Act(case=each.case, incident=each, position=1, tactic="DIG-THRT", sealed=b"") for each in incidents
    )


def plan_of(cases: QuerySet[Any]) -> str:
    return cases.explain()


@ON_SQLITE
@pytest.mark.parametrize(
    ("chosen", "index"),
    [
        (CaseFilter(), "cases_in_order"),
        (CaseFilter(queries.ANY_STATE), "cases_in_order"),
        (CaseFilter(urgent=True), "cases_in_order"),
        (CaseFilter("waiting"), "cases_of_a_state"),
        (CaseFilter("closed", urgent=True), "cases_of_a_state"),
    ],
)
def test_a_list_walks_an_index_and_sorts_nothing(desk: Desk, chosen: CaseFilter, index: str) -> None:
    plan = plan_of(queries.list_cases(desk.noor, chosen)[:50])
    assert index in plan
    assert "USE TEMP B-TREE" not in plan
    assert "SCAN cases_case" not in plan


@ON_SQLITE
@pytest.mark.parametrize(
    "chosen", [CaseFilter(mine=True), CaseFilter(tactic="DIG-THRT"), CaseFilter(unread=True)]
)
def test_no_filter_reads_other_organisations_cases(desk: Desk, chosen: CaseFilter) -> None:
    plan = plan_of(queries.list_cases(desk.noor, chosen)[:50])
    assert "SCAN cases_case" not in plan
    assert "SCAN cases_act" not in plan


@ON_SQLITE
def test_counting_by_state_reads_an_index_alone(desk: Desk) -> None:
    counted = Case.objects.filter(organisation=desk.organisation, merged_into=None).order_by()
    assert "USING COVERING INDEX" in plan_of(counted.values_list("state"))
    assert sum(queries.count_by_state(desk.noor).values()) == MANY


def test_pages_together_are_the_whole_list_once_in_its_order(desk: Desk) -> None:
    rows = queries.list_cases(desk.noor, CaseFilter(queries.ANY_STATE))
    paged = [case for start in range(0, MANY, 50) for case in rows[start : start + 50]]
    assert len({case.id for case in paged}) == MANY
    ranks = [
        (["urgent", "elevated", "routine"].index(case.triage), case.opened_on, case.id.hex) for case in paged
    ]
    assert ranks == sorted(ranks)


def test_the_rank_follows_the_triage_without_being_told(desk: Desk) -> None:
    case = Case.objects.filter(organisation=desk.organisation, triage="routine").first()
    assert case
    for triage, rank in [("urgent", 0), ("elevated", 1), ("routine", 2)]:
        Case.objects.filter(pk=case.pk).update(triage=triage)
        assert Case.objects.get(pk=case.pk).triage_rank == rank


def test_a_reference_finds_one_case_of_ours_or_none(desk: Desk) -> None:
    case = Case.objects.filter(organisation=desk.organisation).first()
    assert case
    theirs = Case.objects.exclude(organisation=desk.organisation).first()
    assert theirs
    assert queries.find_by_reference(desk.noor, case.id.hex[:6]) == case
    assert queries.find_by_reference(desk.noor, theirs.id.hex[:6]) is None
    same = [
        Case(id=f"{'c0ffee'}{uuid4().hex[6:]}", organisation=desk.organisation, opened_on=DAY, sealed=b"")
        for _ in "12"
    ]
    Case.objects.bulk_create(same)
    assert queries.find_by_reference(desk.noor, "c0ffee") is None
