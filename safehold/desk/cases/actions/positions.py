# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Places in a case's lists: the case row is locked while a place is taken."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Max, QuerySet

from safehold.desk.audit import actions as audit
from safehold.desk.cases.models import Case, Message, Note, StateChange
from safehold.desk.cases.queries import contents
from safehold.desk.vault.actions import Unlocked

if TYPE_CHECKING:
    from safehold.desk.members.models import Member

Placed = QuerySet[Message] | QuerySet[Note] | QuerySet[StateChange]


def lock(case: Case) -> Case:
    """Return the case as it is now, locked until the transaction ends."""
    return Case.objects.select_for_update().get(pk=case.pk)


def hold_case(unlocked: Unlocked, case: Case) -> tuple[Case, bytes]:
    """Return the case as it is now, locked until the transaction ends, and the key its rows are under.

    Seal into a case only with the key from here: in the background it may get a new one. Raises KeyMissing.
    """
    case_now = lock(case)
    return case_now, contents.key_of(unlocked, case_now)


def next_position(rows: Placed) -> int:
    newest: int | None = rows.aggregate(newest=Max("position"))["newest"]
    return (newest or 0) + 1


def move(case: Case, to_state: str, by: Member | None, on: date) -> None:
    """Change the state of a locked case and write its history."""
    add_step(case, by, on, from_state=case.state, to_state=to_state)
    case.state = to_state
    case.closed_on = on if to_state == "closed" else None
    case.save(update_fields=["state", "closed_on"])


def add_step(case: Case, by: Member | None, on: date, **what: Any) -> None:
    """Add one line to the history of a locked case."""
    position = next_position(StateChange.objects.filter(case=case))
    StateChange.objects.create(case=case, position=position, by=by, on_day=on, **what)


def trace(organisation_id: UUID, verb: str, subject: object, by: Member, on: date) -> None:
    """Write the audit row of what `by` did."""
    audit.append(organisation_id=organisation_id, verb=verb, subject=str(subject), member_id=by.id, on=on)
