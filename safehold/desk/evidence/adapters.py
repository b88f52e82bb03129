# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Bytes of items in the desk's store: sealed while they come, opened while they pass. Never anywhere in the clear."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO, cast

from safehold.core import age
from safehold.core.envelopes import padding_for
from safehold.desk.evidence.errors import BytesBroken
from safehold.persistence import sealed_files
from safehold.persistence.stores import Incoming, open_store
from safehold.public.reporting.rules import start_of

PIECE_BYTES = 1 << 20
ZEROS = bytes(1 << 16)


class Sealing:
    """A file that is counted, hashed and sealed, piece by piece, to an identity that opens nothing else."""

    def __init__(self) -> None:
        self.incoming = Incoming(Path(open_store("desk").location))
        self.identity = age.generate_identity()
        self.size_bytes = 0
        self._hash = hashlib.sha256()
        try:
            self._writer = age.SealingWriter(self.incoming, [age.recipient_of(self.identity)])
        except OSError:
            self.discard()
            raise

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes so far, in hex."""
        return self._hash.hexdigest()

    def write(self, piece: bytes) -> None:
        self._hash.update(piece)
        self.size_bytes += len(piece)
        self._writer.write(piece)

    def keep(self, name: str, on: date) -> None:
        """Pad the file, so that its size says little, and make it durable under `name`. Raises OSError."""
        padding = padding_for(self.size_bytes)
        while padding:
            padding -= self._writer.write(ZEROS[: min(padding, len(ZEROS))])
        self._writer.finish()
        self.incoming.keep(name, day_epoch=start_of(on))

    def discard(self) -> None:
        """Delete what was not kept. On a full disk, closing a file fails once."""
        try:
            self.incoming.discard()
        except OSError:
            self.incoming.discard()


class OpenedBytes(io.RawIOBase):
    """The bytes of an item as they were before they were sealed, as something to read from once.

    The end comes only when size and SHA-256 are as they were said to be. Raises BytesBroken before that.
    """

    def __init__(self, source: BinaryIO, identity: age.AnyIdentity, size_bytes: int, sha256: str) -> None:
        super().__init__()
        self._source = source
        self._pieces = read_pieces(source, identity, size_bytes, sha256)
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast(bytearray, buffer)).cast("B")
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._left = piece
        count = min(len(view), len(self._left))
        view[:count] = self._left[:count]
        self._left = self._left[count:]
        return count

    def close(self) -> None:
        self._source.close()
        super().close()


def read_pieces(source: BinaryIO, identity: age.AnyIdentity, size_bytes: int, sha256: str) -> Iterator[bytes]:
    """Yield a file as it was before it was sealed. The last piece comes only once all of it was as it should be.

    Raises BytesBroken before that.
    """
    try:
        yield from sealed_files.read_checked(source, identity, size_bytes, sha256)
    except sealed_files.StoredFileBroken:
        raise BytesBroken from None


def open_stored(name: str) -> BinaryIO:
    """Return the sealed bytes of a file. Raises BytesBroken when they are not there."""
    try:
        return sealed_files.open_stored(name)
    except sealed_files.StoredFileBroken:
        raise BytesBroken from None
