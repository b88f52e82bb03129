# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The only road to tasks. What comes back is of the member's own organisation; words are still sealed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case, Count, F, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from safehold.desk.members import queries as members
from safehold.desk.members.models import Member
from safehold.desk.tasks import rules
from safehold.desk.tasks.errors import AssigneeUnknown, CalendarUnknown, TaskUnknown
from safehold.desk.tasks.models import Calendar, Task

MINE, EVERYBODY, NOBODY, FOR_ME = "mine", "everybody", "nobody", "for-me"
WHOSE = (MINE, EVERYBODY, NOBODY)
IS_NOBODYS = Q(assigned_to=None) | Q(assigned_to__is_active=False)
"""Given to nobody, or to somebody whose account was closed since."""
SAME = Value(0)
"""Every task presses as much as the next one."""


@dataclass(frozen=True)
class TaskFilter:
    """whose: mine, everybody's of the organisation, nobody's, or for me: mine and nobody's. until: due by this day.

    shown_elsewhere: kinds that a page shows on its own once their day before `until` has passed.
    """

    whose: str = MINE
    done: bool = False
    until: date | None = None
    shown_elsewhere: tuple[str, ...] = ()


def access_task(member: Member, task_id: UUID) -> Task:
    """Return a task of the member's organisation. Raises TaskUnknown."""
    task = _tasks_of(member).filter(pk=task_id).select_related("assigned_to").first()
    if task is None:
        raise TaskUnknown
    return task


def list_tasks(
    member: Member, chosen: TaskFilter = TaskFilter(), *, urgency: Combinable = SAME, on: date
) -> QuerySet[Task]:
    """Return tasks: what is overdue first, then by urgency, then by the clock. What was done: the newest first.

    urgency: an expression over `case_id`, from the room that knows; the smallest comes first.
    """
    tasks = _chosen(member, chosen).select_related("assigned_to", "done_by")
    if chosen.done:
        return tasks.order_by("-done_on", "id")
    overdue = Case(When(due_on__lt=on, then=Value(0)), default=Value(1))
    return tasks.alias(overdue=overdue, urgency=urgency).order_by(
        "overdue", "urgency", F("due_on").asc(nulls_last=True), "opened_on", "id"
    )


def count_tasks(member: Member, chosen: TaskFilter = TaskFilter(), most: int | None = None) -> int:
    """Return how many there are; `most`: count no further."""
    return _chosen(member, chosen)[:most].count()


def count_by_holder(member: Member) -> dict[str, int]:
    """Return how many open tasks are mine, everybody's and nobody's."""
    mine = Q(assigned_to=member)
    counted = (
        _tasks_of(member)
        .filter(done_on=None)
        .aggregate(
            mine=Count("id", filter=mine), everybody=Count("id"), nobody=Count("id", filter=IS_NOBODYS)
        )
    )
    return {whose: counted[whose] for whose in WHOSE}


def list_of_cases(member: Member, case_ids: Collection[UUID]) -> list[Task]:
    """Return every task of a case and of those read in it: the open ones by the clock, then those that were done."""
    tasks = (
        _tasks_read_by(member).filter(case_id__in=case_ids).select_related("assigned_to", "done_by", "words")
    )
    return list(
        tasks.order_by(
            F("done_on").desc(nulls_first=True), F("due_on").asc(nulls_last=True), "opened_on", "id"
        )
    )


def find_next(member: Member, case_ids: Collection[UUID]) -> Task | None:
    """Return what has to be done next in a case."""
    open_ones = (
        _tasks_read_by(member).filter(case_id__in=case_ids, done_on=None).select_related("assigned_to")
    )
    return open_ones.order_by(F("due_on").asc(nulls_last=True), "opened_on", "id").first()


def open_words(keys: dict[UUID, bytes], tasks: Iterable[Task]) -> dict[UUID, str]:
    """Return the sealed words of the tasks whose case's key is given, by task. Raises RowTampered."""
    return {
        task.pk: task.words.open(keys[task.words.case_id])["words"]
        for task in tasks
        if task.words and task.words.case_id in keys
    }


def list_with_words(task_ids: Collection[UUID]) -> list[Task]:
    """Return tasks, whoever's, with their words as they are sealed now."""
    return list(Task.objects.filter(id__in=task_ids).select_related("words"))


def find_open(organisation_id: UUID, kind: str, about_id: UUID | None) -> Task | None:
    """Return the open task of a kind about a thing; what is about nothing is never the same."""
    if about_id is None:
        return None
    return Task.objects.filter(
        organisation=organisation_id, kind=kind, about_id=about_id, done_on=None
    ).first()


def find_own(organisation_id: UUID, member_id: UUID | None) -> Member | None:
    """Return a member, if they are of this organisation."""
    if member_id is None:
        return None
    return next((each for each in members.list_members(organisation_id) if each.pk == member_id), None)


def list_own_ids(organisation_id: UUID) -> set[UUID]:
    """Return the ids of the members of this organisation."""
    return {each.pk for each in members.list_members(organisation_id)}


def list_assignees(organisation_id: UUID) -> list[Member]:
    """Return the members to whom a task can be given."""
    return [member for member in members.list_members(organisation_id) if may_hold(member)]


def may_hold(member: Member) -> bool:
    return member.is_active and member.works_on_cases


def require_assignee(organisation_id: UUID, member: Member) -> None:
    """Raise AssigneeUnknown unless the member can be given a task of this organisation."""
    if member.organisation_id != organisation_id or not may_hold(member):
        raise AssigneeUnknown


def find_calendar(member: Member) -> Calendar | None:
    return Calendar.objects.filter(member=member).first()


def open_calendar(capability: str) -> Member:
    """Return whose days an address shows. Raises CalendarUnknown, also once the member's account is closed."""
    wanted = Calendar.objects.filter(capability_hash=rules.capability_hash(capability))
    found = wanted.select_related("member").first()
    if found is None or not may_hold(found.member):
        raise CalendarUnknown
    return found.member


def list_dated(member: Member) -> list[Task]:
    """Return a member's open tasks that have a day, by the clock."""
    mine = _tasks_of(member).filter(assigned_to=member, done_on=None, due_on__isnull=False)
    return list(mine.order_by("due_on", "id"))


def _chosen(member: Member, chosen: TaskFilter) -> QuerySet[Task]:
    tasks = _tasks_of(member).filter(done_on__isnull=not chosen.done)
    if chosen.whose == MINE:
        tasks = tasks.filter(assigned_to=member)
    elif chosen.whose == NOBODY:
        tasks = tasks.filter(IS_NOBODYS)
    elif chosen.whose == FOR_ME:
        tasks = tasks.filter(IS_NOBODYS | Q(assigned_to=member))
    if chosen.until is None:
        return tasks
    if chosen.shown_elsewhere:
        tasks = tasks.exclude(kind__in=chosen.shown_elsewhere, due_on__lt=chosen.until)
    return tasks.filter(due_on__lte=chosen.until)


def _tasks_read_by(member: Member) -> QuerySet[Task]:
    """Tasks as a part of what happened in a case: also for whoever reads cases and does not work on them."""
    if not (member.is_active and member.opens_cases):
        return Task.objects.none()
    return Task.objects.filter(organisation=member.organisation_id)


def _tasks_of(member: Member) -> QuerySet[Task]:
    if not may_hold(member):
        return Task.objects.none()
    return Task.objects.filter(organisation=member.organisation_id)
