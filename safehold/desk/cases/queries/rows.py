# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which cases a member sees: those of their organisation, and only if their role opens cases."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from safehold.catalog.tactics import load_tactics
from safehold.desk.cases import rules
from safehold.desk.cases.errors import CaseUnknown
from safehold.desk.cases.models import Act, Case, CaseReport, State, Triage
from safehold.desk.cases.queries.contents import OpenedCase
from safehold.desk.cases.queries.together import list_family
from safehold.desk.consent import queries as consent
from safehold.desk.consent.rules import CONTACT
from safehold.desk.members import queries as members
from safehold.web.references import read_id

if TYPE_CHECKING:
    from safehold.desk.members.models import Member

ANY_STATE = "all"
NOBODY = "nobody"


@dataclass(frozen=True)
class CaseFilter:
    """Which cases are listed, by what stands in the clear. A value that is not known filters nothing.

    state: a state, `all`, or "" for every case that is not closed. tactic: a code of the catalogue. assigned: the id of
    a member, or `nobody`.
    """

    state: str = ""
    mine: bool = False
    unread: bool = False
    urgent: bool = False
    tactic: str = ""
    assigned: str = ""

    @property
    def is_narrow(self) -> bool:
        """Whether anything was chosen."""
        return self != CaseFilter()


@dataclass(frozen=True)
class ListedCase:
    """One line of a list. `title` is empty while locked. `waits_days`: None when nobody waits for our answer: the
    last word was ours, the case is closed, or the person did not agree to be answered. `has_mailbox`: somebody sent a
    report."""

    case: Case
    title: str = field(repr=False)
    age_days: int
    waits_days: int | None
    is_answerable: bool
    has_mailbox: bool = True

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
    cases = _narrow(_listed(member), member, chosen).select_related("assigned_to")
    if chosen.state in State.values:
        cases = cases.filter(state=chosen.state)
    elif chosen.state != ANY_STATE:
        cases = cases.exclude(state=State.CLOSED)
    return cases.order_by("triage_rank", "opened_on", "id")


def list_waiting(member: Member, most: int | None = None) -> list[Case]:
    """Return cases that are not closed in which the last word was theirs, or waits unread: the longest first.

    most: no more than these; each look-up then ends early, in the order of an index. Who does not agree to be answered
    is among them: `describe_cases` tells.
    """
    cases = _listed(member).exclude(state=State.CLOSED).select_related("assigned_to")
    theirs = cases.filter(waits_since__isnull=False).order_by("waits_since", "id")[:most]
    unread = cases.filter(waits_since=None, unread_on__isnull=False).order_by("unread_on", "id")[:most]
    since = {case: case.waits_since or case.unread_on or case.opened_on for case in [*theirs, *unread]}
    read_in = _cases_of(member).filter(merged_into__isnull=False, waits_since__isnull=False)
    merged = dict(read_in.order_by("-waits_since").values_list("merged_into_id", "waits_since"))
    for case in cases.filter(id__in=merged):
        days = [day for day in (merged[case.id], since.get(case)) if day]
        since[case] = min(days)
    return sorted(since, key=lambda case: (since[case], case.id))[:most]


def count_by_state(
    member: Member, chosen: CaseFilter = CaseFilter(), *, mine: bool = False
) -> dict[str, int]:
    """Return how many cases are in each state, of those that the rest of a filter leaves."""
    cases = _narrow(_listed(member), member, replace(chosen, mine=chosen.mine or mine))
    counted = cases.order_by().values_list("state").annotate(n=Count("id"))
    return dict.fromkeys(State.values, 0) | dict(counted)


def _listed(member: Member) -> QuerySet[Case]:
    """Cases that were put together with another are read in that one."""
    return _cases_of(member).filter(merged_into=None)


def _narrow(cases: QuerySet[Case], member: Member, chosen: CaseFilter) -> QuerySet[Case]:
    if chosen.unread:
        cases = cases.filter(unread_on__isnull=False)
    if chosen.urgent:
        cases = cases.filter(triage=Triage.URGENT)
    if chosen.mine:
        cases = cases.filter(assigned_to=member)
    if chosen.assigned == NOBODY:
        cases = cases.filter(assigned_to=None)
    elif assignee := read_id(chosen.assigned):
        cases = cases.filter(assigned_to=assignee)
    if chosen.tactic in load_tactics().codes:
        has_it = Exists(Act.objects.filter(case=OuterRef("id"), tactic=chosen.tactic))
        read_in = _cases_of(member).filter(has_it, merged_into__isnull=False)
        cases = cases.filter(has_it | Q(id__in=read_in.values("merged_into")))
    return cases


def find_case_of(member: Member, report_id: UUID) -> Case | None:
    """Return the case that holds a report, if this member may open it."""
    return _cases_of(member).filter(reports__id=report_id).first()


def find_case_id(report_id: UUID) -> UUID | None:
    """Return the case that holds a report, whoever's; None while it is sealed."""
    return CaseReport.objects.filter(id=report_id).values_list("case_id", flat=True).first()


def find_owner(report_id: UUID) -> UUID | None:
    """Return the organisation that has the case of a report; None while it is sealed."""
    return map_owners([report_id]).get(report_id)


