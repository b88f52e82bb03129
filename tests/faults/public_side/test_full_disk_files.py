# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A store or database that fails at any step costs the file alone: nothing half, and the words stay."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from safehold.public.reporting.adapters import open_store
from safehold.public.reporting.models import Envelope, FileEnvelope
from tests.faults.public_side.conftest import Reporter
from tests.faults.public_side.failing import (
    failing_at,
    failing_to_commit,
    losing_the_answer_to_commit,
)

pytestmark = pytest.mark.django_db(transaction=True)


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


def test_a_commit_whose_answer_is_lost_loses_no_file(
    amina: Reporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    amina.send()
    address = amina.file_address()
    with losing_the_answer_to_commit(monkeypatch):
        assert amina.add_file(address, "a.jpg", b"content").status == 503
    assert amina.add_file(address, "a.jpg", b"content").status == 200
    assert [path.name for path in files_on_disk()] == [FileEnvelope.objects.get().stored_name]


def test_a_disk_that_runs_short_defers_files_and_takes_words(amina: Reporter, settings: Any) -> None:
    settings.MIN_FREE_BYTES = 1 << 60
    assert amina.send().status == 200
    page = amina.add_file(amina.file_address(), "a.jpg", b"content")
    assert page.status == 503
    assert "try again in a minute" in page.text
    must_keep_no_file()
