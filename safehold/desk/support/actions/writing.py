# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every writing action here does the same way: a place in the case's list, sealed words, found again by them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID, uuid4

from django.db.models import Max

from safehold.desk.audit import actions as audit
from safehold.desk.cases.models import Case
from safehold.desk.search import actions as search
from safehold.desk.support.models import DeviceCheck, Need, RiskAssessment, SafetyStep
from safehold.desk.vault.actions import Unlocked

if TYPE_CHECKING:
    from safehold.desk.members.models import Member

Row = TypeVar("Row", RiskAssessment, SafetyStep, Need, DeviceCheck)


def find_same(
    model: type[Row], case: Case, once: UUID | None, key: bytes, document: dict[str, Any], **fields: Any
) -> Row | None:
    """Return what a form that was sent twice has made already. Other words under an id that is taken (somebody went
    back to the form) are another row."""
    rows: Any = model._default_manager
    found: Row | None = rows.filter(id=once, case=case, **fields).first() if once else None
    return found if found and found.open(key) == document else None


def begin(model: type[Row], case: Case, once: UUID | None, **fields: Any) -> Row:
    """Return a new row at the end of its list, not saved. An id that is taken is not used again."""
    rows: Any = model._default_manager
    newest = rows.filter(case=case).aggregate(newest=Max("position"))["newest"] or 0
    is_free = once is not None and not rows.filter(id=once).exists()
    return model(id=once if is_free else uuid4(), case=case, position=newest + 1, **fields)


def keep(unlocked: Unlocked, key: bytes, row: Row, document: dict[str, Any], *fields: str) -> None:
    """Seal a row's words, save it, and make it findable. fields: what else changed; none of a new row."""
    row.seal(key, document)
    if row._state.adding:
        row.save(force_insert=True)
    else:
        row.save(update_fields=["sealed", *fields])
    search.index_row(unlocked, key, row)


def trace(case: Case, verb: str, by: Member, on: date) -> None:
    """Write the audit row of what `by` did."""
    audit.append(case.organisation_id, verb, case.id, by.id, on=on)
