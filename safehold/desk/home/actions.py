# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The one thing that is written from here: a task in somebody's own words, which the rooms of cases, tasks and search
keep together."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from safehold.desk.cases import actions as cases
from safehold.desk.search import actions as search
from safehold.desk.tasks import actions as tasks
from safehold.desk.tasks.models import Task
from safehold.persistence.transactions import atomic_for

if TYPE_CHECKING:
    from safehold.desk.cases.models import Case
    from safehold.desk.members.models import Member
    from safehold.desk.tasks.rules import Repeat
    from safehold.desk.vault.actions import Unlocked


def add_task(
    unlocked: Unlocked,
    case: Case,
    words: str,
    due_on: date | None,
    repeats: Repeat | None,
    assigned_to: Member | None,
    on: date,
    once: UUID | None = None,
) -> Task:
    """Add a task to a case, sealed under its key, and let its words be found. Raises AssigneeUnknown or KeyMissing."""
    with atomic_for(Task):
        held, key = cases.hold_case(unlocked, case)
        task = tasks.add_task(unlocked, key, held.id, words, due_on, repeats, assigned_to, on, once)
        if task.words:
            search.index_row(unlocked, key, task.words)
    return task
