# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The only road to cases. A member sees the cases of their organisation, and only if their role opens
cases."""

from collections.abc import Iterable
from typing import TypeVar
from uuid import UUID

from django.db import models
from django.db.models import Count, Min, OuterRef, QuerySet, Subquery, Value, When

from safehold.desk.cases import contents, rules
from safehold.desk.cases.errors import CaseUnknown
from safehold.desk.cases.models import Case, CaseFile, CaseReport, Message, Note, State, StateChange
from safehold.desk.members.models import Member
from safehold.desk.vault.unlocked import Unlocked

ANY_STATE = "all"

_Ordered = TypeVar("_Ordered", Message, Note, StateChange)


def access_case(member: Member, case_id: UUID) -> Case:
    """Return a case this member may open. Raises CaseUnknown, also for another organisation's."""
    case = _cases_of(member).filter(id=case_id).select_related("assigned_to", "organisation").first()
    if case is None:
        raise CaseUnknown
    return case


def list_cases(member: Member, state: str = "", *, mine: bool = False) -> QuerySet[Case]:
    """Return cases, urgent first, then the longest open. state: "" for all that are not closed, or `all`."""
    cases = _cases_of(member).select_related("assigned_to")
    if state in State.values:
        cases = cases.filter(state=state)
    elif state != ANY_STATE:
        cases = cases.exclude(state=State.CLOSED)
    if mine:
        cases = cases.filter(assigned_to=member)
    return _with_last_word(cases).order_by(_triage_rank(), "opened_on", "id")


def count_by_state(member: Member) -> dict[str, int]:
    counted = _cases_of(member).order_by().values_list("state").annotate(n=Count("id"))
    return {state: 0 for state in State.values} | dict(counted)


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


def open_titles(unlocked: Unlocked, cases: Iterable[Case]) -> dict[UUID, str]:
    """Return the titles of many cases with one look at their keys."""
    cases = list(cases)
    keys = unlocked.case_keys([case.id for case in cases])
    return {case.id: contents.open_from(keys[case.id], case)["title"] for case in cases if case.id in keys}


def open_contents(unlocked: Unlocked, case: Case) -> contents.OpenedCase:
    """Open everything said in a case. Raises RowTampered, or what `Unlocked.case_key` raises."""
    key = unlocked.case_key(case.id)
    return contents.OpenedCase(
        row=case,
        title=contents.open_from(key, case)["title"],
        reports=[contents.open_report(key, r) for r in case.reports.order_by("received_on", "id")],
        messages=[contents.open_message(key, m) for m in _ordered(Message, case, "author")],
        notes=[contents.open_note(key, n) for n in _ordered(Note, case, "author")],
        files=[
            contents.open_file(key, f)
            for f in CaseFile.objects.filter(case=case).order_by("received_on", "id")
        ],
        history=list(_ordered(StateChange, case, "by")),
    )


def open_reports(unlocked: Unlocked, case: Case) -> list[contents.OpenedReport]:
    """Open only the reports of a case: who wrote, and the keys they gave."""
    key = unlocked.case_key(case.id)
    return [contents.open_report(key, row) for row in case.reports.order_by("received_on", "id")]


def _cases_of(member: Member) -> QuerySet[Case]:
    if not (member.is_active and member.opens_cases):
        return Case.objects.none()
    return Case.objects.filter(organisation_id=member.organisation_id)


def _ordered(model: type[_Ordered], case: Case, member_field: str) -> QuerySet[_Ordered]:
    return model._default_manager.filter(case=case).select_related(member_field).order_by("position")


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
