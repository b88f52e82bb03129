# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Streams of any length take a few megabytes at most."""

import io
import tracemalloc
from collections.abc import Callable

from safehold.core import age

STREAM_BYTES = 64 * 1024 * 1024
PEAK_LIMIT_BYTES = 4 * 1024 * 1024
IDENTITY = age.derive_identity(bytes(32))


class Zeros:
    """A source of many zero bytes that holds none of them."""

    def __init__(self, size_bytes: int) -> None:
        self.left = size_bytes

    def read(self, size: int, /) -> bytes:
        given = min(size, self.left)
        self.left -= given
        return bytes(given)


class Counter:
    """A target that keeps the count only."""

    def __init__(self) -> None:
        self.size_bytes = 0

    def write(self, data: bytes, /) -> int:
        self.size_bytes += len(data)
        return len(data)


def peak_bytes_of(work: Callable[[], None]) -> int:
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_sealing_a_stream_takes_constant_memory() -> None:
    target = Counter()
    peak = peak_bytes_of(lambda: age.seal_stream(Zeros(STREAM_BYTES), target, [IDENTITY.recipient]))
    assert target.size_bytes > STREAM_BYTES
    assert peak < PEAK_LIMIT_BYTES


def test_opening_a_stream_takes_constant_memory() -> None:
    sealed, target = io.BytesIO(), Counter()
    age.seal_stream(Zeros(STREAM_BYTES), sealed, [IDENTITY.recipient])
    sealed.seek(0)
    peak = peak_bytes_of(lambda: age.open_stream(sealed, target, [IDENTITY]))
    assert target.size_bytes == STREAM_BYTES
    assert peak < PEAK_LIMIT_BYTES
