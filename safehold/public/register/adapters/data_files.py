# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The folder of the data files. The names hold a hash of the content; one small file says which of them are in force.

That file is replaced in one step, so nobody ever sees half of a new set. One writer at a time.
"""

from __future__ import annotations

import fcntl
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from django.conf import settings

from safehold.persistence.stores import sync_folder
from safehold.public.register.errors import ExportRunning

FORMAT = "safehold/register-data/1"
IN_FORCE, LOCK, BEING_WRITTEN = "in-force.json", "lock", "new-"


@dataclass(frozen=True)
class DataFile:
    """name: as people know it, the same every day. address: with the hash in it."""

    name: str
    address: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class DataFiles:
    """A set of files. withheld: the last thing that had been taken away when they were written."""

    on: date
    size: int
    withheld: int
    note: str
    files: tuple[DataFile, ...]


def folder() -> Path:
    return Path(settings.REGISTER_DATA_FOLDER)


def read_in_force() -> DataFiles | None:
    """Return which files are in force; None before the first were written."""
    try:
        document = json.loads((folder() / IN_FORCE).read_bytes())
        files = tuple(DataFile(**each) for each in document.pop("files"))
        is_ours = document.pop("format") == FORMAT
        return (
            DataFiles(**document | {"on": date.fromisoformat(document["on"])}, files=files)
            if is_ours
            else None
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


@contextmanager
def writing() -> Iterator[Path]:
    """Give a new folder to write in, which is gone afterwards; raises ExportRunning while somebody else writes."""
    folder().mkdir(parents=True, exist_ok=True, mode=0o755)
    with (folder() / LOCK).open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ExportRunning from None
        with tempfile.TemporaryDirectory(prefix=BEING_WRITTEN, dir=folder()) as made:
            yield Path(made)


def put_in_force(made: Path, files: DataFiles) -> None:
    """Let a set of files take the place of the one before it. Each lies in `made` under its address."""
    for each in files.files:
        path = made / each.address
        _sync(path)
        path.chmod(0o644)
        path.rename(folder() / each.address)
    document = {"format": FORMAT} | asdict(files) | {"on": files.on.isoformat()}
    new = made / IN_FORCE
    new.write_text(json.dumps(document, indent=1))
    _sync(new)
    new.chmod(0o644)
    sync_folder(folder())
    new.replace(folder() / IN_FORCE)
    sync_folder(folder())
    kept = {IN_FORCE, LOCK, *(each.address for each in files.files)}
    for path in folder().iterdir():
        if path.is_file() and path.name not in kept:
            path.unlink()


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
