# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which cases a member sees: those of their organisation, and only if their role opens cases."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models
from django.db.models import Count, Min, OuterRef, QuerySet, Subquery, Value, When

from safehold.desk.cases import rules
from safehold.desk.cases.errors import CaseUnknown
from safehold.desk.cases.models import Case, CaseReport, Message, State
from safehold.desk.members import queries as members

if TYPE_CHECKING:
    from safehold.desk.members.models import Member

ANY_STATE = "all"


@dataclass(frozen=True)
class CaseFilter:
    """state: a state, `all`, or "" for every case that is not closed."""

    state: str = ""
    mine: bool = False


def access_case(member: Member, case_id: UUID) -> Case:
    """Return a case this member may open. Raises CaseUnknown, also for another organisation's."""
    case = _cases_of(member).filter(id=case_id).select_related("assigned_to", "organisation").first()
    if case is None:
        raise CaseUnknown
    return case


def list_cases(member: Member, chosen: CaseFilter = CaseFilter()) -> QuerySet[Case]:
    """Return cases, urgent first, then the longest open, each with the last word said in it."""
    cases = _cases_of(member).select_related("assigned_to")
    if chosen.state in State.values:
        cases = cases.filter(state=chosen.state)
    elif chosen.state != ANY_STATE:
        cases = cases.exclude(state=State.CLOSED)
    if chosen.mine:
        cases = cases.filter(assigned_to=member)
    return _with_last_word(cases).order_by(_triage_rank(), "opened_on", "id")


def count_by_state(member: Member) -> dict[str, int]:
    counted = _cases_of(member).order_by().values_list("state").annotate(n=Count("id"))
    return dict.fromkeys(State.values, 0) | dict(counted)


def find_case_of(member: Member, report_id: UUID) -> Case | None:
    """Return the case that holds a report, if this member may open it."""
    return _cases_of(member).filter(reports__id=report_id).first()


def list_report_ids(case: Case) -> list[UUID]:
    return list(case.reports.order_by("received_on", "id").values_list("id", flat=True))


def map_reports_to_cases(member: Member, report_ids: Iterable[UUID]) -> dict[UUID, Case]:
    """Return the case of each report that has one this member may open."""
    reports = CaseReport.objects.filter(id__in=list(report_ids), case__in=_cases_of(member))
    return {report.id: report.case for report in reports.select_related("case__assigned_to")}


def is_filed(report_id: UUID) -> bool:
    """Say whether a report is in some case, whoever's."""
    return CaseReport.objects.filter(id=report_id).exists()


def list_assignees(case: Case) -> list[Member]:
    """Return the members to whom a case can be given."""
    return [m for m in members.list_members(case.organisation_id) if m.is_active and m.opens_cases]


def next_states(case: Case) -> list[State]:
    return [State(value) for value in rules.NEXT_STATES[case.state]]


def list_states() -> list[tuple[str, str]]:
    """Return every state with its label."""
    return [(state.value, str(state.label)) for state in State]


def _cases_of(member: Member) -> QuerySet[Case]:
    if not (member.is_active and member.opens_cases):
        return Case.objects.none()
    return Case.objects.filter(organisation_id=member.organisation_id)


def _with_last_word(cases: QuerySet[Case]) -> QuerySet[Case]:
    last = Message.objects.filter(case=OuterRef("pk")).order_by("-position")
    return cases.annotate(
        last_direction=Subquery(last.values("direction")[:1]),
        last_word_on=Subquery(last.values("on_day")[:1]),
        first_received_on=Min("reports__received_on"),
    )


def _triage_rank() -> models.Case:
    ranks = [When(triage=level, then=Value(rank)) for rank, level in enumerate(rules.TRIAGE_ORDER)]
    return models.Case(*ranks, default=Value(len(ranks)), output_field=models.IntegerField())
