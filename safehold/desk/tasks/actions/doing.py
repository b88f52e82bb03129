# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What members do with a task: done, not done after all, later, somebody else. None of it needs a key."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from safehold.desk.audit import actions as audit
from safehold.desk.tasks import rules
from safehold.desk.tasks.models import Task
from safehold.desk.tasks.queries import find_open, require_assignee
from safehold.persistence.transactions import atomic_for

if TYPE_CHECKING:
    from safehold.desk.members.models import Member


def mark_done(task: Task, by: Member, on: date) -> Task | None:
    """Write that a task is done; return its next turn, if it repeats. Done twice is done once."""
    with atomic_for(Task):
        now = _lock(task)
        if now.done_on:
            return None
        now.done_on, now.done_by = on, by
        now.save(update_fields=["done_on", "done_by"])
        _trace(now, "task.done", by, on)
        return _open_next(now, on)


def _open_next(task: Task, on: date) -> Task | None:
    if not (task.repeat and task.due_on and task.first_due_on):
        return None
    return Task.objects.create(
        organisation_id=task.organisation_id,
        kind=task.kind,
        case_id=task.case_id,
        about_id=task.about_id,
        words_id=task.words_id,
        first_due_on=task.first_due_on,
        due_on=rules.next_due(task.first_due_on, task.repeat, task.due_on, on),
        repeat_every=task.repeat_every,
        repeat_unit=task.repeat_unit,
        follows=task,
        assigned_to_id=task.assigned_to_id,
        opened_on=on,
    )


def mark_undone(task: Task, by: Member, on: date) -> None:
    """Open a task again. Its next turn goes, unless that was done meanwhile; a newer one about the same thing stays."""
    with atomic_for(Task):
        now = _lock(task)
        if not now.done_on:
            return
        Task.objects.filter(follows=now, done_on=None).delete()
        if find_open(now.organisation_id, now.kind, now.about_id):
            return
        now.done_on = now.done_by = None
        now.save(update_fields=["done_on", "done_by"])
        _trace(now, "task.undone", by, on)


def postpone_task(task: Task, due_on: date, by: Member, on: date) -> None:
    """Give a task another day."""
    with atomic_for(Task):
        now = _lock(task)
        if now.done_on or now.due_on == due_on:
            return
        now.due_on = due_on
        now.save(update_fields=["due_on"])
        _trace(now, "task.postponed", by, on)


def give_task(task: Task, assignee: Member | None, by: Member, on: date) -> None:
    """Give a task to a member of its organisation, or to nobody. Raises AssigneeUnknown."""
    if assignee:
        require_assignee(task.organisation_id, assignee)
    with atomic_for(Task):
        now = _lock(task)
        if now.done_on or now.assigned_to_id == (assignee.pk if assignee else None):
            return
        now.assigned_to = assignee
        now.save(update_fields=["assigned_to"])
        _trace(now, "task.given", by, on)


def _lock(task: Task) -> Task:
    return Task.objects.select_for_update().get(pk=task.pk)


def _trace(task: Task, verb: str, by: Member, on: date) -> None:
    audit.append(task.organisation_id, verb, task.case_id or "", by.pk, on=on)
