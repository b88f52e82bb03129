# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sealed files in the desk's store: named, opened, and checked while they pass, in constant memory. Never in the clear.

Rooms say in their own words what a broken file means to them; what makes one broken is said here alone.
"""

import hashlib
import secrets
from collections.abc import Iterator
from typing import BinaryIO

from safehold.core import age
from safehold.persistence.stores import open_store

NAME_BYTES = 16
ROOM_LEFT_BYTES = 64 * 1024 * 1024
"""So much stays free: reports come first."""


class StoredFileBroken(Exception):
    """A file is not in the store, does not open, or is not what was said of it."""


def new_name() -> str:
    """Return a name that nothing in the store has."""
    return secrets.token_hex(NAME_BYTES)


def has_room(size_bytes: int) -> bool:
    return open_store("desk").free_bytes() > size_bytes + ROOM_LEFT_BYTES


def open_stored(name: str) -> BinaryIO:
    """Return the sealed bytes of a file. Raises StoredFileBroken when they are not there."""
    try:
        return open_store("desk").open_sealed(name)
    except FileNotFoundError:
        raise StoredFileBroken from None


def read_checked(
    source: BinaryIO, identity: age.AnyIdentity, size_bytes: int, sha256: str, *, with_padding: bool = False
) -> Iterator[bytes]:
    """Yield a file as it was before it was sealed, each piece after the next one was opened: the last one comes only
    once size and SHA-256 are as they were said to be. What follows the true size is only what padded it.

    Raises StoredFileBroken before that. Closes `source` not.
    """
    left, hashed, kept = size_bytes, hashlib.sha256(), b""
    try:
        for piece in age.open_pieces(source, [identity]):
            part = piece[:left]
            left -= len(part)
            hashed.update(part)
            if following := piece if with_padding else part:
                if kept:
                    yield kept
                kept = following
    except age.AgeError:
        raise StoredFileBroken from None
    if left or hashed.hexdigest() != sha256:
        raise StoredFileBroken
    yield kept
