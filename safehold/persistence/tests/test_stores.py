# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A stored file is durable before anything may name it, and what was not kept leaves nothing."""

import io
import os
from pathlib import Path
from typing import Any

import pytest

from safehold.persistence.stores import DurableStore

NOON = 1_700_000_000


def make_store(folder: Path) -> DurableStore:
    return DurableStore(location=str(folder))


def test_bytes_come_back(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    assert store.copy_in(io.BytesIO(b"sealed"), "abc", day_epoch=NOON) == 6
    assert store.open_sealed("abc").read() == b"sealed"
    assert store.list_names() == ["abc"]


def test_file_time_is_the_day_it_was_given(tmp_path: Path) -> None:
    make_store(tmp_path).copy_in(io.BytesIO(b"x"), "abc", day_epoch=NOON)
    assert (tmp_path / "abc").stat().st_mtime == NOON


def test_what_was_not_kept_leaves_nothing(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    with pytest.raises(RuntimeError), store.receiving() as incoming:
        incoming.write(b"half")
        raise RuntimeError
    assert not [p for p in tmp_path.rglob("*") if p.is_file()]


def test_durable_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """fsync of the file, then rename, then fsync of the folder: a killed process cannot show this, a record can."""
    steps: list[str] = []
    fsync, rename = os.fsync, Path.rename

    def recording_fsync(handle: int) -> None:
        steps.append("fsync folder" if os.path.isdir(f"/proc/self/fd/{handle}") else "fsync file")  # noqa: PTH112
        fsync(handle)

    def recording_rename(self: Path, target: Any) -> Path:
        steps.append("rename")
        return rename(self, target)

    monkeypatch.setattr(os, "fsync", recording_fsync)
    monkeypatch.setattr(Path, "rename", recording_rename)
    make_store(tmp_path).copy_in(io.BytesIO(b"sealed"), "abc", day_epoch=NOON)
    assert steps == ["fsync file", "rename", "fsync folder"]


def test_orphans_are_those_left_behind(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    left = tmp_path / "incoming" / "left"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    os.utime(left, (NOON, NOON))
    assert store.list_orphans(NOON + 1) == [left]
    assert store.list_orphans(NOON - 1) == []


def test_a_file_that_goes_while_the_folder_is_read_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = make_store(tmp_path)
    kept, left = tmp_path / "gone", tmp_path / "incoming" / "gone"
    left.parent.mkdir(parents=True)
    monkeypatch.setattr(Path, "iterdir", lambda folder: iter([left] if folder == left.parent else [kept]))
    monkeypatch.setattr(Path, "is_file", lambda _path: True)
    assert store.list_orphans(NOON) == []
    assert store.list_older(NOON) == []
