# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Terms in and out of their table, thousands at a time: a row object for each would cost ten times as much."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper

from safehold.public.register.models import Term

Pair = tuple[int, int]
"""A term, and the number of an entry that has it."""

ADD = "INSERT INTO register_term (term, place) %s ON CONFLICT DO NOTHING"
REMOVE = "DELETE FROM register_term WHERE term = %s AND place = %s"
ALL_OF = "SELECT * FROM unnest(%s::bigint[], %s::integer[])"


def _connection() -> BaseDatabaseWrapper:
    return connections[router.db_for_write(Term)]


def add_terms(pairs: Collection[Pair]) -> None:
    """Note terms of entries, each once, in the caller's transaction."""
    if not pairs:
        return
    connection, ordered = _connection(), sorted(pairs)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            columns = [list(column) for column in zip(*ordered, strict=True)]
            cursor.execute(ADD % ALL_OF, columns)
        else:
            cursor.executemany(ADD % "VALUES (%s, %s)", ordered)


def remove_terms(pairs: Collection[Pair]) -> None:
    """Forget terms of entries, in the caller's transaction."""
    with _connection().cursor() as cursor:
        cursor.executemany(REMOVE, sorted(pairs))
