# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which cases a member sees: those of their organisation, and only if their role opens cases."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models
from django.db.models import Count, Min, OuterRef, QuerySet, Subquery, Value, When

from safehold.desk.cases import rules
from safehold.desk.cases.errors import CaseUnknown
from safehold.desk.cases.models import Case, CaseReport, Message, State
from safehold.desk.cases.queries.contents import OpenedCase
from safehold.desk.consent import queries as consent
from safehold.desk.consent.rules import CONTACT
from safehold.desk.members import queries as members

if TYPE_CHECKING:
    from safehold.desk.members.models import Member

ANY_STATE = "all"


@dataclass(frozen=True)
class CaseFilter:
    """state: a state, `all`, or "" for every case that is not closed. Anything else means "" too."""

    state: str = ""
    mine: bool = False
    unread: bool = False


@dataclass(frozen=True)
class ListedCase:
    """One line of a list. `title` is empty while locked. `waits_days`: None when nobody waits for our answer: the
    last word was ours, the case is closed, or the person did not agree to be answered."""

    case: Case
    title: str = field(repr=False)
    age_days: int
    waits_days: int | None
    is_answerable: bool

    @property
    def is_unread(self) -> bool:
        return self.case.unread_on is not None


def access_case(member: Member, case_id: UUID) -> Case:
    """Return a case this member may open. Raises CaseUnknown, also for another organisation's."""
    case = _cases_of(member).filter(id=case_id).select_related("assigned_to", "organisation").first()
    if case is None:
        raise CaseUnknown
    return case


def list_cases(member: Member, chosen: CaseFilter = CaseFilter()) -> QuerySet[Case]:
    """Return cases, urgent first, then the longest open."""
    cases = _cases_of(member).select_related("assigned_to")
    if chosen.state in State.values:
        cases = cases.filter(state=chosen.state)
    elif chosen.state != ANY_STATE:
        cases = cases.exclude(state=State.CLOSED)
    if chosen.unread:
        cases = cases.exclude(unread_on=None)
    if chosen.mine:
        cases = cases.filter(assigned_to=member)
    return cases.order_by(_triage_rank(), "opened_on", "id")


def count_by_state(member: Member, *, mine: bool = False) -> dict[str, int]:
    cases = _cases_of(member).filter(assigned_to=member) if mine else _cases_of(member)
    counted = cases.order_by().values_list("state").annotate(n=Count("id"))
    return dict.fromkeys(State.values, 0) | dict(counted)


def find_case_of(member: Member, report_id: UUID) -> Case | None:
    """Return the case that holds a report, if this member may open it."""
    return _cases_of(member).filter(reports__id=report_id).first()


def find_case_id(report_id: UUID) -> UUID | None:
    """Return the case that holds a report, whoever's; None while it is sealed."""
    return CaseReport.objects.filter(id=report_id).values_list("case_id", flat=True).first()


def list_report_ids(case: Case) -> list[UUID]:
    return list(case.reports.order_by("received_on", "id").values_list("id", flat=True))


def is_filed(report_id: UUID) -> bool:
    """Say whether a report is in some case, whoever's."""
    return CaseReport.objects.filter(id=report_id).exists()


def list_assignees(case: Case) -> list[Member]:
    """Return the members to whom a case can be given."""
    return [m for m in members.list_members(case.organisation_id) if m.is_active and m.opens_cases]


def next_states(case: Case) -> list[State]:
    return [State(value) for value in rules.NEXT_STATES[case.state]]


def describe_cases(cases: Iterable[Case], on: date) -> list[ListedCase]:
    """Return one line for each case, without titles."""
    rows = list(cases)
    reports = dict(
        CaseReport.objects.filter(case__in=rows).order_by("received_on", "id").values_list("case_id", "id")
    )
    answerable = consent.which_hold(reports.values(), CONTACT)
    since = {row.id: _since(row) for row in _with_last_word(rows)}
    return [_line(row, since.get(row.id), reports.get(row.id) in answerable, on) for row in rows]


def _since(row: Any) -> date | None:
    theirs = None if row.last_direction is None else row.last_direction == Message.Direction.FROM_REPORTER
    return rules.waiting_since(theirs, row.last_word_on, row.first_received_on, row.unread_on)


def describe_opened(opened: OpenedCase, on: date) -> ListedCase:
    """Return the line of a case that is open on the table."""
    last = opened.messages[-1] if opened.messages else None
    theirs = last.is_theirs if last else None
    last_on = last.row.on_day if last else None
    since = rules.waiting_since(theirs, last_on, opened.reports[0].row.received_on, opened.row.unread_on)
    answerable = consent.holds(opened.reports[-1].row.id, CONTACT)
    return replace(_line(opened.row, since, answerable, on), title=opened.title)


def _line(case: Case, since: date | None, answerable: bool, on: date) -> ListedCase:
    waits = since is not None and answerable and case.state != State.CLOSED
    waits_days = max((on - since).days, 0) if since is not None and waits else None
    return ListedCase(case, "", max((on - case.opened_on).days, 0), waits_days, answerable)


def list_states() -> list[tuple[str, str]]:
    """Return every state with its label."""
    return [(state.value, str(state.label)) for state in State]


def _cases_of(member: Member) -> QuerySet[Case]:
    if not (member.is_active and member.opens_cases):
        return Case.objects.none()
    return Case.objects.filter(organisation_id=member.organisation_id)


def _with_last_word(cases: Iterable[Case]) -> Iterable[Any]:
    """Look up the last word said in these cases only: a page of fifty does not ask about thousands."""
    last = Message.objects.filter(case=OuterRef("pk")).order_by("-position")
    return (
        Case.objects.filter(pk__in=[case.pk for case in cases])
        .only("id", "unread_on")
        .annotate(
            last_direction=Subquery(last.values("direction")[:1]),
            last_word_on=Subquery(last.values("on_day")[:1]),
            first_received_on=Min("reports__received_on"),
        )
    )


def _triage_rank() -> models.Case:
    ranks = [When(triage=level, then=Value(rank)) for rank, level in enumerate(rules.TRIAGE_ORDER)]
    return models.Case(*ranks, default=Value(len(ranks)), output_field=models.IntegerField())
