# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tasks begin and end here. Rooms call it inside their own transaction: what happened and what follows from it stand
or fall together. Only `add_task`, for words that somebody typed, takes a key."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import IntegrityError
from django.db.models import Exists, OuterRef

from safehold.desk.audit import actions as audit
from safehold.desk.tasks.kinds import KINDS, OWN, kind_of
from safehold.desk.tasks.models import Task, TaskWords
from safehold.desk.tasks.queries import find_open, find_own, require_assignee
from safehold.persistence.transactions import atomic_for

if TYPE_CHECKING:
    from safehold.desk.members.models import Member
    from safehold.desk.tasks.rules import Repeat
    from safehold.desk.vault.actions import Unlocked


def open_task(
    organisation_id: UUID,
    kind: str,
    *,
    case_id: UUID | None = None,
    about_id: UUID | None = None,
    due_on: date | None = None,
    assigned_to_id: UUID | None = None,
    on: date,
) -> Task:
    """Say what has to be done now. Needs no key; carries no words but those of its kind.

    assigned_to_id: somebody of another organisation, who had the case before, does not get it: nobody has it then.
    The same kind about the same thing, while it is open, is the same task. Another `due_on` than it was opened with
    is its new day; the same one again does not undo what somebody postponed. Raises KindUnknown.
    """
    kind_of(kind)
    with atomic_for(Task):
        if kept := find_open(organisation_id, kind, about_id):
            return _move_day(kept, due_on)
        holder = find_own(organisation_id, assigned_to_id)
        task = Task(
            organisation_id=organisation_id,
            kind=kind,
            case_id=case_id,
            about_id=about_id,
            first_due_on=due_on,
            due_on=due_on,
            assigned_to=holder,
            opened_on=on,
        )
        try:
            with atomic_for(Task):
                task.save(force_insert=True)
        except IntegrityError:  # somebody opened the same one just now
            if found := find_open(organisation_id, kind, about_id):
                return found
            raise
        audit.append(organisation_id, "task.opened", case_id or "", on=on)
    return task


def _move_day(task: Task, due_on: date | None) -> Task:
    if due_on and due_on != task.first_due_on:
        task.first_due_on = task.due_on = due_on
        task.save(update_fields=["first_due_on", "due_on"])
    return task


def close_tasks(organisation_id: UUID, about_id: UUID, on: date, kinds: Collection[str] | None = None) -> int:
    """End the open tasks about a thing, because it is settled; return how many. None of them comes again."""
    with atomic_for(Task):
        tasks = Task.objects.select_for_update().filter(
            organisation=organisation_id, about_id=about_id, done_on=None
        )
        if kinds is not None:
            tasks = tasks.filter(kind__in=list(kinds))
        ended = list(tasks.order_by("id").values_list("id", "case_id"))
        Task.objects.filter(id__in=[task_id for task_id, _ in ended]).update(done_on=on)
        for case_id in {case_id for _, case_id in ended}:
            audit.append(organisation_id, "task.closed", case_id or "", on=on)
    return len(ended)


def add_task(
    unlocked: Unlocked,
    key: bytes,
    case_id: UUID,
    words: str,
    due_on: date | None,
    repeats: Repeat | None,
    assigned_to: Member | None,
    on: date,
    once: UUID | None = None,
) -> Task:
    """Add a task in somebody's own words, sealed under the key of its case.

    key: of the case as `cases.actions.hold_case` gives it, in the caller's transaction, with a case that the member
    may open. once: from the form, so that a double click adds one; other words under an id that is taken are another
    task. Raises AssigneeUnknown.
    """
    organisation_id = unlocked.organisation_id
    if assigned_to:
        require_assignee(organisation_id, assigned_to)
    with atomic_for(Task):
        kept = Task.objects.filter(id=once).select_related("words").first() if once else None
        if kept and kept.words and kept.case_id == case_id and kept.words.open(key)["words"] == words:
            return kept
        written = TaskWords(case_id=case_id)
        written.seal(key, {"words": words})
        written.save(force_insert=True)
        task = Task(
            id=once if once and not kept else uuid4(),
            organisation_id=organisation_id,
            kind=OWN,
            case_id=case_id,
            words=written,
            first_due_on=due_on,
            due_on=due_on,
            assigned_to=assigned_to,
            opened_on=on,
        )
        if repeats and due_on:
            task.repeat_every, task.repeat_unit = repeats
        task.save(force_insert=True)
        audit.append(organisation_id, "task.added", case_id, unlocked.member.pk, on=on)
    return task


def move_case(case_id: UUID, to_organisation_id: UUID) -> int:
    """Bring the open tasks of a case to the organisation that has it now, where nobody has them yet; return how many.

    What was overdue is overdue there. Kinds that stay (kinds.Kind) do not come along, nor what that organisation has to
    do already: end them with `close_tasks_of_case`. Call it in the transaction that moves the case, which also writes
    the audit row.
    """
    with atomic_for(Task):
        staying = [kind for kind, each in KINDS.items() if each.stays]
        theirs = Task.objects.filter(
            organisation=to_organisation_id,
            kind=OuterRef("kind"),
            about_id=OuterRef("about_id"),
            done_on=None,
        )
        open_ones = Task.objects.filter(case_id=case_id, done_on=None).exclude(kind__in=staying)
        moved = open_ones.exclude(organisation=to_organisation_id).exclude(Exists(theirs))
        return moved.update(organisation=to_organisation_id, assigned_to=None)


def close_tasks_of_case(organisation_id: UUID, case_id: UUID, on: date) -> int:
    """End what an organisation still had to do in a case that is not its own any more; return how many. The caller
    writes the audit row."""
    with atomic_for(Task):
        left = Task.objects.filter(organisation=organisation_id, case_id=case_id, done_on=None)
        return left.update(done_on=on)


def forget_case(case_id: UUID) -> int:
    """Delete everything that had to be done in a case, when the case is destroyed; return how many tasks that was.

    The caller writes the audit row.
    """
    with atomic_for(Task):
        tasks = Task.objects.filter(case_id=case_id)
        count = tasks.count()
        tasks.delete()
        TaskWords.objects.filter(case_id=case_id).delete()
    return count
