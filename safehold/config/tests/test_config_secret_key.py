# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The desk's session key is made once, whole, whoever asks first."""

from multiprocessing.pool import ThreadPool
from pathlib import Path

from safehold.config.secret_key import read_or_make


def test_many_at_once_read_one_whole_key(tmp_path: Path) -> None:
    with ThreadPool(16) as pool:
        keys = pool.map(lambda _: read_or_make(tmp_path / "desk" / "secret-key"), range(64))
    assert len(set(keys)) == 1
    assert len(keys[0]) >= 48


def test_only_its_owner_reads_it_and_nothing_else_is_left(tmp_path: Path) -> None:
    read_or_make(tmp_path / "secret-key")
    assert [p.name for p in tmp_path.iterdir()] == ["secret-key"]
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600
