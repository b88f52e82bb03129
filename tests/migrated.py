# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Test databases are migrated once, and copied after that: to every process of `-n`, on SQLite also to the next run.

A copy is taken from an earlier run only while nothing has changed that a migrated database hangs on (`HANGS_ON`,
Django, the list of applications). Copies lie in `build/test-databases`.
"""

import fcntl
import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

import django
from django.apps import apps
from django.conf import settings
from django.core import management
from django.db.backends.base.creation import BaseDatabaseCreation

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from django.db.backends.base.base import BaseDatabaseWrapper

ROOT = Path(__file__).resolve().parent.parent
COPIES = ROOT / "build" / "test-databases"
HANGS_ON = (
    "**/migrations/*.py",
    "**/models.py",
    "**/models/*.py",
    "**/apps.py",
    "config/**/*.py",
    "persistence/*.py",
)


def copy_when_migrated(monkeypatch: "pytest.MonkeyPatch") -> None:
    """Let the making of a test database take a copy where there is one, and leave one where there is none."""
    create = BaseDatabaseCreation.create_test_db
    call = management.call_command

    def create_test_db(self: BaseDatabaseCreation, *args: Any, **options: Any) -> str:
        def call_command(name: str, *args: Any, **options: Any) -> Any:
            if name != "migrate":
                return call(name, *args, **options)
            return _copy_or_migrate(self.connection, lambda: call(name, *args, **options))

        with mock.patch.object(management, "call_command", call_command):
            return create(self, *args, **options)

    monkeypatch.setattr(BaseDatabaseCreation, "create_test_db", create_test_db)


def _copy_or_migrate(connection: "BaseDatabaseWrapper", migrate: "Callable[[], Any]") -> None:
    COPIES.mkdir(parents=True, exist_ok=True)
    name = f"{settings.SITE}-{connection.alias}-{connection.vendor}"
    with (COPIES / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if connection.vendor == "postgresql":
            _from_template(connection, migrate)
        else:
            _from_file(connection, migrate, name)


def _from_file(connection: "BaseDatabaseWrapper", migrate: "Callable[[], Any]", name: str) -> None:
    copy = COPIES / f"{name}-{_fingerprint()}"
    if copy.exists():
        connection.ensure_connection()
        with closing(sqlite3.connect(copy)) as source:
            source.backup(connection.connection)
        return
    migrate()
    for old in COPIES.glob(f"{name}-*"):
        old.unlink()
    part = COPIES / f"{name}.part"
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(part)) as target:
        connection.connection.backup(target)
    part.rename(copy)


def _from_template(connection: "BaseDatabaseWrapper", migrate: "Callable[[], Any]") -> None:
    """PostgreSQL copies by itself, within one server: the run's."""
    quote = connection.ops.quote_name
    made = quote(connection.settings_dict["NAME"])
    copy = f"migrated_{settings.SITE}_{connection.alias}"
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [copy])
        if cursor.fetchone():
            connection.close()
            cursor.execute(f"DROP DATABASE {made}")
            cursor.execute(f"CREATE DATABASE {made} TEMPLATE {quote(copy)}")
            return
        migrate()
        connection.close()
        cursor.execute(f"CREATE DATABASE {quote(copy)} TEMPLATE {made}")


def _fingerprint() -> str:
    found = hashlib.sha256(repr((django.VERSION, [each.name for each in apps.get_app_configs()])).encode())
    for path in sorted({path for pattern in HANGS_ON for path in (ROOT / "safehold").glob(pattern)}):
        found.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return found.hexdigest()[:16]
