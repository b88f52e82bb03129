# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The imports of an organisation, and the table that waits in one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from safehold.core.rows import open_row
from safehold.desk.exchange.errors import BatchMoved, BatchUnknown
from safehold.desk.exchange.models import Batch, BatchState, ImportedRow
from safehold.desk.vault.actions import Unlocked

if TYPE_CHECKING:
    from safehold.desk.members.models import Member

SEALED_AS = "exchange.batch/1"
WAITS_DAYS = 7
"""A table that nobody confirms is forgotten after so many days."""
KEY_VERSION = 1


@dataclass(frozen=True)
class OpenedTable:
    """A table as it came, and which column is what."""

    name: str = field(repr=False)
    header: list[str] = field(repr=False)
    rows: list[list[str]] = field(repr=False)
    mapping: dict[str, int]


def access_batch(member: Member, batch_id: UUID) -> Batch:
    """Return an import of the member's organisation. Raises BatchUnknown."""
    batch = Batch.objects.filter(id=batch_id, organisation=member.organisation_id).first()
    if batch is None or not member.is_lead:
        raise BatchUnknown
    return batch


def list_batches(member: Member, most: int = 50) -> list[Batch]:
    """Return the imports of the member's organisation, the newest first."""
    batches = Batch.objects.filter(organisation=member.organisation_id).select_related("started_by")
    return list(batches.order_by("-started_on", "id")[:most])


def list_stale(organisation_id: UUID, on: date) -> list[Batch]:
    """Return the tables that nobody confirmed."""
    before = on - timedelta(days=WAITS_DAYS)
    return list(
        Batch.objects.filter(organisation=organisation_id, state=BatchState.DRAFT, started_on__lt=before)
    )


def open_table(unlocked: Unlocked, batch: Batch) -> OpenedTable:
    """Return the table of an import that is not over. Raises KeyMissing, RowTampered, BatchMoved."""
    if not batch.sealed:
        raise BatchMoved
    document = open_row(unlocked.case_key(batch.id, KEY_VERSION), SEALED_AS, batch.id, bytes(batch.sealed))
    return OpenedTable(document["name"], document["header"], document["rows"], document["mapping"])


def list_kept_cases(batch: Batch) -> list[UUID]:
    """Return the cases that were not taken back, since somebody had worked on them."""
    kept = ImportedRow.objects.filter(batch=batch, is_kept=True).order_by("line")
    return list(kept.values_list("case_id", flat=True))
