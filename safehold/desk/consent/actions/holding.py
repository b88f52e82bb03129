# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who reads the ledger to act on it, and who adds to it, hold the same rows: one waits for the other."""

from collections.abc import Iterable
from uuid import UUID

from django.db import router, transaction

from safehold.desk.consent.errors import TransactionMissing
from safehold.desk.consent.models import LedgerEntry, Subject


def hold_subjects(subject_ids: Iterable[UUID]) -> None:
    """Lock these subjects until the caller's transaction ends, always in the same order.

    Entries are never changed and the one that matters may not be there yet, so there is nothing of theirs to lock: each
    subject has a row for that. (On SQLite writers stand in line anyway.) Raises TransactionMissing.
    """
    if not transaction.get_connection(router.db_for_write(LedgerEntry)).in_atomic_block:
        raise TransactionMissing
    ids = sorted(set(subject_ids))
    Subject.objects.bulk_create([Subject(id=subject_id) for subject_id in ids], ignore_conflicts=True)
    list(Subject.objects.select_for_update().filter(id__in=ids).order_by("id"))
