# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Places in a case's lists: the case row is locked while a place is taken."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Max, QuerySet

from safehold.desk.audit import actions as audit
from safehold.desk.cases.models import Case, Message, Note, StateChange

if TYPE_CHECKING:
    from safehold.desk.members.models import Member

Placed = QuerySet[Message] | QuerySet[Note] | QuerySet[StateChange]


def lock(case: Case) -> Case:
    """Return the case as it is now, locked until the transaction ends."""
    return Case.objects.select_for_update().get(pk=case.pk)


def next_position(rows: Placed) -> int:
    newest: int | None = rows.aggregate(newest=Max("position"))["newest"]
    return (newest or 0) + 1


def move(case: Case, to_state: str, by: Member | None, on: date) -> None:
    """Change the state of a locked case and write its history."""
    StateChange.objects.create(
        case=case,
        position=next_position(StateChange.objects.filter(case=case)),
        from_state=case.state,
        to_state=to_state,
        by=by,
        on_day=on,
    )
    case.state = to_state
    case.closed_on = on if to_state == "closed" else None
    case.save(update_fields=["state", "closed_on"])


def trace(organisation_id: UUID, verb: str, subject: object, by: Member, on: date) -> None:
    """Write the audit row of what `by` did."""
    audit.append(organisation_id=organisation_id, verb=verb, subject=str(subject), member_id=by.id, on=on)
