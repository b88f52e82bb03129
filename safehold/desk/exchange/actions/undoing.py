# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""An import is taken back, the last row first. The cases it made are deleted; those it changed are as before.

A case with which somebody has worked since stays as it is, and is listed.
"""

from __future__ import annotations

import time
from datetime import date

from safehold.core.rows import RowTampered
from safehold.desk.cases import actions as cases
from safehold.desk.cases import queries as case_rows
from safehold.desk.cases.models import Case
from safehold.desk.consent import queries as consent
from safehold.desk.exchange.actions.importing import AT_MOST_SECONDS
from safehold.desk.exchange.actions.positions import forget_table, hold_batch, trace
from safehold.desk.exchange.actions.writing import NOT_COMPARED, without_the_desks_tasks
from safehold.desk.exchange.models import Batch, BatchState, ImportedRow
from safehold.desk.parties import queries as parties
from safehold.desk.vault.actions import Unlocked
from safehold.desk.vault.errors import KeyMissing
from safehold.persistence.erasing import erase_from_log
from safehold.persistence.transactions import atomic_for


def start_undoing(unlocked: Unlocked, batch: Batch, on: date) -> None:
    """Begin to take an import back, also one that stopped half-way. Raises BatchMoved."""
    with atomic_for(Batch):
        held = hold_batch(batch, BatchState.RUNNING, BatchState.DONE)
        held.state = BatchState.UNDOING
        forget_table(held)
        held.save(update_fields=["state", "sealed"])
        trace("exchange.undoing", held.id, unlocked.member, on)


def go_on_undoing(
    unlocked: Unlocked, batch: Batch, on: date, at_most_seconds: float = AT_MOST_SECONDS
) -> Batch:
    """Take the next rows back, for a few seconds; return the import as it is then. Raises BatchMoved when over."""
    until = time.monotonic() + at_most_seconds
    while True:
        batch = _undo_next(unlocked, batch, on)
        if batch.state != BatchState.UNDOING or time.monotonic() >= until:
            return batch


def _undo_next(unlocked: Unlocked, batch: Batch, on: date) -> Batch:
    with atomic_for(Batch):
        held = hold_batch(batch, BatchState.UNDOING)
        rows = ImportedRow.objects.select_related("case").filter(batch=held, is_kept=False)
        row = rows.order_by("-line").first()
        if row is None:
            held.state, held.finished_on = BatchState.UNDONE, on
            trace("exchange.undone", held.id, unlocked.member, on)
        elif _take_back(unlocked, row, on):
            held.taken_back += 1
        else:
            ImportedRow.objects.filter(pk=row.pk).update(is_kept=True)
            held.kept += 1
        held.save()
    if held.state == BatchState.UNDONE:
        erase_from_log(Batch)
    return held


def _take_back(unlocked: Unlocked, row: ImportedRow, on: date) -> bool:
    """Take back what one row did, unless somebody has worked on the case since."""
    if row.case.organisation_id != unlocked.organisation_id:
        return False
    try:
        case, key = cases.hold_case(unlocked, row.case)
        document = row.open(key)
        rows_now = without_the_desks_tasks(case_rows.take_snapshot(key, case, NOT_COMPARED))
        is_same = document["fingerprint"] == case_rows.fingerprint(rows_now)
    except (KeyMissing, RowTampered):
        return False
    is_new = row.kind == ImportedRow.Kind.CREATED
    if not is_same or (is_new and _is_known_elsewhere(case)):
        return False
    if is_new:
        cases.erase_cases([case])
    else:
        cases.put_case_back(unlocked, case, document["before"], document["added"])
        ImportedRow.objects.filter(pk=row.pk).delete()
    trace("exchange.removed" if is_new else "exchange.restored", case.id, unlocked.member, on)
    return True


def _is_known_elsewhere(case: Case) -> bool:
    """Whether something stands on this case that is no row of it: a consent, or a person who is one with another."""
    said = consent.newest_position(case.id) > 0
    return said or bool(parties.list_connected_case_ids([case.id]))
