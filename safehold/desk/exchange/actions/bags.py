# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A bag (RFC 8493) as one ZIP, written straight into an age file: nothing of it lies anywhere in the clear.

The payload is hashed while it passes. The manifests come last: their order in an archive means nothing.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from typing import IO, Any

from safehold.core import age
from safehold.desk.exchange import adapters
from safehold.desk.exchange.errors import FileBroken
from safehold.desk.exchange.queries.copies import CopiedFile
from safehold.desk.exchange.rules import bagit

PIECE_BYTES = 1 << 20


class BagWriter:
    """Adds payload to a bag. Without `finish` nobody can read it."""

    def __init__(self, sealing: age.SealingWriter, folder: str) -> None:
        self._sealing = sealing
        self._zip = zipfile.ZipFile(_Sink(sealing), "w", zipfile.ZIP_DEFLATED)
        self._folder = folder
        self._payload: dict[str, str] = {}
        self._payload_bytes = 0

    def add(self, path: str, content: bytes) -> None:
        """Add a file of the payload, under data/."""
        self._payload[f"data/{path}"] = self._write(f"data/{path}", content)
        self._payload_bytes += len(content)

    def add_stored(self, path: str, file: CopiedFile) -> None:
        """Add a file of the case, opened while it passes. Raises FileBroken when it is not what was signed."""
        name = f"data/{path}"
        with adapters.open_stored(file.row.row.stored_name) as source, self._open(name) as entry:
            checked = _Checked(entry, file.row.size_bytes)
            try:
                age.open_stream(source, checked, [file.identity])
            except age.AgeError:
                raise FileBroken from None
        if (checked.left, checked.sha256.hexdigest()) != (0, file.row.sha256):
            raise FileBroken
        self._payload[name] = file.row.sha256
        self._payload_bytes += file.row.size_bytes

    def add_opened(self, path: str, source: IO[bytes] | io.RawIOBase, size_bytes: int, sha256: str) -> None:
        """Add a file that is opened while it passes; `source` checks its size and SHA-256 itself."""
        name = f"data/{path}"
        with self._open(name) as entry:
            while piece := source.read(PIECE_BYTES):
                entry.write(piece)
        self._payload[name] = sha256
        self._payload_bytes += size_bytes

    def finish(self, info: Mapping[str, str]) -> None:
        """Write the manifests and end the sealed file."""
        oxum = f"{self._payload_bytes}.{len(self._payload)}"
        tags = {
            "bagit.txt": bagit.DECLARATION,
            "bag-info.txt": bagit.write_info({**info, "Payload-Oxum": oxum}),
            "manifest-sha256.txt": bagit.write_manifest(self._payload),
        }
        sums = {name: self._write(name, text.encode()) for name, text in tags.items()}
        self._write("tagmanifest-sha256.txt", bagit.write_manifest(sums).encode())
        self._zip.close()
        self._sealing.finish()

    def _write(self, path: str, content: bytes) -> str:
        with self._open(path) as entry:
            entry.write(content)
        return hashlib.sha256(content).hexdigest()

    def _open(self, path: str) -> Any:
        entry = zipfile.ZipInfo(f"{self._folder}/{path}")  # of no day: the archive is dated in bag-info.txt
        entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
        return self._zip.open(entry, "w", force_zip64=True)


class _Checked:
    """Takes an opened file up to its true length; what follows may only be the zeros that padded it."""

    def __init__(self, target: Any, size_bytes: int) -> None:
        self._target = target
        self.left = size_bytes
        self.sha256 = hashlib.sha256()

    def write(self, data: bytes | bytearray | memoryview) -> int:
        piece = bytes(data[: self.left])
        self.left -= len(piece)
        self.sha256.update(piece)
        self._target.write(piece)
        return len(data)


class _Sink(io.RawIOBase):
    """What zipfile writes to: it asks for a file, and a SealingWriter is one but in name."""

    def __init__(self, sealing: age.SealingWriter) -> None:
        self._sealing = sealing

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        return self._sealing.write(data)
