# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Many files as one sealed stream: a tar inside an age file, written and read in constant memory.

The last member, `manifest.json`, says what the archive is, how many files it holds, and one SHA-256 over the name,
the length and the SHA-256 of each, in order. age refuses what was changed or cut on its way; the manifest refuses
what was never finished, or was put together wrongly. No Django is needed here: a backup is read on a bare machine.
"""

import hashlib
import io
import json
import os
import re
import tarfile
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO

from safehold.core.age import (
    AgeError,
    AnyIdentity,
    AnyRecipient,
    SealingWriter,
    Source,
    Target,
    open_stream,
)

SCHEMA = "safehold.archive/1"
MANIFEST = "manifest.json"
MANIFEST_LIMIT_BYTES = 1 << 20
PIECE_BYTES = 1 << 20
_NAME = re.compile(r"[a-z]+(/[A-Za-z0-9][A-Za-z0-9._-]*){1,4}")


class ArchiveBroken(Exception):
    """The archive opened, and is not what its manifest says, or has none."""


class ArchiveWriter:
    """Adds files to a sealed archive. Without `finish` nobody can read it."""

    def __init__(self, target: Target, recipients: Iterable[AnyRecipient]) -> None:
        """Write the header to `target`; raise the errors of SealingWriter."""
        self._sealing = SealingWriter(target, recipients)
        self._tar = tarfile.open(fileobj=_Sink(self._sealing), mode="w|", format=tarfile.PAX_FORMAT)  # noqa: SIM115
        self._sum = _Sum()

    def add(self, name: str, source: BinaryIO, size_bytes: int) -> None:
        """Add `size_bytes` of a file; raises OSError when it is shorter."""
        if not _NAME.fullmatch(name):
            raise ValueError("This name has no place in an archive.")
        counted = _Counted(source)
        self._put(name, counted, size_bytes)
        self._sum.add(name, size_bytes, counted.sha256.digest())

    def finish(self, about: dict[str, Any]) -> None:
        """Write the manifest, with what `about` says, and end the sealed file."""
        manifest = json.dumps({**about, "schema": SCHEMA, "files": self._sum.count, "sha256": self._sum.hex})
        self._put(MANIFEST, io.BytesIO(manifest.encode()), len(manifest.encode()))
        self._tar.close()
        self._sealing.finish()

    def _put(self, name: str, source: Any, size_bytes: int) -> None:
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = size_bytes, 0o600
        self._tar.addfile(entry, source)
        _forget(self._tar)


def unpack(source: Source, identities: Iterable[AnyIdentity], folder: Path) -> dict[str, Any]:
    """Write the files of an archive under `folder`; return its manifest.

    Raises AgeError, ArchiveBroken, OSError. What was written by then is the caller's to discard: use the files
    only after this function returned.
    """
    reading, writing = os.pipe()
    failed: list[Exception] = []

    def open_into_pipe() -> None:
        with os.fdopen(writing, "wb") as pipe:
            try:
                open_stream(source, pipe, identities)
            except (AgeError, OSError) as error:
                failed.append(error)

    opener = threading.Thread(target=open_into_pipe)
    opener.start()
    refused: ArchiveBroken | None = None
    manifest: dict[str, Any] = {}
    try:
        with os.fdopen(reading, "rb") as pipe:
            try:
                manifest = _read(pipe, folder)
            except (tarfile.TarError, EOFError, ValueError) as error:
                refused = ArchiveBroken(str(error))
            while pipe.read(PIECE_BYTES):  # to its end, where age checks that nothing was cut
                pass
    finally:
        opener.join()
    if failed:
        raise failed[0]
    if refused:
        raise refused
    return manifest


def _read(pipe: BinaryIO, folder: Path) -> dict[str, Any]:
    total = _Sum()
    with tarfile.open(fileobj=pipe, mode="r|") as tar:
        while entry := tar.next():
            _forget(tar)
            content = tar.extractfile(entry) if entry.type == tarfile.REGTYPE else None
            if content is None or entry.issparse():  # the holes of a sparse file would fill the disk
                raise ValueError("It holds something that is no file.")
            if entry.name == MANIFEST:
                return _check(content.read(MANIFEST_LIMIT_BYTES), total)
            total.add(entry.name, entry.size, _write(content, entry.name, folder))
    raise ValueError("It has no manifest: it was never finished.")


def _write(content: Any, name: str, folder: Path) -> bytes:
    """Write one file, for this user alone; return its SHA-256."""
    if not _NAME.fullmatch(name):
        raise ValueError("It holds a file under a name that is none of ours.")
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    counted = _Counted(content)
    with open(path, "xb", opener=_private) as file:
        while piece := counted.read(PIECE_BYTES):
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return counted.sha256.digest()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _check(written: bytes, total: "_Sum") -> dict[str, Any]:
    manifest = json.loads(written)
    if not isinstance(manifest, dict) or manifest.get("schema") != SCHEMA:
        raise ValueError("Its manifest is of another kind.")
    if (manifest.get("files"), manifest.get("sha256")) != (total.count, total.hex):
        raise ValueError("Its files are not those of its manifest.")
    return manifest


def _forget(tar: tarfile.TarFile) -> None:
    """tarfile remembers every member it has seen; nothing here asks for them."""
    tar.members.clear()  # type: ignore[attr-defined]


class _Sum:
    """One hash over all files, in order."""

    def __init__(self) -> None:
        self.count = 0
        self._hash = hashlib.sha256()

    def add(self, name: str, size_bytes: int, digest: bytes) -> None:
        self.count += 1
        self._hash.update(f"{name}\n{size_bytes}\n".encode() + digest)

    @property
    def hex(self) -> str:
        return self._hash.hexdigest()


class _Counted:
    """A file that is hashed while it is read."""

    def __init__(self, source: Any) -> None:
        self._source = source
        self.sha256 = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece: bytes = self._source.read(size)
        self.sha256.update(piece)
        return piece


class _Sink(io.RawIOBase):
    """What tarfile writes to: it asks for a file, and a SealingWriter is one but in name."""

    def __init__(self, sealing: SealingWriter) -> None:
        self._sealing = sealing

    def write(self, data: Any) -> int:
        return self._sealing.write(data)
