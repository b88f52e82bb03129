# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A table is imported, one row in one transaction: made, changed, left, or refused.

Whoever drives it may end at any moment: what was done is done, and it goes on from there. What a case was like before
is kept with it, sealed, so that the whole batch can be taken back.
"""

from __future__ import annotations

import time
from datetime import date

from safehold.core.rows import RowTampered
from safehold.desk.cases.errors import CodeUnknown, StateNotReachable, WhenUnclear
from safehold.desk.exchange.actions.numbers import hold_number_key
from safehold.desk.exchange.actions.positions import forget_table, hold_batch, trace
from safehold.desk.exchange.actions.writing import change_case, make_case
from safehold.desk.exchange.errors import BatchMoved
from safehold.desk.exchange.models import Batch, BatchState
from safehold.desk.exchange.queries import Reader, open_table
from safehold.desk.exchange.rules import columns
from safehold.desk.exchange.rules.rows import CREATE, REFUSE, SKIP, UPDATE
from safehold.desk.vault.actions import Unlocked
from safehold.desk.vault.errors import KeyMissing
from safehold.persistence.erasing import erase_from_log
from safehold.persistence.transactions import atomic_for

AT_MOST_SECONDS = 5.0
"""A person waits so long for one page."""
NOT_TAKEN = (KeyMissing, RowTampered, StateNotReachable, CodeUnknown, WhenUnclear)
COUNTED = {CREATE: "created", UPDATE: "updated", SKIP: "skipped", REFUSE: "refused"}


def start_import(unlocked: Unlocked, batch: Batch, on: date, seen: str | None = None) -> None:
    """Confirm what a table would do. seen: `columns.describe` of what was shown, for somebody who looked at a page.

    Raises BatchMoved, also when the columns were chosen otherwise since; VaultMissing.
    """
    with atomic_for(Batch):
        held = hold_batch(batch, BatchState.DRAFT)
        if seen is not None and seen != columns.describe(open_table(unlocked, held).mapping):
            raise BatchMoved
        hold_number_key(unlocked)
        held.state = BatchState.RUNNING
        held.save(update_fields=["state"])
        trace("exchange.confirmed", held.id, unlocked.member, on)


def go_on_importing(
    unlocked: Unlocked, batch: Batch, on: date, at_most_seconds: float = AT_MOST_SECONDS
) -> Batch:
    """Import the next rows, for a few seconds; return the import as it is then. Raises BatchMoved once it is over."""
    until = time.monotonic() + at_most_seconds
    reader = Reader(unlocked, open_table(unlocked, batch), on)
    while True:
        batch = _import_next(unlocked, reader, batch, on)
        if batch.state != BatchState.RUNNING or time.monotonic() >= until:
            return batch


def _import_next(unlocked: Unlocked, reader: Reader, batch: Batch, on: date) -> Batch:
    try:
        with atomic_for(Batch):
            held = hold_batch(batch, BatchState.RUNNING)
            (row,) = reader.plan([held.done])
            if row.kind == CREATE:
                make_case(unlocked, held, row, reader.token_of(row.draft.number), on)
            elif row.kind == UPDATE:
                change_case(unlocked, held, row, on)
            return _count(unlocked, held, row.kind, on)
    except NOT_TAKEN:
        with atomic_for(Batch):
            return _count(unlocked, hold_batch(batch, BatchState.RUNNING), REFUSE, on)


def _count(unlocked: Unlocked, held: Batch, kind: str, on: date) -> Batch:
    """Note that one row was gone through; after the last one, let go of the table."""
    held.done += 1
    name = COUNTED[kind]
    setattr(held, name, getattr(held, name) + 1)
    if held.done >= held.total:
        held.state, held.finished_on = BatchState.DONE, on
        forget_table(held)
        trace("exchange.imported", held.id, unlocked.member, on)
    held.save()
    if held.state == BatchState.DONE:
        erase_from_log(Batch)
    return held
