# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Durable first, then the page. A killed process cannot show a missing fsync; a record of the steps can."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler
from django.http import HttpResponseBase

from safehold.config.settings import base, public
from safehold.persistence.stores import INCOMING
from tests.faults.public_side.conftest import Reporter

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What happens, in order: each fsync, rename, written row, commit, and the making of an answer."""
    recorded: list[str] = []
    fsync, rename = os.fsync, Path.rename
    commit = BaseDatabaseWrapper._commit  # type: ignore[attr-defined]
    make = HttpResponseBase.__init__

    def note_fsync(handle: int) -> None:
        where = Path(f"/proc/self/fd/{handle}").readlink()
        kind = "folder" if where.is_dir() else "temporary file" if where.parent.name == INCOMING else "file"
        fsync(handle)
        recorded.append(f"fsync {kind}")

    def note_rename(self: Path, target: Any) -> Path:
        recorded.append("rename")
        return rename(self, target)

    def note_commit(self: BaseDatabaseWrapper) -> None:
        commit(self)
        recorded.append("commit")

    def note_answer(self: HttpResponseBase, *args: Any, **kwargs: Any) -> None:
        recorded.append("answer")
        make(self, *args, **kwargs)

    monkeypatch.setattr(os, "fsync", note_fsync)
    monkeypatch.setattr(Path, "rename", note_rename)
    monkeypatch.setattr(BaseDatabaseWrapper, "_commit", note_commit)
    monkeypatch.setattr(HttpResponseBase, "__init__", note_answer)
    return recorded


@pytest.fixture
def written(steps: list[str]) -> Iterator[None]:
    def note(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith("INSERT"):
            steps.append("row")
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield


def test_the_receipt_is_the_last_thing_that_happens(amina: Reporter, steps: list[str], written: None) -> None:
    amina.client.get("/en/")
    steps.clear()
    assert amina.send().status == 200
    assert steps == ["row", "row", "row", "commit", "answer"]


def test_a_signed_list_is_kept_durably(amina: Reporter, steps: list[str]) -> None:
    amina.client.get("/en/")
    assert steps[:3] == ["fsync temporary file", "rename", "fsync folder"]


def test_a_file_is_durable_before_its_row_and_its_row_before_the_page(
    amina: Reporter, steps: list[str], written: None
) -> None:
    amina.send()
    address = amina.file_address()
    steps.clear()
    assert amina.add_file(address, "a.jpg", b"content").status == 200
    assert steps == ["fsync temporary file", "rename", "fsync folder", "row", "commit", "answer"]


def test_an_answer_is_durable_before_its_page(amina: Reporter, steps: list[str], written: None) -> None:
    amina.send()
    steps.clear()
    assert amina.answer("one more thing").status == 200
    assert steps == ["row", "commit", "answer"]


def test_a_commit_is_on_the_disk_when_it_returns(tmp_path: Path) -> None:
    """As the application opens its database: a write-ahead log that is synced at each commit."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW synchronous_commit")
            assert cursor.fetchone() == ("on",)
        return
    configured = base.database("NOT_SET", tmp_path / "public.sqlite3")
    assert configured["OPTIONS"] is base.SQLITE_OPTIONS
    assert public.DATABASES["default"]["OPTIONS"] is base.SQLITE_OPTIONS
    opened = ConnectionHandler({"default": configured})["default"]
    pragmas = {}
    with opened.cursor() as cursor:
        for pragma in ("journal_mode", "synchronous", "secure_delete", "foreign_keys", "temp_store"):
            pragmas[pragma] = cursor.execute(f"PRAGMA {pragma}").fetchone()[0]
    opened.close()
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,
        "secure_delete": 1,
        "foreign_keys": 1,
        "temp_store": 2,
    }
    assert configured["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
