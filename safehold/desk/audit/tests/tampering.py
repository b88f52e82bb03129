# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Somebody who owns the desk's database: the guard is taken away, rows are changed, the guard is put back."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any
from uuid import UUID

from django.db import connection

from safehold.desk.audit import rules
from safehold.desk.audit.models import AuditHead, AuditRow

GUARD: Any = import_module("safehold.desk.audit.migrations.0003_rows_are_never_changed")


@contextmanager
def without_guard() -> Iterator[None]:
    postgresql = connection.vendor == "postgresql"
    run(*(GUARD.UNDO_POSTGRESQL if postgresql else GUARD.UNDO_SQLITE))
    yield
    run(*(GUARD.POSTGRESQL if postgresql else GUARD.SQLITE))


def run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def tamper(*statements: str) -> None:
    """Run SQL as the owner of the database."""
    with without_guard():
        run(*statements)


def compute_anew(organisation_id: UUID) -> None:
    """Give what is left the places and hashes of a chain without a fault, head and all."""
    with without_guard():
        previous = rules.first_hash(organisation_id)
        rows = list(AuditRow.objects.filter(organisation_id=organisation_id).order_by("sequence", "id"))
        AuditRow.objects.filter(organisation_id=organisation_id).delete()
        for sequence, row in enumerate(rows, 1):
            row.sequence, row.previous_hash = sequence, previous
            row.hash = previous = rules.hash_of(row)
            row.save(force_insert=True)
        AuditHead.objects.filter(organisation_id=organisation_id).update(sequence=len(rows), hash=previous)
