# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reading and writing streams: whole reads from short ones, and the header ahead of the payload."""

from typing import Protocol

from .errors import HeaderMalformed, HeaderTooLong, HeaderTruncated, VersionUnsupported
from .header import END_LINE_BYTES, END_MARK, VERSION_LINE

HEADER_LIMIT_BYTES = 64 * 1024
BLOCK_BYTES = 4096


class Source(Protocol):
    """Anything with a blocking `read(size)`; it may give fewer bytes, and none at its end."""

    def read(self, size: int, /) -> bytes:
        """Read up to `size` bytes."""


class Target(Protocol):
    """Anything with `write(data)` that gives the count written, or None when all of it was."""

    def write(self, data: bytes, /) -> int | None:
        """Write `data` or a first part of it."""


def write_all(target: Target, data: bytes) -> None:
    """Write the whole of `data`, through targets that take less at a time."""
    written = target.write(data)
    while written is not None and written < len(data):
        data = data[written:]
        written = target.write(data)


class SealedSource:
    """An age file being read: first its header, then exact pieces of its payload."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._ahead = b""

    def read_header(self) -> bytes:
        """Read through the LF of the MAC line; raise VersionUnsupported, HeaderTruncated, HeaderTooLong.

        A line that begins with `---` can only be the end line: argument lines begin with `->`, body lines
        are base64 (section ABNF definition of file header).
        """
        data = b""
        while (end := data.find(b"\n" + END_MARK)) < 0 or len(data) < end + 1 + END_LINE_BYTES:
            data += self._read_block(data)
        head = data[: end + 1 + END_LINE_BYTES]
        if not head.endswith(b"\n"):
            raise HeaderMalformed("Its end line is not 48 bytes long.")
        self._ahead = data[len(head) :]
        return head

    def read_exactly(self, size: int) -> bytes:
        """Read `size` bytes, fewer only at the end of the file."""
        data, self._ahead = self._ahead[:size], self._ahead[size:]
        while len(data) < size and (more := self._source.read(size - len(data))):
            data = data + more if data else more
        return data

    def _read_block(self, data: bytes) -> bytes:
        if not VERSION_LINE.startswith(data[: len(VERSION_LINE)]):
            raise VersionUnsupported
        if len(data) >= HEADER_LIMIT_BYTES:
            raise HeaderTooLong
        block = self._source.read(BLOCK_BYTES)
        if not block:
            raise HeaderTruncated
        return block