def map_owners(report_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Return which organisation has the case of each report that was opened."""
    rows = CaseReport.objects.filter(id__in=list(report_ids))
    return dict(rows.values_list("id", "case__organisation"))


def list_report_ids(case: Case) -> list[UUID]:
    return list(case.reports.order_by("received_on", "id").values_list("id", flat=True))


def list_reports(case: Case) -> list[CaseReport]:
    """Return the reports that are read in a case, oldest first, sealed as they are."""
    rows = CaseReport.objects.filter(case__in=list_family(case)).select_related("case")
    return list(rows.order_by("received_on", "id"))


def list_answerable(case: Case) -> list[CaseReport]:
    """Return the reports that are read in a case whose writers agree to be answered and can read an answer."""
    rows = [row for row in list_reports(case) if row.mailbox_closed_on is None]
    agreeing = consent.which_hold([row.pk for row in rows], CONTACT)
    return [row for row in rows if row.pk in agreeing]


def list_consent_subjects(case: Case) -> list[UUID]:
    """Return what the consent ledger knows a case by: its reports, or the case itself when nobody sent one.

    Of a case that others were put together with, those of all: what is read in it leaves only if everybody agrees.
    """
    return [subject for each in list_family(case) for subject in list_report_ids(each) or [each.id]]


def find_case_of_subject(subject_id: UUID) -> UUID | None:
    """Return the case in which a subject of the consent ledger is read: a report's, or the subject itself when it is a
    case. None while the report is sealed."""
    found = Case.objects.filter(id=find_case_id(subject_id) or subject_id)
    return found.values_list(Coalesce("merged_into_id", "id"), flat=True).first()


def is_filed(report_id: UUID) -> bool:
    """Say whether a report is in some case, whoever's."""
    return CaseReport.objects.filter(id=report_id).exists()


def list_assignees(case: Case) -> list[Member]:
    """Return the members to whom a case can be given."""
    found = members.list_members(case.organisation_id)
    return [member for member in found if member.is_active and member.works_on_cases]


def list_case_members(member: Member) -> list[Member]:
    """Return the members of somebody's organisation who may look after cases."""
    return [m for m in members.list_members(member.organisation_id) if m.is_active and m.works_on_cases]


def find_by_reference(member: Member, letters: str) -> Case | None:
    """Return the case whose id begins with these six letters, if this member may open it and there is one only."""
    first, last = UUID(letters.ljust(32, "0")), UUID(letters.ljust(32, "f"))
    found = list(_cases_of(member).filter(id__gte=first, id__lte=last)[:2])
    return found[0] if len(found) == 1 else None


def next_states(case: Case) -> list[State]:
    return [State(value) for value in rules.NEXT_STATES[case.state]]


def describe_cases(cases: Iterable[Case], on: date) -> list[ListedCase]:
    """Return one line for each case, without titles."""
    rows = list(cases)
    family = _family_of(rows)
    waits = _first_days(rows, family)
    reports = _newest_reports(rows, family)
    answerable = consent.which_hold([each for ids in reports.values() for each in ids], CONTACT)
    lines = [_line(row, waits[row.id], bool(answerable & reports[row.id]), on) for row in rows]
    return [replace(line, has_mailbox=bool(reports[line.case.id])) for line in lines]


def _family_of(rows: Collection[Case]) -> dict[UUID, tuple[UUID, date | None]]:
    """Return, of the cases that are read in these: the id -> the one it is read in, and since when they wait there."""
    merged = Case.objects.filter(merged_into__in=[row.id for row in rows])
    return {
        case_id: (into_id, waits_since)
        for case_id, into_id, waits_since in merged.values_list("id", "merged_into_id", "waits_since")
        if into_id is not None
    }


def _first_days(
    rows: Iterable[Case], family: dict[UUID, tuple[UUID, date | None]]
) -> dict[UUID, date | None]:
    waits: dict[UUID, list[date]] = {row.id: [row.waits_since] if row.waits_since else [] for row in rows}
    for into_id, since in family.values():
        waits[into_id] += [since] if since else []
    return {row.id: rules.waiting_since(min(waits[row.id], default=None), row.unread_on) for row in rows}


def _newest_reports(
    rows: Iterable[Case], family: dict[UUID, tuple[UUID, date | None]]
) -> dict[UUID, set[UUID]]:
    """Return the newest report of each case, and of each that is read in it: those who can be answered there."""
    ids = [row.id for row in rows]
    found = CaseReport.objects.filter(case__in=[*ids, *family]).order_by("received_on", "id")
    newest = dict(found.values_list("case_id", "id"))
    reports: dict[UUID, set[UUID]] = {case_id: set() for case_id in ids}
    for case_id, report_id in newest.items():
        reports[family[case_id][0] if case_id in family else case_id].add(report_id)
    return reports


def describe_opened(opened: OpenedCase, on: date) -> ListedCase:
    """Return the line of a case that is open on the table."""
    family = list_family(opened.row)
    first = min((each.waits_since for each in family if each.waits_since), default=None)
    answerable = consent.which_hold([report.row.id for report in opened.reports], CONTACT)
    since = rules.waiting_since(first, opened.row.unread_on)
    return replace(_line(opened.row, since, bool(answerable), on), title=opened.title)


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
