# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is held, and why."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from safehold.desk.cases import queries as cases
from safehold.desk.cases.models import Case
from safehold.desk.evidence import queries as evidence
from safehold.desk.members.rules import FieldClass, may_see
from safehold.desk.retention.errors import CaseHeld, HoldUnknown
from safehold.desk.retention.models import Hold
from safehold.desk.vault.actions import Unlocked

if TYPE_CHECKING:
    from safehold.desk.members.models import Member


@dataclass(frozen=True)
class OpenedHold:
    """A hold, and why it was placed: "" for whoever may not read words."""

    row: Hold
    reason: str = field(repr=False)


def which_held(case_ids: Collection[UUID]) -> set[UUID]:
    """Return which of these cases are held, or have evidence that is."""
    rows = Hold.objects.filter(case__in=list(case_ids), released_on=None)
    return set(rows.values_list("case_id", flat=True)) | evidence.which_held(case_ids)


def require_unheld(case_ids: Collection[UUID]) -> None:
    """Raise CaseHeld when any of these cases is."""
    if which_held(case_ids):
        raise CaseHeld


def list_holds(case: Case) -> list[Hold]:
    """Return the holds on a case and on those that are read in it, open ones first."""
    rows = Hold.objects.filter(case__in=cases.list_family_ids(case)).select_related(
        "case", "placed_by__organisation", "released_by"
    )
    return sorted(rows, key=lambda row: (row.released_on is not None, row.placed_on, str(row.pk)))


def open_holds(unlocked: Unlocked, case: Case) -> list[OpenedHold]:
    """Return the same with their reasons. Raises KeyMissing or RowTampered."""
    keys = cases.keys_of_family(unlocked, case)
    reads = may_see(unlocked.member.role, FieldClass.WORDS)
    return [
        OpenedHold(row, str(row.open(keys[row.case_id])["reason"]) if reads else "")
        for row in list_holds(case)
        if row.case_id in keys
    ]


def access_hold(case: Case, hold_id: UUID) -> Hold:
    """Return an open hold on a case, or on one that is read in it. Raises HoldUnknown."""
    found = Hold.objects.filter(id=hold_id, case__in=cases.list_family_ids(case)).first()
    if found is None:
        raise HoldUnknown
    return found


def list_held(member: Member) -> list[Hold]:
    """Return the open holds of a member's organisation, the oldest first."""
    rows = Hold.objects.filter(case__organisation=member.organisation_id, released_on=None)
    return (
        list(rows.select_related("case", "placed_by").order_by("placed_on", "id")) if member.is_lead else []
    )
