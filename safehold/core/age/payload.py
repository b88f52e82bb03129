# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The payload: STREAM chunks of 64 KiB under ChaCha20-Poly1305, in constant memory.

Source: C2SP age, section "Payload". Opening yields a chunk only once it is authenticated. A file cut
exactly between two chunks is noticed only at its end, after the chunks before the cut were yielded.
"""

from collections.abc import Callable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from .errors import PayloadTampered, PayloadTruncated
from .header import derive_key

NONCE_BYTES = 16
CHUNK_BYTES = 64 * 1024
TAG_BYTES = 16
SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES

ReadExactly = Callable[[int], bytes]


def payload_cipher(file_key: bytes, nonce: bytes) -> ChaCha20Poly1305:
    """Key the cipher with HKDF(file key, salt = 16-byte nonce, info = "payload")."""
    return ChaCha20Poly1305(derive_key(file_key, nonce, b"payload"))


def chunk_nonce(counter: int, *, final: bool) -> bytes:
    """Eleven bytes of big-endian counter, then 0x01 for the final chunk and 0x00 before it."""
    return counter.to_bytes(11) + (b"\x01" if final else b"\x00")


class ChunkSealer:
    """Cuts what it is given into chunks, keeping back the last until more comes or `finish`."""

    def __init__(self, cipher: ChaCha20Poly1305) -> None:
        self._cipher = cipher
        self._counter = 0
        self._kept = bytearray()

    def update(self, data: bytes | bytearray | memoryview) -> Iterator[bytes]:
        """Yield each chunk that is known not to be the final one, sealed."""
        view = memoryview(data).cast("B")
        if self._kept:
            room = CHUNK_BYTES - len(self._kept)
            self._kept += view[:room]
            view = view[room:]
            if not view:
                return
            yield self._seal(self._kept, final=False)
            self._kept = bytearray()
        while len(view) > CHUNK_BYTES:
            yield self._seal(view[:CHUNK_BYTES], final=False)
            view = view[CHUNK_BYTES:]
        self._kept += view

    def finish(self) -> bytes:
        """Seal the final chunk; it is empty only when the whole payload is (section Payload)."""
        return self._seal(self._kept, final=True)

    def _seal(self, chunk: bytearray | memoryview, *, final: bool) -> bytes:
        nonce = chunk_nonce(self._counter, final=final)
        self._counter += 1
        return self._cipher.encrypt(nonce, chunk, None)


def open_chunks(read_exactly: ReadExactly, cipher: ChaCha20Poly1305) -> Iterator[bytes]:
    """Yield authenticated plaintext chunks; raise PayloadTampered or PayloadTruncated.

    `read_exactly(n)` gives n bytes, fewer only at the end of the file. One chunk is read ahead, because
    the last chunk has a nonce of its own.
    """
    counter = 0
    chunk = read_exactly(SEALED_CHUNK_BYTES)
    while following := read_exactly(SEALED_CHUNK_BYTES):
        yield from _open_inner(cipher, counter, chunk)
        counter += 1
        chunk = following
    yield from _open_last(cipher, counter, chunk)


def _open_inner(cipher: ChaCha20Poly1305, counter: int, chunk: bytes) -> Iterator[bytes]:
    """Open a chunk that has bytes after it."""
    try:
        yield cipher.decrypt(chunk_nonce(counter, final=False), chunk, None)
    except InvalidTag:
        yield from _open(cipher, counter, chunk, final=True)
        raise PayloadTampered("Bytes follow its final chunk.") from None


def _open_last(cipher: ChaCha20Poly1305, counter: int, chunk: bytes) -> Iterator[bytes]:
    """Open the chunk at the end of the file: it must be a final one.

    A full chunk that is not final is authentic and is given out before PayloadTruncated is raised.
    """
    if len(chunk) < TAG_BYTES:
        raise PayloadTruncated
    if counter and len(chunk) == TAG_BYTES:
        raise PayloadTampered("Its final chunk is empty.")
    try:
        yield cipher.decrypt(chunk_nonce(counter, final=True), chunk, None)
    except InvalidTag:
        if len(chunk) < SEALED_CHUNK_BYTES:
            raise PayloadTampered from None
        yield from _open(cipher, counter, chunk, final=False)
        raise PayloadTruncated from None


def _open(cipher: ChaCha20Poly1305, counter: int, chunk: bytes, *, final: bool) -> Iterator[bytes]:
    try:
        yield cipher.decrypt(chunk_nonce(counter, final=final), chunk, None)
    except InvalidTag:
        raise PayloadTampered from None
