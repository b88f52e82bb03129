# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A full disk or a failing database, at every step: the words stay in the page, files leave nothing half."""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

from safehold.public.reporting.adapters import open_store
from safehold.public.reporting.models import Envelope, FileEnvelope, Mailbox, UploadGrant, Withdrawal
from tests.faults.public_side.conftest import WORDS, Reporter

pytestmark = pytest.mark.django_db(transaction=True)
MORE = {"where": "Kitchener", "who_did_it": "+1 416 555 0199"}
FULL = "database or disk is full"
SAVING = ("BEGIN", "INSERT", "UPDATE", "DELETE", "SAVEPOINT")


@contextmanager
def failing_at(step: int) -> Iterator[list[str]]:
    """Let the database fail once, at its statement number `step`; yield the statements that were asked."""
    asked: list[str] = []

    def answer(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        asked.append(sql)
        if len(asked) - 1 == step:
            raise OperationalError(FULL)
        return execute(sql, *rest)

    with connection.execute_wrapper(answer):
        yield asked


@contextmanager
def failing_to_save() -> Iterator[None]:
    """Let the database answer questions and refuse every write, as on a full disk."""

    def answer(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if sql.startswith(SAVING):
            raise OperationalError(FULL)
        return execute(sql, *rest)

    with connection.execute_wrapper(answer):
        yield


@contextmanager
def failing_to_commit(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def commit(_self: BaseDatabaseWrapper) -> None:
        raise OperationalError(FULL)

    with monkeypatch.context() as patch:
        patch.setattr(BaseDatabaseWrapper, "_commit", commit)
        yield


def must_carry_everything(page: Any) -> None:
    assert page.status == 503
    carried = page.hidden()
    assert carried["words"] == WORDS
    assert {name: carried[name] for name in MORE} == MORE


def must_keep_nothing() -> None:
    assert [m.objects.count() for m in (Mailbox, Envelope, UploadGrant)] == [0, 0, 0]


def test_words_survive_a_database_that_fails_at_any_statement(amina: Reporter) -> None:
    """Each statement in turn; the page that comes back sends the same report under the same code."""
    assert amina.client.get("/en/").status_code == 200
    with failing_at(-1) as asked:
        assert Reporter(amina.desk_id).send(**MORE).status == 200
    Mailbox.objects.all().delete()
    refused = 0
    for step in range(len(asked)):
        with failing_at(step):
            page = amina.send(**MORE)
        if page.status != 200:
            must_carry_everything(page)
            assert page.hidden()["receipt"] == amina.receipt.digits
            must_keep_nothing()
            refused += 1
            assert amina.send(**MORE).status == 200
        Mailbox.objects.all().delete()
    assert refused >= 3


def test_words_survive_a_commit_that_fails(amina: Reporter, monkeypatch: pytest.MonkeyPatch) -> None:
    with failing_to_commit(monkeypatch):
        must_carry_everything(amina.send(**MORE))
    must_keep_nothing()
    assert amina.send(**MORE).status == 200


def test_words_survive_a_lock_file_that_cannot_be_made(
    amina: Reporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite's writers stand in line")

    def refuse(*_args: Any, **_kwargs: Any) -> int:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setitem(connection.settings_dict, "NAME", "/nowhere/public.sqlite3")
    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refuse)
        must_carry_everything(amina.send(**MORE))
    must_keep_nothing()


def test_sqlite_that_is_really_full(amina: Reporter) -> None:
    """SQLite itself says so, when its file may grow no further."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no such limit to set")
    long = {"words": WORDS + "x" * 40_000}
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count={cursor.fetchone()[0]}")
    try:
        page = amina.send(**long, **MORE)
        assert page.status == 503
        assert page.hidden()["words"] == long["words"]
        must_keep_nothing()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count=4294967294")
    assert amina.send(**long, **MORE).status == 200


@pytest.mark.parametrize("verb", ["answer", "grant", "withdraw", "files", "close"])
def test_a_returning_person_is_told_and_keeps_what_they_wrote(amina: Reporter, verb: str) -> None:
    amina.send()
    before = (Envelope.objects.count(), UploadGrant.objects.count())
    typed = {
        "answer": {"words": WORDS, "nonce": "n"},
        "grant": {"consents": "compare", "nonce": "n"},
        "withdraw": {"purpose": "contact"},
        "files": {},
        "close": {"confirmed": "on"},
    }[verb]
    with failing_to_save():
        page = amina.post(f"/en/return/{verb}", code=amina.receipt.digits, **typed)
    assert page.status == 503
    assert "We could not store that just now" in page.text
    assert page.hidden()["code"] == amina.receipt.digits
    assert verb != "answer" or WORDS in page.text
    assert (Envelope.objects.count(), UploadGrant.objects.count()) == before
    assert not Withdrawal.objects.exists()
    assert Mailbox.objects.exists()


def test_coming_back_needs_no_write(amina: Reporter) -> None:
    amina.send()
    with failing_to_save():
        assert amina.come_back().status == 200


def full(*_args: Any, **_kwargs: Any) -> Any:
    raise OSError(errno.ENOSPC, "No space left on device")


def break_opening(patch: pytest.MonkeyPatch) -> None:
    """The kernel's own full device stands where the temporary file should be."""
    opening = Path.open

    def open_full(self: Path, mode: str = "r", *rest: Any, **named: Any) -> Any:
        return Path("/dev/full").open("wb") if mode == "xb" else opening(self, mode, *rest, **named)

    patch.setattr(Path, "open", open_full)


def break_folder_sync(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("safehold.persistence.stores.sync_folder", full)


STEPS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "making the folder": lambda patch: patch.setattr(Path, "mkdir", full),
    "writing": break_opening,
    "sync of the file": lambda patch: patch.setattr(os, "fsync", full),
    "setting its day": lambda patch: patch.setattr(os, "utime", full),
    "rename": lambda patch: patch.setattr(Path, "rename", full),
    "sync of the folder": break_folder_sync,
}


def files_on_disk() -> list[Path]:
    return [path for path in Path(open_store().location).rglob("*") if path.is_file()]


def must_keep_no_file() -> None:
    assert not FileEnvelope.objects.exists()
    assert files_on_disk() == []


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("size", [10, 900_000])
def test_a_store_that_fails_at_any_step_costs_only_the_file(
    amina: Reporter, monkeypatch: pytest.MonkeyPatch, step: str, size: int
) -> None:
    amina.send()
    address, content = amina.file_address(), os.urandom(size)
    with monkeypatch.context() as patch:
        STEPS[step](patch)
        page = amina.add_file(address, "a.jpg", content)
    assert page.status == 503
    assert "Your words have arrived" in page.text
    assert address in page.text
    must_keep_no_file()
    assert Envelope.objects.count() == 1
    assert amina.add_file(address, "a.jpg", content).status == 200
    assert len(files_on_disk()) == 1


def test_a_database_that_fails_at_any_statement_leaves_no_file_without_a_row(amina: Reporter) -> None:
    amina.send()
    address = amina.file_address()
    with failing_at(-1) as asked:
        assert amina.add_file(address, "a.jpg", b"content").status == 200
    FileEnvelope.objects.all().delete()
    for path in files_on_disk():
        path.unlink()
    for step in range(len(asked)):
        with failing_at(step):
            page = amina.add_file(address, "a.jpg", b"content")
        if page.status != 200:
            assert page.status in {500, 503}, (step, asked[step])
            must_keep_no_file()
        FileEnvelope.objects.all().delete()
        for path in files_on_disk():
            path.unlink()


def test_a_file_whose_commit_fails_leaves_nothing(amina: Reporter, monkeypatch: pytest.MonkeyPatch) -> None:
    amina.send()
    address = amina.file_address()
    with failing_to_commit(monkeypatch):
        assert amina.add_file(address, "a.jpg", b"content").status == 503
    must_keep_no_file()


@contextmanager
def losing_the_answer_to_commit(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The database commits, and the line to it breaks before it can say so."""
    commit = BaseDatabaseWrapper._commit  # type: ignore[attr-defined]

    def lost(self: BaseDatabaseWrapper) -> None:
        commit(self)
        raise OperationalError("server closed the connection unexpectedly")

    with monkeypatch.context() as patch:
        patch.setattr(BaseDatabaseWrapper, "_commit", lost)
        yield


def test_a_commit_whose_answer_is_lost_loses_no_file(
    amina: Reporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    amina.send()
    address = amina.file_address()
    with losing_the_answer_to_commit(monkeypatch):
        assert amina.add_file(address, "a.jpg", b"content").status == 503
    assert amina.add_file(address, "a.jpg", b"content").status == 200
    assert [path.name for path in files_on_disk()] == [FileEnvelope.objects.get().stored_name]


def test_a_commit_whose_answer_is_lost_doubles_no_report(
    amina: Reporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    with losing_the_answer_to_commit(monkeypatch):
        must_carry_everything(amina.send(**MORE))
    page = amina.send(**MORE)
    assert page.status == 200
    assert "had already arrived" in page.text
    assert Envelope.objects.count() == 1


def test_a_disk_that_runs_short_defers_files_and_takes_words(amina: Reporter, settings: Any) -> None:
    settings.MIN_FREE_BYTES = 1 << 60
    assert amina.send().status == 200
    page = amina.add_file(amina.file_address(), "a.jpg", b"content")
    assert page.status == 503
    assert "try again in a minute" in page.text
    must_keep_no_file()
