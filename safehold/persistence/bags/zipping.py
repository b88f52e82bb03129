# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A bag (RFC 8493) as one ZIP, written in one pass: nothing of it lies anywhere but where it is written to.

Files are checked against their SHA-256 while they pass. The manifests come last; their order in an archive means
nothing. The same bag gives the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from safehold.core.handover import bagit


class PayloadBroken(Exception):
    """A file is not what was said of it. The bag was not finished."""


class Target(Protocol):
    """What a bag is written to: a file, a socket, a SealingWriter."""

    def write(self, data: bytes, /) -> Any: ...


class BagZip:
    """Adds files to a bag. Without `finish` nobody takes it for one. Paths of the payload begin with data/."""

    def __init__(self, target: Target, folder: str) -> None:
        self._sink = _Sink(target)
        self._zip = zipfile.ZipFile(self._sink, "w")
        self._folder = folder
        self._payload: dict[str, str] = {}
        self._tags: dict[str, str] = {}
        self._payload_bytes = 0

    def add(self, path: str, content: bytes) -> None:
        """Add a file of the payload."""
        self._payload[path] = self._write(path, content)
        self._payload_bytes += len(content)

    def add_pieces(self, path: str, pieces: Iterable[bytes], size_bytes: int, sha256: str) -> None:
        """Add a file of the payload that is opened while it passes; what follows its size is padding, and left out.

        Raises PayloadBroken when it is not what was said of it.
        """
        left, digest = size_bytes, hashlib.sha256()
        with self._open(path, zipfile.ZIP_STORED) as entry:
            for piece in pieces:
                kept = piece[:left]
                left -= len(kept)
                digest.update(kept)
                entry.write(kept)
        if left or digest.hexdigest() != sha256:
            raise PayloadBroken
        self._payload[path] = sha256
        self._payload_bytes += size_bytes

    def add_tag(self, path: str, content: bytes) -> None:
        """Add a file beside the payload."""
        self._tags[path] = self._write(path, content)

    def has_tag(self, path: str) -> bool:
        return path in self._tags

    def finish(self, info: Mapping[str, str]) -> str:
        """Write the manifests; return the bag's fingerprint. info: for bag-info.txt."""
        oxum = f"{self._payload_bytes}.{len(self._payload)}"
        self.add_tag(bagit.DECLARED, bagit.DECLARATION.encode())
        self.add_tag(bagit.INFO, bagit.write_info({**info, "Payload-Oxum": oxum}).encode())
        self.add_tag(bagit.PAYLOAD_MANIFEST, bagit.write_sums(self._payload).encode())
        fingerprint = self._write(bagit.TAG_MANIFEST, bagit.write_sums(self._tags).encode())
        self._zip.close()
        return fingerprint

    def abandon(self) -> None:
        """Write no more: a ZIP that is dropped would end itself, and look whole."""
        self._sink.is_open = False
        self._zip.close()

    def _write(self, path: str, content: bytes) -> str:
        with self._open(path, zipfile.ZIP_DEFLATED) as entry:
            entry.write(content)
        return hashlib.sha256(content).hexdigest()

    def _open(self, path: str, compression: int) -> Any:
        entry = zipfile.ZipInfo(f"{self._folder}/{path}")  # of no day: the bag is dated in bag-info.txt
        entry.compress_type, entry.external_attr = compression, 0o600 << 16
        return self._zip.open(entry, "w", force_zip64=True)


class _Sink(io.RawIOBase):
    """What zipfile writes to: it asks for a file, and a target is one but in name."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self.is_open = True

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        if self.is_open:
            self._target.write(bytes(data))
        return len(data)
