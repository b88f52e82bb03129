# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tasks beside the cases they are about: what presses, titles, words, and where the work is done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import OuterRef, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.urls import reverse

from safehold.core.rows import RowTampered
from safehold.desk.cases import queries as cases
from safehold.desk.members.rules import FieldClass, may_see
from safehold.desk.tasks import queries as tasks

if TYPE_CHECKING:
    from safehold.desk.cases.models import Case
    from safehold.desk.members.models import Member
    from safehold.desk.tasks.models import Task
    from safehold.desk.vault.actions import Unlocked

PRESSES_NOT = 9
"""The rank of a task without a case."""


@dataclass(frozen=True)
class TaskLine:
    """One task in a list. `words` and `title` are empty while locked, and for whoever may not read words.

    overdue_days: below 0 before the day, None without one or when done. address: where the work is done.
    """

    task: Task
    case: Case | None
    words: str = field(repr=False)
    title: str = field(repr=False)
    overdue_days: int | None
    address: str


def urgency_of_case(member: Member) -> Combinable:
    """Return how much the case of a task presses, as an expression over the task's `case_id`."""
    every = cases.list_cases(member, cases.CaseFilter(cases.ANY_STATE))
    rank = every.filter(pk=OuterRef("case_id")).order_by().values("triage_rank")[:1]
    return Coalesce(Subquery(rank), Value(PRESSES_NOT))


def describe_tasks(
    member: Member, unlocked: Unlocked | None, rows: Iterable[Task], on: date
) -> list[TaskLine]:
    """Return one line for each task, opened with one look at the keys of their cases."""
    listed = list(rows)
    try:
        return _describe(member, unlocked, listed, on)
    except RowTampered:  # a case got a new key between two of our looks
        return _describe(member, unlocked, listed, on)


def _describe(member: Member, unlocked: Unlocked | None, rows: list[Task], on: date) -> list[TaskLine]:
    found = _find_cases(member, [task.case_id for task in rows if task.case_id])
    words: dict[UUID, str] = {}
    titles: dict[UUID, str] = {}
    if unlocked and may_see(member.role, FieldClass.WORDS):
        titles = cases.open_titles(unlocked, found.values())
        keys = unlocked.case_keys({case.id: case.key_version for case in found.values()})
        words = tasks.open_words(keys, _again(rows))
    return [
        TaskLine(
            task=task,
            case=found.get(task.case_id) if task.case_id else None,
            words=words.get(task.pk, ""),
            title=titles.get(task.case_id, "") if task.case_id else "",
            overdue_days=(on - task.due_on).days if task.due_on and not task.done_on else None,
            address=address_of(task),
        )
        for task in rows
    ]


def _again(rows: list[Task]) -> list[Task]:
    """Return the tasks with their words as they are now."""
    return tasks.list_with_words([task.pk for task in rows if task.words_id])


def _find_cases(member: Member, case_ids: Iterable[UUID]) -> dict[UUID, Case]:
    every = cases.list_cases(member, cases.CaseFilter(cases.ANY_STATE))
    return {case.id: case for case in every.filter(id__in=set(case_ids)).order_by()}


def address_of(task: Task) -> str:
    """Return the page of the case on which a task is done; of a task without a case, the list."""
    if not task.case_id:
        return reverse("home:tasks")
    return case_page(task.words_of_kind.page, task.case_id)


def is_page_for(place: int, member: Member) -> bool:
    """Whether a member may open the page of a case at a place."""
    return all(page.is_for(member) for page in cases.list_case_pages() if page.place == place)


def case_page(place: int, case_id: UUID) -> str:
    """Return the page of a case at a place, or the case itself while no room has one there."""
    by_place = {page.place: page.url_name for page in cases.list_case_pages()}
    return reverse(by_place.get(place, "home:case"), args=[case_id])
