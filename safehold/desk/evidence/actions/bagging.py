# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A bag waits on the disk of the desk, sealed, until it may leave; then it is given to the browser in pieces."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, NamedTuple

from safehold.core import age
from safehold.desk.evidence.errors import NoRoom
from safehold.persistence import bags

ROOM_LEFT_BYTES = 64 * 1024 * 1024
PIECE_BYTES = 1 << 20


class HandedOver(NamedTuple):
    """A file to hand to the browser, in pieces. The name says nothing about whom it is about."""

    name: str
    pieces: Iterable[bytes]
    media_type: str
    fingerprint: str


@dataclass(frozen=True)
class Waiting:
    """A bag that is written and has not left. opens: what opens it when it leaves in the plain."""

    file: IO[bytes]
    fingerprint: str
    opens: age.Identity | None = field(repr=False)

    def give(self, name: str) -> HandedOver:
        """Let it leave."""
        if self.opens is None:
            return HandedOver(f"{name}.zip.age", self._pieces(), "application/octet-stream", self.fingerprint)
        return HandedOver(f"{name}.zip", self._opened(self.opens), "application/zip", self.fingerprint)

    def forget(self) -> None:
        """Delete it."""
        self.file.close()

    def _pieces(self) -> Iterator[bytes]:
        with self.file:
            while piece := self.file.read(PIECE_BYTES):
                yield piece

    def _opened(self, identity: age.Identity) -> Iterator[bytes]:
        with self.file:
            yield from age.open_pieces(self.file, [identity])


def check_room(size_bytes: int) -> None:
    """Raise NoRoom unless a bag of so many bytes fits on the disk."""
    if shutil.disk_usage(tempfile.gettempdir()).free < size_bytes + ROOM_LEFT_BYTES:
        raise NoRoom


def write_bag(bag: bags.HandOver, folder: str, recipients: list[age.AnyRecipient]) -> Waiting:
    """Write a bag to a file of sealed bytes: to whom it is for, or to an identity that is in memory alone.

    Raises what opening its files raises; then it is deleted.
    """
    opens = None if recipients else age.generate_identity()
    file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - handed on; holds sealed bytes only
    try:
        writer = age.SealingWriter(file, [age.recipient_of(opens)] if opens else recipients)
        fingerprint = bags.write_bag(writer, bag, folder)
        writer.finish()
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return Waiting(file, fingerprint, opens)
