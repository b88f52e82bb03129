# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files of the desk's store: one that is opened while another is sealed, in constant memory, and one that is handed
out. Nothing of them lies anywhere in the clear."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from django.core.files.storage import storages

from safehold.core import age
from safehold.desk.sharing.errors import FileBroken
from safehold.persistence.sides import STORE_OF
from safehold.persistence.stores import DurableStore
from safehold.public.reporting.rules import start_of

NAME_BYTES = 16
ROOM_LEFT_BYTES = 64 * 1024 * 1024
"""So much stays free: reports come first."""


def new_name() -> str:
    """Return a name that nothing in the store has."""
    return secrets.token_hex(NAME_BYTES)


def has_room(size_bytes: int) -> bool:
    return _store().free_bytes() > size_bytes + ROOM_LEFT_BYTES


def open_stored(name: str) -> BinaryIO:
    """Return the sealed bytes of a file. Raises FileBroken when they are not there."""
    try:
        return _store().open_sealed(name)
    except FileNotFoundError:
        raise FileBroken from None


def seal_anew(
    source: BinaryIO,
    identity: age.AnyIdentity,
    recipient: age.Recipient,
    said: tuple[int, str],
    name: str,
    on: date,
) -> None:
    """Keep what is in `source`, sealed to another recipient, durably under `name`. said: its size and SHA-256.

    What padded it stays, so that the copy tells no more of its size. Raises FileBroken, and nothing is kept.
    """
    with _store().receiving() as incoming:
        try:
            sealing = age.SealingWriter(incoming, [recipient])
            for piece in _checked(age.open_pieces(source, [identity]), *said, is_padded=True):
                sealing.write(piece)
            sealing.finish()
        except age.AgeError:
            raise FileBroken from None
        incoming.keep(name, day_epoch=start_of(on))


def read_pieces(source: BinaryIO, identity: age.AnyIdentity, said: tuple[int, str]) -> Iterator[bytes]:
    """Yield a file as it was before it was sealed, and close `source`. said: its size and SHA-256.

    The last piece comes only once all of it was as it should be. Raises FileBroken before that.
    """
    with source:
        try:
            yield from _checked(age.open_pieces(source, [identity]), *said, is_padded=False)
        except age.AgeError:
            raise FileBroken from None


def _checked(pieces: Iterator[bytes], size_bytes: int, sha256: str, *, is_padded: bool) -> Iterator[bytes]:
    """Yield pieces, each after the next one was opened. What follows the true size is only what padded it."""
    left, hashed, kept = size_bytes, hashlib.sha256(), b""
    for piece in pieces:
        part = piece[:left]
        left -= len(part)
        hashed.update(part)
        if following := piece if is_padded else part:
            if kept:
                yield kept
            kept = following
    if left or hashed.hexdigest() != sha256:
        raise FileBroken
    yield kept


def _store() -> DurableStore:
    store = storages[STORE_OF["desk"]]
    assert isinstance(store, DurableStore)
    return store
