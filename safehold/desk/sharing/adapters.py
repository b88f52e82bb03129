# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files of the desk's store: one that is opened while another is sealed, in constant memory, and one that is handed
out. Nothing of them lies anywhere in the clear."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from safehold.core import age
from safehold.desk.sharing.errors import FileBroken
from safehold.persistence import sealed_files
from safehold.persistence.sealed_files import StoredFileBroken, read_checked
from safehold.persistence.stores import open_store
from safehold.public.reporting.rules import start_of


def open_stored(name: str) -> BinaryIO:
    """Return the sealed bytes of a file. Raises FileBroken when they are not there."""
    try:
        return sealed_files.open_stored(name)
    except StoredFileBroken:
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
    with open_store("desk").receiving() as incoming:
        try:
            sealing = age.SealingWriter(incoming, [recipient])
            for piece in read_checked(source, identity, *said, with_padding=True):
                sealing.write(piece)
            sealing.finish()
        except (age.AgeError, StoredFileBroken):
            raise FileBroken from None
        incoming.keep(name, day_epoch=start_of(on))


def read_pieces(source: BinaryIO, identity: age.AnyIdentity, said: tuple[int, str]) -> Iterator[bytes]:
    """Yield a file as it was before it was sealed, and close `source`. said: its size and SHA-256.

    The last piece comes only once all of it was as it should be. Raises FileBroken before that.
    """
    with source:
        try:
            yield from read_checked(source, identity, *said)
        except StoredFileBroken:
            raise FileBroken from None
