# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which file makes a new version, and what came of it between two. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeVar

from safehold.desk.watchlists.errors import ImportRefused

T = TypeVar("T")
What = Literal["added", "changed", "removed"]
FORMATS = ("canada", "ftm", "csv", "register")
READER_VERSION = 1
"""Goes up when a reader reads the same file otherwise: then a file that was imported may be imported again."""


@dataclass(frozen=True)
class Standing:
    """The version of a list that holds now."""

    sha256: str
    reading: str
    as_of: date


@dataclass(frozen=True)
class Provenance:
    """Where a list comes from: what is shown beside everything that is found on it."""

    name: str
    origin: str
    licence: str
    as_of: date


def is_same(standing: Standing | None, sha256: str, reading: str, as_of: date) -> bool:
    """Whether a file is the one that holds now. Raises ImportRefused("older") for one that is older than that."""
    if standing is None:
        return False
    if (standing.sha256, standing.reading) == (sha256, reading):
        return True
    if as_of < standing.as_of:
        raise ImportRefused("older")
    return False


@dataclass(frozen=True)
class Spell:
    """From which version on, and before which one, a list said something of a party; its fingerprint."""

    since: int
    until: int | None
    fingerprint: str = field(repr=False)

    def holds_at(self, number: int) -> bool:
        return self.since <= number and (self.until is None or number < self.until)


def net_change(spells: Iterable[Spell], before: int, after: int) -> What | None:
    """Return what became of a party between two versions; None when the list says the same of it."""
    spells = list(spells)
    was = next((spell.fingerprint for spell in spells if spell.holds_at(before)), None)
    now = next((spell.fingerprint for spell in spells if spell.holds_at(after)), None)
    if was == now:
        return None
    if was is None:
        return "added"
    return "removed" if now is None else "changed"


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield the items in lists of at most so many."""
    batch: list[T] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def read_mapping(typed: str) -> dict[str, str]:
    """Return field -> column from "name=Full name, born=DOB"; a part without "=" is a field that does not exist."""
    parts = (part.partition("=") for part in typed.split(",") if part.strip())
    return {field.strip(): column.strip() for field, _equals, column in parts}
