# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Somebody who owns the desk's database: the guard of custody is taken away, rows are changed, it is put back."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from django.db import connection

GUARD: Any = import_module("safehold.desk.evidence.migrations.0002_custody_is_never_changed")


@contextmanager
def unguarded() -> Iterator[None]:
    is_postgresql = connection.vendor == "postgresql"
    _run(GUARD.UNDO_POSTGRESQL if is_postgresql else GUARD.UNDO_SQLITE)
    yield
    _run(GUARD.POSTGRESQL if is_postgresql else GUARD.SQLITE)


def _run(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
