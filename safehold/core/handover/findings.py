# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What checking a hand-over found, and the way to its files. Whoever made the bag is not believed in anything."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

LARGEST_DOCUMENT_BYTES = 64 << 20
LARGEST_STAMP_BYTES = 1 << 20
PIECE_BYTES = 1 << 20


class BagUnreadable(Exception):
    """The bag, or a file in it, cannot be read. The message says why, for people."""


class Bag(Protocol):
    """A bag on a disk or in an archive. Names are parted by "/", in Unicode's composed form."""

    def list_files(self) -> list[str]:
        """Return the names of all plain files, sorted."""
        ...

    def list_odd(self) -> list[str]:
        """Return what is neither a file nor a folder, and what stands there twice."""
        ...

    def open(self, name: str) -> BinaryIO:
        """Open a file that `list_files` named. Raises BagUnreadable."""
        ...


@dataclass(frozen=True)
class Finding:
    """Something that does not hold. where: a file, or a row in it. what: a sentence."""

    where: str
    what: str


@dataclass(frozen=True)
class FileFound:
    """A file of the bag, as it is."""

    sha256: str
    size_bytes: int


Files = dict[str, FileFound]


@dataclass(frozen=True)
class StampVerdict:
    """What is to be said of a stamp. holds: None when it could not be checked here. at: its time, since 1970."""

    holds: bool | None
    what: str
    at: int | None = None


CheckStamp = Callable[[bytes, bytes, bytes], StampVerdict]
"""Takes an authority's answer, the manifest, and roots in PEM."""


@dataclass
class Report:
    """What was found: `problems` do not hold, `unchecked` could not be looked at here, the rest is for who reads it."""

    problems: list[Finding] = field(default_factory=list)
    unchecked: list[Finding] = field(default_factory=list)
    holding: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    info: dict[str, str] = field(default_factory=dict)
    fingerprint: str = ""

    def blame(self, where: str, what: str) -> None:
        finding = Finding(where, what)
        if finding not in self.problems:
            self.problems.append(finding)


def hash_file(bag: Bag, name: str) -> FileFound:
    """Return what a file is, read piece by piece. Raises BagUnreadable."""
    digest, size = hashlib.sha256(), 0
    with bag.open(name) as file:
        while piece := file.read(PIECE_BYTES):
            digest.update(piece)
            size += len(piece)
    return FileFound(digest.hexdigest(), size)


def read_document(
    bag: Bag, files: Files, name: str, report: Report, limit: int = LARGEST_DOCUMENT_BYTES
) -> bytes | None:
    """Return a file of the bag whole; None, and the blame, when it is missing or too large to be ours."""
    if name not in files:
        report.blame(name, "It is missing.")
        return None
    if files[name].size_bytes > limit:
        report.blame(name, "It is larger than such a file can be.")
        return None
    try:
        with bag.open(name) as file:
            return file.read(limit)
    except (BagUnreadable, OSError) as error:
        report.blame(name, str(error))
        return None
