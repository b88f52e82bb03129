# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""From a token to the cases that have it, as each database does it in the least room.

PostgreSQL: an inverted index (GIN) on the array of tokens of each text. A row for each token would take three times
what is allowed. SQLite: a table (token, case) that is its own index. Without a key nobody knows what a token means, but
what a case's tokens are stands in the case's rows: so they go with it. (docs/decisions/0027)
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

HAVING = "SELECT place FROM search_posting WHERE token = %s"


def _connection(model: type[Model]) -> BaseDatabaseWrapper:
    return connections[router.db_for_write(model)]


def change_postings(model: type[Model], place: int, gone: Collection[int], new: Collection[int]) -> None:
    """Note which tokens a case has lost and got, in the caller's transaction. PostgreSQL notices by itself."""
    connection = _connection(model)
    if connection.vendor == "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.executemany(
            "DELETE FROM search_posting WHERE token = %s AND place = %s", [(token, place) for token in gone]
        )
        cursor.executemany(
            "INSERT OR IGNORE INTO search_posting (token, place) VALUES (%s, %s)",
            [(token, place) for token in new],
        )


def find_places(model: type[Model], ways: Iterable[Sequence[int]]) -> set[int]:
    """Return the numbers of the cases that have, of some ways to write a word, all tokens of one."""
    connection = _connection(model)
    find = _find_on_postgresql if connection.vendor == "postgresql" else _find_on_sqlite
    return set().union(*(find(connection, way) for way in ways))


def _find_on_postgresql(connection: BaseDatabaseWrapper, tokens: Sequence[int]) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT indexed_case_id FROM search_sourcetokens WHERE tokens @> %s::integer[]",
            [list(tokens)],
        )
        return {place for (place,) in cursor.fetchall()}


def _find_on_sqlite(connection: BaseDatabaseWrapper, tokens: Sequence[int]) -> set[int]:
    having_all = " INTERSECT ".join([HAVING] * len(tokens))
    with connection.cursor() as cursor:
        cursor.execute(having_all, list(tokens))
        return {place for (place,) in cursor.fetchall()}
