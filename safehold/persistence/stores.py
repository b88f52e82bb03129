# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sealed files at rest, written so that what was promised survives a power cut.

Durable order: a temporary file in the same folder, fsync, rename, fsync of the folder. Only then may a row name the
file. File times are set to the start of the day: the desk promises times to the day only.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.core.files.storage import FileSystemStorage, storages

from safehold.persistence.sides import STORE_OF

SECONDS_PER_DAY = 86_400
INCOMING = "incoming"


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class DurableStore(FileSystemStorage):
    """A folder of sealed files; names are random and carry nothing."""

    @contextmanager
    def receiving(self) -> Iterator["Incoming"]:
        """Yield a place to write one sealed file; whatever was not kept is deleted on leaving."""
        incoming = Incoming(Path(self.location))
        try:
            yield incoming
        finally:
            incoming.discard()

    def open_sealed(self, name: str) -> BinaryIO:
        return Path(self.path(name)).open("rb")

    def copy_in(self, source: BinaryIO, name: str, *, day_epoch: int) -> int:
        """Store the bytes of `source` under `name` (idempotent); return the number of bytes."""
        with self.receiving() as incoming:
            while piece := source.read(1 << 20):
                incoming.write(piece)
            incoming.keep(name, day_epoch=day_epoch)
            return incoming.size_bytes

    def free_bytes(self) -> int:
        folder = Path(self.location)
        folder.mkdir(parents=True, exist_ok=True)
        usage = os.statvfs(folder)
        return usage.f_bavail * usage.f_frsize

    def list_names(self) -> list[str]:
        """Return the names of all kept files."""
        folder = Path(self.location)
        return sorted(p.name for p in folder.iterdir() if p.is_file()) if folder.exists() else []

    def list_orphans(self, older_than_epoch: float) -> list[Path]:
        """Return unfinished files in `incoming` last written before `older_than_epoch` seconds."""
        folder = Path(self.location) / INCOMING
        return [p for p in folder.iterdir() if _is_older(p, older_than_epoch)] if folder.exists() else []

    def list_older(self, than_epoch: float) -> list[str]:
        """Return the names of kept files of days before `than_epoch` seconds."""
        return [name for name in self.list_names() if _is_older(Path(self.path(name)), than_epoch)]


def _is_older(path: Path, than_epoch: float) -> bool:
    """Whether a file was last written before then; not one that is kept, or deleted, just now."""
    try:
        return path.stat().st_mtime < than_epoch
    except FileNotFoundError:
        return False


class Incoming:
    """One sealed file on its way in. It satisfies `write` as a binary file does."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        (folder / INCOMING).mkdir(parents=True, exist_ok=True, mode=0o770)
        self._temporary = folder / INCOMING / secrets.token_hex(16)
        self._file: BinaryIO | None = self._temporary.open("xb")
        self.size_bytes = 0

    def write(self, data: bytes) -> int:
        if self._file is None:
            raise ValueError("closed")
        self.size_bytes += len(data)
        return self._file.write(data)

    def keep(self, name: str, *, day_epoch: int) -> None:
        """Make the file durable under `name`. `day_epoch`: seconds at the start of the day of receipt."""
        if self._file is None:
            raise ValueError("closed")
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._file = None
        os.utime(self._temporary, (day_epoch, day_epoch))
        self._temporary.rename(self._folder / name)
        sync_folder(self._folder)

    def discard(self) -> None:
        """Delete what was not kept."""
        if self._file is not None:
            self._file.close()
            self._file = None
        self._temporary.unlink(missing_ok=True)


def open_store(side: str) -> DurableStore:
    """Return the store of a side, as the desk's process reaches it."""
    store = storages[STORE_OF[side]]
    assert isinstance(store, DurableStore)
    return store
