# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Heads of days: once a day, one hash over the newest row of every item that grew since the head before.

    hash = SHA-256 of the canonical JSON of {format, position, on_day, items: [[item id, position, hash], …], previous}

A head holds its items to their rows: a row that was taken from the end of an item's chain, and a chain that was
computed anew, no longer fit it. The heads are a chain themselves.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from safehold.core.custody.chain import AnyRow
from safehold.core.custody.errors import (
    CHANGED,
    FORKED,
    OUT_OF_ORDER,
    REMOVED,
    ChainBroken,
    HeadBroken,
)
from safehold.core.envelopes.canonical import canonical_json
from safehold.core.envelopes.errors import EnvelopeMalformed

HEAD_FORMAT = "safehold.custody-head/1"
ItemEnd = tuple[str, int, str]
"""An item's id, and the position and hash of its newest row."""


@dataclass(frozen=True)
class DayHead:
    """The head of a day. `items` are sorted by id; `position` counts heads from 1."""

    position: int
    on_day: date
    items: tuple[ItemEnd, ...]
    previous: str
    hash: str = ""


def head_fields(head: DayHead) -> dict[str, object]:
    """Return what a head's hash covers, as JSON holds it."""
    return {
        "format": HEAD_FORMAT,
        "position": head.position,
        "on_day": head.on_day.isoformat(),
        "items": [list(end) for end in head.items],
        "previous": head.previous,
    }


def hash_head(head: DayHead) -> str:
    """Return the hash that a head should carry, in hex."""
    return hashlib.sha256(canonical_json(head_fields(head))).hexdigest()


def write_head(last: DayHead | None, on_day: date, ends: Iterable[tuple[UUID | str, int, str]]) -> DayHead:
    """Return the head that follows `last`. ends: every item that has rows which no head covers, with its newest row.

    Raises ValueError for a second head on one day, an empty one, or an item twice.
    """
    items = tuple(sorted((str(item_id), position, digest) for item_id, position, digest in ends))
    if not items or len({item_id for item_id, _, _ in items}) < len(items):
        raise ValueError("A head names each item that grew once, and at least one.")
    if last is not None and on_day <= last.on_day:
        raise ValueError("There is one head for a day, and days go on.")
    head = DayHead(last.position + 1 if last else 1, on_day, items, last.hash if last else "")
    return replace(head, hash=hash_head(head))


def verify_heads(heads: Iterable[DayHead], has_gaps: bool = False) -> None:
    """Follow heads, oldest first; raise HeadBroken at the first wrong one.

    has_gaps: they are those of some days only. Each is checked then, and each two that follow each other.
    """
    before: DayHead | None = None
    for head in heads:
        if reason := _head_fault(head, before, has_gaps):
            raise HeadBroken(head.position, reason)
        before = head


def list_ends(heads: Iterable[DayHead]) -> dict[str, list[tuple[int, str]]]:
    """Return, for each item, the rows that heads name: their positions and hashes."""
    ends: dict[str, list[tuple[int, str]]] = {}
    for head in heads:
        for item_id, position, digest in head.items:
            ends.setdefault(item_id, []).append((position, digest))
    return ends


def check_against_heads(item_id: UUID | str, rows: Sequence[AnyRow], heads: Iterable[DayHead]) -> int:
    """Raise ChainBroken unless an item's rows are those that the heads name; return how many rows they cover."""
    return check_against_ends(item_id, rows, list_ends(heads).get(str(item_id), ()))


def check_against_ends(item_id: UUID | str, rows: Sequence[AnyRow], ends: Iterable[tuple[int, str]]) -> int:
    """Do the same with what `list_ends` gave for this item: faster, for many items."""
    covered = 0
    for position, digest in ends:
        if position > len(rows):
            raise ChainBroken(str(item_id), len(rows) + 1, REMOVED)
        if position < 1 or rows[position - 1].hash != digest:
            raise ChainBroken(str(item_id), position, FORKED)
        covered = max(covered, position)
    return covered


def _head_fault(head: DayHead, before: DayHead | None, has_gaps: bool) -> str:
    """Say what is wrong with a head that follows `before`, or "" when nothing is."""
    try:
        is_as_written = head.hash == hash_head(head)
    except EnvelopeMalformed:
        is_as_written = False
    if not is_as_written:
        return CHANGED
    expected, previous = (before.position + 1, before.hash) if before else (1, "")
    if head.position < expected or (before and head.on_day <= before.on_day):
        return OUT_OF_ORDER
    if head.position > expected:
        return "" if has_gaps else REMOVED
    return "" if head.previous == previous else FORKED
