# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes a hand-over as a bag: its items with their custody, heads of days, time stamps, an index and the verifier."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from safehold.core.custody import AnyRow, DayHead
from safehold.core.handover import layout
from safehold.core.handover.documents import Detail, ItemRecord, write_custody, write_heads, write_item
from safehold.core.handover.readme import README_TEXT
from safehold.persistence.bags.standalone import write_verifier
from safehold.persistence.bags.zipping import BagZip, PayloadBroken, Target


class ItemBroken(Exception):
    """A file that is to be handed over is not what was taken down when it arrived. The bag was not finished."""

    def __init__(self, item_id: str) -> None:
        super().__init__(f"The file of item {item_id} is not the one that was received.")
        self.item_id = item_id


@dataclass(frozen=True)
class OutgoingItem:
    """An item to hand over. details: one for each row; None keeps one back (not of "hashed" and "stamped").

    pieces: opens the file; what comes after `size_bytes` is padding and is left out. None: there is no file, only what
    is known of it.
    """

    id: str
    name: str
    sha256: str
    size_bytes: int
    rows: Sequence[AnyRow]
    details: Sequence[Detail | None]
    pieces: Callable[[], Iterable[bytes]] | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def file(self) -> str:
        """The name of its file in the bag."""
        return layout.safe_name(self.name) if self.pieces else ""

    @property
    def record(self) -> ItemRecord:
        return ItemRecord(
            id=self.id,
            file=self.file,
            name=self.name,
            sha256=self.sha256,
            size_bytes=self.size_bytes,
            rows=len(self.rows),
            head=self.rows[-1].hash if self.rows else "",
            facts=self.facts,
        )


@dataclass(frozen=True)
class OutgoingStamp:
    """An authority's answer for a batch, as it came. authority: the short name it has in the settings."""

    batch: str
    authority: str
    manifest: bytes
    response: bytes
    roots: bytes


@dataclass(frozen=True)
class HandOver:
    """All that goes into a bag. heads: those that name one of the items. info: for bag-info.txt. pages: the index."""

    items: Sequence[OutgoingItem]
    heads: Sequence[DayHead]
    stamps: Sequence[OutgoingStamp]
    info: Mapping[str, str]
    pages: Mapping[str, bytes]


def write_bag(target: Target, hand_over: HandOver, folder: str) -> str:
    """Write a bag as a ZIP with one folder; return its fingerprint. Raises ItemBroken."""
    bag = BagZip(target, folder)
    try:
        return _write_all(bag, hand_over)
    except BaseException:
        bag.abandon()
        raise


def _write_all(bag: BagZip, hand_over: HandOver) -> str:
    for item in hand_over.items:
        _add_item(bag, item)
    bag.add_tag(layout.HEADS, write_heads(hand_over.heads))
    for stamp in hand_over.stamps:
        _add_stamp(bag, stamp)
    for name in (layout.INDEX_HTML, layout.INDEX_PDF):
        bag.add_tag(name, hand_over.pages[name])
    bag.add_tag(layout.README, README_TEXT.encode())
    bag.add_tag(layout.VERIFIER, write_verifier())
    return bag.finish(hand_over.info)


def _add_item(bag: BagZip, item: OutgoingItem) -> None:
    bag.add(layout.item_path(item.id, layout.ITEM), write_item(item.record))
    bag.add(layout.item_path(item.id, layout.CUSTODY), write_custody(item.id, item.rows, item.details))
    if item.pieces:
        path = layout.item_path(item.id, item.file)
        try:
            bag.add_pieces(path, item.pieces(), item.size_bytes, item.sha256)
        except PayloadBroken:
            raise ItemBroken(item.id) from None


def _add_stamp(bag: BagZip, stamp: OutgoingStamp) -> None:
    """Add an answer; the manifest of its batch once, however many authorities stamped it."""
    batch = layout.batch_path(stamp.batch)
    if not bag.has_tag(batch):
        bag.add_tag(batch, stamp.manifest)
    bag.add_tag(layout.stamp_path(stamp.batch, stamp.authority, layout.RESPONSE), stamp.response)
    bag.add_tag(layout.stamp_path(stamp.batch, stamp.authority, layout.ROOTS), stamp.roots)
