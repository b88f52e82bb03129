# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A table comes in and waits, sealed under a key of its own, until a lead has looked at what it would do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import uuid4

from safehold.core.rows import open_row, seal_row
from safehold.desk.exchange import adapters, queries
from safehold.desk.exchange.actions.positions import forget_table, hold_batch, trace
from safehold.desk.exchange.models import Batch, BatchState
from safehold.desk.exchange.queries.batches import KEY_VERSION
from safehold.desk.exchange.rules import columns
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.erasing import erase_from_log
from safehold.persistence.transactions import atomic_for


def keep_table(unlocked: Unlocked, name: str, content: bytes, encoding: str, on: date) -> Batch:
    """Read a file and keep its table, sealed. No case is made or changed yet. Raises TableRefused, VaultMissing."""
    table = adapters.read_table(content, encoding)
    member = unlocked.member
    batch = Batch(
        id=uuid4(),
        organisation_id=member.organisation_id,
        started_by=member,
        started_on=on,
        total=len(table.rows),
    )
    document = {
        "name": name,
        "header": table.header,
        "rows": table.rows,
        "mapping": columns.guess_columns(table.header),
    }
    with atomic_for(Batch):
        key = unlocked.new_case_key(batch.id, KEY_VERSION)
        batch.sealed = seal_row(key, queries.SEALED_AS, batch.id, document)
        batch.save(force_insert=True)
        trace("exchange.received", batch.id, member, on)
    return batch


def choose_columns(unlocked: Unlocked, batch: Batch, mapping: Mapping[str, int]) -> None:
    """Say which column is what. Raises BatchMoved once the import has begun."""
    with atomic_for(Batch):
        held = hold_batch(batch, BatchState.DRAFT)
        key = unlocked.case_key(held.id, KEY_VERSION)
        document = open_row(key, queries.SEALED_AS, held.id, bytes(held.sealed))
        width = len(document["header"])
        document["mapping"] = {f: p for f, p in mapping.items() if f in columns.FIELDS and 0 <= p < width}
        held.sealed = seal_row(key, queries.SEALED_AS, held.id, document)
        held.save(update_fields=["sealed"])


def drop_table(unlocked: Unlocked, batch: Batch, on: date) -> None:
    """Forget a table of which nothing was imported. Raises BatchMoved."""
    with atomic_for(Batch):
        held = hold_batch(batch, BatchState.DRAFT)
        trace("exchange.dropped", held.id, unlocked.member, on)
        forget_table(held)
        held.delete()
    erase_from_log(Batch)


def forget_stale(unlocked: Unlocked, on: date) -> None:
    """Forget the tables that nobody confirmed for a week."""
    for batch in queries.list_stale(unlocked.organisation_id, on):
        drop_table(unlocked, batch, on)
