# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A film of two gigabytes takes no more memory than a small one: not when it is kept, not when it is read."""

import hashlib
import os

import psutil

from safehold.desk.evidence import adapters
from safehold.desk.evidence.tests.house import NOW
from safehold.persistence.sealed_files import new_name
from safehold.persistence.stores import open_store

PIECE = os.urandom(1 << 20)
PIECES = 2048
MOST_MORE_BYTES = 40 << 20


def memory() -> int:
    return int(psutil.Process().memory_info().rss)


def test_two_gigabytes_are_kept_and_read_in_constant_memory() -> None:
    name, hashed = new_name(), hashlib.sha256()
    sealing = adapters.Sealing()
    before, most = memory(), 0
    try:
        for _ in range(PIECES):
            sealing.write(PIECE)
            hashed.update(PIECE)
            most = max(most, memory())
        sealing.keep(name, NOW.on)
        assert (sealing.size_bytes, sealing.sha256) == (PIECES * len(PIECE), hashed.hexdigest())
        size_bytes = 0
        with adapters.open_stored(name) as source:
            for piece in adapters.read_pieces(source, sealing.identity, sealing.size_bytes, sealing.sha256):
                size_bytes += len(piece)
                most = max(most, memory())
        assert size_bytes == PIECES * len(PIECE)
        assert most - before < MOST_MORE_BYTES
    finally:
        sealing.discard()
        open_store("desk").delete(name)
