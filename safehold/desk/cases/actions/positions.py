# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Places in a case's lists: the case row is locked while a place is taken."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Max, QuerySet

from safehold.desk.audit import actions as audit
from safehold.desk.cases.errors import CaseUnknown
from safehold.desk.cases.models import Act, Case, Incident, Message, Note, StateChange
from safehold.desk.cases.queries import contents
from safehold.desk.vault.actions import Unlocked

if TYPE_CHECKING:
    from safehold.desk.members.models import Member

Placed = QuerySet[Message] | QuerySet[Note] | QuerySet[StateChange] | QuerySet[Incident] | QuerySet[Act]


def lock(case: Case) -> Case:
    """Return the case as it is now, locked until the transaction ends. Raises CaseUnknown for one that was erased."""
    found = Case.objects.select_for_update().filter(pk=case.pk).first()
    if found is None:
        raise CaseUnknown
    return found


def hold_case(unlocked: Unlocked, case: Case) -> tuple[Case, bytes]:
    """Return the case as it is now, locked until the transaction ends, and the key its rows are under.

    Seal into a case only with the key from here: in the background it may get a new one. Every change of a case begins
    here: a member who only reads gets no further, whatever page they came by. Raises KeyMissing or PermissionDenied.
    """
    if not unlocked.member.works_on_cases:
        raise PermissionDenied
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
    """Add one line to the history of a locked case. Raises PermissionDenied when `by` only reads."""
    if by is not None and not by.works_on_cases:
        raise PermissionDenied
    position = next_position(StateChange.objects.filter(case=case))
    StateChange.objects.create(case=case, position=position, by=by, on_day=on, **what)


def trace(organisation_id: UUID, verb: str, subject: object, by: Member, on: date) -> None:
    """Write the audit row of what `by` did."""
    audit.append(organisation_id=organisation_id, verb=verb, subject=str(subject), member_id=by.id, on=on)
