# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A member's day: what to do today, who was silent, what is new, who waits. Each part is a query with an end: a day
costs the same with fifty open cases and with ten thousand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import get_language

from safehold.desk.home.queries.pressing import MOST, SHOWN, Part, open_titles, plan_cases
from safehold.desk.home.queries.tasks import TaskLine, case_page, describe_tasks, urgency_of_case
from safehold.desk.inbox import queries as inbox
from safehold.desk.referrals import queries as referrals
from safehold.desk.tasks import queries as tasks

if TYPE_CHECKING:
    from safehold.desk.cases.models import Case
    from safehold.desk.members.models import Member
    from safehold.desk.vault.actions import Unlocked

SILENCE = "answer-overdue"


@dataclass(frozen=True)
class TaskPart:
    """What is due. counted: how many, as far as we count."""

    lines: list[TaskLine]
    counted: int

    @property
    def total(self) -> int:
        return min(self.counted, MOST)

    @property
    def is_least(self) -> bool:
        return self.counted > MOST

    @property
    def is_more(self) -> bool:
        return self.counted > len(self.lines)


@dataclass(frozen=True)
class SilentLine:
    """An answer that is overdue. `title` is empty while locked."""

    case: Case
    name: str
    days_late: int
    address: str
    title: str = field(default="", repr=False)


@dataclass(frozen=True)
class SilentPart:
    lines: list[SilentLine]
    is_more: bool
    address: str


@dataclass(frozen=True)
class Day:
    sealed: inbox.Waiting
    tasks: TaskPart
    silent: SilentPart
    urgent: Part
    unread: Part
    waiting: Part
    mine: Part

    @property
    def is_empty(self) -> bool:
        if self.silent.lines:
            return False
        parts = (self.tasks, self.urgent, self.unread, self.waiting, self.mine)
        return not (self.sealed.reports or any(part.total for part in parts))


def plan_day(member: Member, unlocked: Unlocked | None, on: date) -> Day:
    """Put together what a member should look at first."""
    parts = plan_cases(member, unlocked, on)
    return Day(
        sealed=inbox.count_waiting(member.organisation_id),
        tasks=_plan_tasks(member, unlocked, on),
        silent=_list_silent(member, unlocked, on),
        urgent=parts["urgent"],
        unread=parts["unread"],
        waiting=parts["waiting"],
        mine=parts["mine"],
    )


def _plan_tasks(member: Member, unlocked: Unlocked | None, on: date) -> TaskPart:
    """Return what is due by today, of this member and of nobody. Answers that are late have a part of their own."""
    chosen = tasks.TaskFilter(tasks.FOR_ME, until=on, shown_elsewhere=(SILENCE,))
    rows = tasks.list_tasks(member, chosen, urgency=urgency_of_case(member), on=on)[:SHOWN]
    return TaskPart(describe_tasks(member, unlocked, rows, on), tasks.count_tasks(member, chosen, MOST + 1))


def _list_silent(member: Member, unlocked: Unlocked | None, on: date) -> SilentPart:
    """Return who should have answered by now, those who never did first."""
    rows = list(referrals.list_due(member, on)[: SHOWN + 1])
    titles = open_titles(unlocked, [row.case for row in rows[:SHOWN]])
    due = referrals.describe_due(rows[:SHOWN], titles, on)
    language = get_language() or "en"
    lines = [
        SilentLine(
            case=each.row.case,
            name=referrals.name_receiver(each.row.receiver, language),
            days_late=each.days_late,
            address=case_page(40, each.row.case_id),
            title=each.title,
        )
        for each in due
    ]
    return SilentPart(lines, len(rows) > SHOWN, reverse("referrals:overdue"))
