# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Many tasks of one kind at once, such as those of a night."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from safehold.desk.audit import actions as audit
from safehold.desk.tasks.kinds import kind_of
from safehold.desk.tasks.models import Task
from safehold.desk.tasks.queries import list_own_ids
from safehold.persistence.transactions import atomic_for


class Wanted(NamedTuple):
    """One task: about a thing of a case, with its day. assigned_to_id: as `open_task` takes it."""

    case_id: UUID
    about_id: UUID
    due_on: date
    assigned_to_id: UUID | None = None


def open_tasks(organisation_id: UUID, kind: str, wanted: Sequence[Wanted], on: date) -> int:
    """Do what `open_task` does for each thing that has no open task of this kind; return how many were opened.

    One that is open stays as it is, its day too. Raises KindUnknown.
    """
    kind_of(kind)
    with atomic_for(Task):
        about = [each.about_id for each in wanted]
        open_ones = Task.objects.filter(
            organisation=organisation_id, kind=kind, about_id__in=about, done_on=None
        )
        there = set(open_ones.values_list("about_id", flat=True))
        holders = list_own_ids(organisation_id)
        tasks = [
            Task(
                organisation_id=organisation_id,
                kind=kind,
                case_id=each.case_id,
                about_id=each.about_id,
                first_due_on=each.due_on,
                due_on=each.due_on,
                assigned_to_id=each.assigned_to_id if each.assigned_to_id in holders else None,
                opened_on=on,
            )
            for each in wanted
            if each.about_id not in there
        ]
        Task.objects.bulk_create(tasks, ignore_conflicts=True)  # somebody may open the same one just now
        for task in tasks:
            audit.append(organisation_id, "task.opened", task.case_id or "", on=on)
    return len(tasks)
