# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""An import, locked while something is done with it; and the trace of what was done."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from safehold.desk.audit import actions as audit
from safehold.desk.exchange.errors import BatchMoved, BatchUnknown
from safehold.desk.exchange.models import Batch, BatchState
from safehold.desk.vault import actions as vault

if TYPE_CHECKING:
    from safehold.desk.members.models import Member


def hold_batch(batch: Batch, *states: BatchState) -> Batch:
    """Return an import as it is now, locked until the transaction ends. Raises BatchUnknown, BatchMoved."""
    held = Batch.objects.select_for_update().filter(pk=batch.pk).first()
    if held is None:
        raise BatchUnknown
    if held.state not in states:
        raise BatchMoved
    return held


def forget_table(batch: Batch) -> None:
    """Let go of the table and destroy its key; saving is the caller's."""
    batch.sealed = b""
    vault.take_subject_away(batch.pk, batch.organisation_id)


def trace(verb: str, subject: object, by: Member, on: date) -> None:
    audit.append(by.organisation_id, verb, str(subject), by.pk, on=on)
