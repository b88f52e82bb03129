# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Adds links to an organisation's chain. Nothing here changes or deletes one."""

from datetime import date
from uuid import UUID

from django.db import router, transaction

from safehold.desk.audit import rules
from safehold.desk.audit.errors import TransactionMissing
from safehold.desk.audit.models import AuditHead, AuditRow


def append(
    organisation_id: UUID, verb: str, subject: object = "", member_id: UUID | None = None, *, on: date
) -> AuditRow:
    """Add one row inside the caller's transaction: what was done and its trace stand or fall together.

    verb: one of `verbs.WORDS`. subject: an id, never content. member_id: None when the software acted by
    itself. Raises TransactionMissing outside a transaction on the desk's database.
    """
    alias = router.db_for_write(AuditRow)
    if not transaction.get_connection(alias).in_atomic_block:
        raise TransactionMissing
    head = _locked_head(organisation_id)
    row = AuditRow(
        organisation_id=organisation_id,
        sequence=head.sequence + 1,
        on_day=on,
        member_id=member_id,
        verb=verb,
        subject=str(subject),
        previous_hash=head.hash,
    )
    row.hash = head.hash = rules.hash_of(row)
    head.sequence = row.sequence
    row.save(force_insert=True)
    head.save(update_fields=["sequence", "hash"])
    return row


def _locked_head(organisation_id: UUID) -> AuditHead:
    AuditHead.objects.get_or_create(
        organisation_id=organisation_id, defaults={"hash": rules.first_hash(organisation_id)}
    )
    return AuditHead.objects.select_for_update().get(organisation_id=organisation_id)
