# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The outside of a backup: a database in one consistent piece, a store's files, and the folder it is written to.

The copy of a database is sealed row by row, and still tells what stands in the clear. So it lies beside the desk's
own database for the time it is read, for the desk's user alone, and without a name as soon as that is possible.
"""

import hashlib
import os
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import connections

from safehold.desk.backups.errors import BackupUnreadable, DumpImpossible
from safehold.persistence.archives import PIECE_BYTES
from safehold.persistence.sides import DATABASE_OF
from safehold.persistence.stores import SECONDS_PER_DAY, open_store, sync_folder

COPY = "copy-"
PG_VARIABLES = {
    "host": "PGHOST",
    "hostaddr": "PGHOSTADDR",
    "port": "PGPORT",
    "dbname": "PGDATABASE",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
}


@contextmanager
def copy_database(side: str) -> Iterator[tuple[str, BinaryIO]]:
    """Yield the name and the bytes of a consistent copy of a side's database. Raises DumpImpossible."""
    connection = connections[DATABASE_OF[side]]
    folder = settings.DATA / "desk"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if connection.vendor == "sqlite":
        with _sqlite_copy(side, folder) as file:
            yield f"{side}/{side}.sqlite3", file
    else:
        with tempfile.TemporaryFile(dir=folder) as file:
            _dump(side, file)
            yield f"{side}/{side}.pgdump", file


@contextmanager
def _sqlite_copy(side: str, folder: Path) -> Iterator[BinaryIO]:
    """VACUUM INTO: one read transaction, and no page of what was deleted."""
    _drop_what_was_left(folder)
    handle, path = tempfile.mkstemp(dir=folder, prefix=COPY)
    os.close(handle)
    try:
        with connections[DATABASE_OF[side]].cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [path])
        with Path(path).open("rb") as file:
            Path(path).unlink()
            yield file
    finally:
        Path(path).unlink(missing_ok=True)


def _drop_what_was_left(folder: Path) -> None:
    """Delete the copies of backups that were killed, but not that of one which runs now."""
    for path in folder.glob(f"{COPY}*"):
        if path.stat().st_mtime < time.time() - SECONDS_PER_DAY:
            path.unlink(missing_ok=True)


def _dump(side: str, target: BinaryIO) -> None:
    program = shutil.which("pg_dump")
    if program is None:
        raise DumpImpossible("pg_dump is not installed here. It comes with PostgreSQL's client programs.")
    parameters = connections[DATABASE_OF[side]].get_connection_params()
    named = {PG_VARIABLES[key]: str(value) for key, value in parameters.items() if key in PG_VARIABLES}
    command = [program, "--format=custom", "--no-owner", "--no-privileges", "--no-password"]
    done = subprocess.run(command, env={**os.environ, **named}, stdout=target, check=False)  # noqa: S603
    if done.returncode:
        raise DumpImpossible(
            "pg_dump did not finish. It must be as new as the server; its message stands above."
        )
    target.seek(0)


def list_files(side: str) -> Iterator[tuple[str, BinaryIO]]:
    """Yield each file beside a side's database, with its name in the archive. One that goes meanwhile is left out."""
    store = open_store(side)
    paths = [(f"{side}/store/{name}", Path(store.path(name))) for name in store.list_names()]
    if side == "desk":
        paths.append(("desk/secret-key", settings.DATA / "desk" / "secret-key"))
        paths.append(("desk/register-log.key", Path(settings.REGISTER_LOG_KEY)))
    for name, path in paths:
        try:
            file = path.open("rb")
        except FileNotFoundError:
            continue
        with file:
            yield name, file


def size_of(file: BinaryIO) -> int:
    return os.fstat(file.fileno()).st_size


class Hashed:
    """A file that is hashed and counted while it is written."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._hash = hashlib.sha256()
        self.size_bytes = 0

    def write(self, data: bytes) -> int:
        self._hash.update(data)
        self.size_bytes += len(data)
        return self._file.write(data)

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()


@contextmanager
def written(folder: Path, name: str) -> Iterator[Hashed]:
    """Yield a place to write one file; when the block ends well, it is on the disk under `name`, and read back.

    Raises BackupUnreadable. Whatever goes wrong, nothing is left.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    begun = folder / f".{name}.{secrets.token_hex(4)}"
    try:
        with open(begun, "xb", opener=_private) as file:
            target = Hashed(file)
            yield target
            file.flush()
            os.fsync(file.fileno())
        if sha256_of(begun) != target.sha256:
            raise BackupUnreadable("The disk did not give back what was written to it.")
        begun.rename(folder / name)
        sync_folder(folder)
    finally:
        begun.unlink(missing_ok=True)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def sha256_of(path: Path) -> str:
    """Read a whole file, from the disk where that can be asked for, and return its SHA-256."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while piece := file.read(PIECE_BYTES):
            digest.update(piece)
    return digest.hexdigest()


def only_name(written: str) -> str:
    """Return the last part of a name that a row holds: it leads to no other folder."""
    return Path(written).name


def remove(folder: Path, name: str) -> bool:
    """Delete a backup; return whether it lay there."""
    try:
        (folder / only_name(name)).unlink()
    except FileNotFoundError:
        return False
    sync_folder(folder)
    return True
