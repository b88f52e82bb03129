# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The law of custody: what each row hashes, and when the rows of an item hold.

    hash = SHA-256 of the canonical JSON (RFC 8785) of
           {format, item_id, position, event, on_day, actor, detail_sha256, previous}

`position` counts from 1; `previous` is the hash of the row before, "" before the first. What happened stands in a
detail of its own, of which a row has only the salted hash: the clear rows tell nothing, and go on holding when the key
that opened the details is gone.

Rows cut from the end, and a chain that was computed anew from some row on, are seen only against something kept
elsewhere: the head of a day (`heads`), or a head that somebody wrote down.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from safehold.core.custody.errors import CHANGED, FOREIGN, FORKED, OUT_OF_ORDER, REMOVED, ChainBroken
from safehold.core.envelopes.canonical import canonical_json
from safehold.core.envelopes.errors import EnvelopeMalformed

FORMAT = "safehold.custody/1"
EVENTS = (
    "received",
    "hashed",
    "described",
    "scanned",
    "stamped",
    "viewed",
    "downloaded",
    "derived",
    "redacted",
    "shared",
    "exported",
    "verified",
    "held",
    "released",
    "destroyed",
)
Head = tuple[int, str]
"""The position and hash of an item's newest row: (0, "") before the first."""


class AnyRow(Protocol):
    """The fields of a custody row, wherever it is kept. actor: a member's id, or "" for the desk itself."""

    @property
    def item_id(self) -> UUID | str: ...
    @property
    def position(self) -> int: ...
    @property
    def event(self) -> str: ...
    @property
    def on_day(self) -> date: ...
    @property
    def actor(self) -> UUID | str | None: ...
    @property
    def detail_sha256(self) -> str: ...
    @property
    def previous(self) -> str: ...
    @property
    def hash(self) -> str: ...


@dataclass(frozen=True)
class Row:
    """A custody row outside the database."""

    item_id: str
    position: int
    event: str
    on_day: date
    actor: str
    detail_sha256: str
    previous: str
    hash: str = ""


def fields_of(row: AnyRow) -> dict[str, str | int]:
    """Return what a row's hash covers, as JSON holds it."""
    return {
        "format": FORMAT,
        "item_id": str(row.item_id),
        "position": row.position,
        "event": row.event,
        "on_day": row.on_day.isoformat(),
        "actor": str(row.actor or ""),
        "detail_sha256": row.detail_sha256,
        "previous": row.previous,
    }


def hash_row(row: AnyRow) -> str:
    """Return the hash that a row should carry, in hex."""
    return hashlib.sha256(canonical_json(fields_of(row))).hexdigest()


def write_row(
    item_id: UUID | str, last: Head, event: str, on_day: date, actor: UUID | str | None, detail_sha256: str
) -> Row:
    """Return the row that follows the head `last` of an item. Raises ValueError for an event there is no word for."""
    if event not in EVENTS:
        raise ValueError("There is no such event of custody.")
    position, previous = last[0] + 1, last[1]
    fields = (str(item_id), position, event, on_day, str(actor or ""), detail_sha256, previous)
    return Row(*fields, hash=hash_row(Row(*fields)))


def verify_chain(rows: Iterable[AnyRow], item_id: UUID | str = "", head: Head | None = None) -> Head:
    """Follow the rows of one item, oldest first; return its head, or raise ChainBroken at the first wrong row.

    item_id: whose rows they must be; "" takes the first row's word. head: the newest row, as kept elsewhere.
    """
    found = list(rows)
    owner = str(item_id) or (str(found[0].item_id) if found else "")
    previous = ""
    for place, row in enumerate(found, 1):
        reason = _fault(row, place, owner, previous, found)
        if reason:
            raise ChainBroken(owner, place, reason)
        previous = row.hash
    ended = (len(found), previous)
    if head is not None:
        check_head(owner, ended, head)
    return ended


def check_head(item_id: UUID | str, found: Head, kept: Head) -> None:
    """Raise ChainBroken unless a chain ends exactly in the head that was kept of it."""
    if found[0] < kept[0]:
        raise ChainBroken(str(item_id), found[0] + 1, REMOVED)
    if found != kept:
        raise ChainBroken(str(item_id), min(found[0], kept[0] + 1), FORKED)


def _fault(row: AnyRow, place: int, owner: str, previous: str, rows: Sequence[AnyRow]) -> str:
    """Say what is wrong with the row that stands at `place`, or "" when nothing is."""
    if not _is_as_written(row):
        return CHANGED
    if str(row.item_id) != owner:
        return FOREIGN
    if row.position != place:
        return _disorder(row, place, rows)
    return "" if row.previous == previous else FORKED


def _is_as_written(row: AnyRow) -> bool:
    try:
        return row.hash == hash_row(row)
    except EnvelopeMalformed:
        return False


def _disorder(row: AnyRow, place: int, rows: Sequence[AnyRow]) -> str:
    """Say why a whole row stands where another one should: see whether that one stands elsewhere, or nowhere."""
    if row.position > place:
        is_elsewhere = any(other.position == place for other in rows[place:])
        return OUT_OF_ORDER if is_elsewhere else REMOVED
    twins = [other for other in rows[: place - 1] if other.position == row.position]
    return FORKED if twins and all(other.hash != row.hash for other in twins) else OUT_OF_ORDER
