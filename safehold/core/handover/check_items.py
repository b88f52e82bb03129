# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The items of a hand-over: each file against what is said of it, its custody row by row, the heads of days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from safehold.core.custody.chain import Row, verify_chain
from safehold.core.custody.details import check_detail
from safehold.core.custody.errors import (
    CHANGED,
    FOREIGN,
    FORKED,
    OUT_OF_ORDER,
    REMOVED,
    ChainBroken,
    DetailForged,
    HeadBroken,
)
from safehold.core.custody.heads import check_against_ends, list_ends, verify_heads
from safehold.core.handover.documents import (
    CustodyRecord,
    DocumentBroken,
    ItemRecord,
    read_custody,
    read_heads,
    read_item,
)
from safehold.core.handover.findings import Bag, Files, Finding, Report, read_document
from safehold.core.handover.layout import CUSTODY, HEADS, ITEM, item_path

REASONS = {
    CHANGED: "It is not as it was written: something in it was changed.",
    REMOVED: "It is missing.",
    OUT_OF_ORDER: "Another one stands in its place: rows were moved, or put in.",
    FORKED: "It does not follow from what was there: it was replaced, or all was written anew from there.",
    FOREIGN: "It belongs to another item.",
}
ALWAYS_TOLD = ("hashed", "stamped", "exported")
NOT_OURS = "It is not one that we write: it was changed."
Ends = list[tuple[int, str]]
_OF_ITEM = re.compile(r"data/items/([^/]+)/([^/]+)")


@dataclass(frozen=True)
class ItemFound:
    """An item of the bag, as far as it could be read."""

    record: ItemRecord
    custody: CustodyRecord

    def list_told(self, event: str) -> Iterator[tuple[Row, dict[str, Any]]]:
        """Yield the rows of an event with what is told of it; nothing is, where the detail is not here."""
        for row, detail in zip(self.custody.rows, self.custody.details, strict=True):
            if row.event == event:
                told = (detail or {}).get("what")
                yield row, told if isinstance(told, dict) else {}


def check_items(bag: Bag, files: Files, report: Report) -> dict[str, ItemFound]:
    """Return the items of a bag by id; blame what does not hold about them."""
    ids = sorted({found[1] for name in files if (found := _OF_ITEM.fullmatch(name))})
    if not ids:
        report.blame("data/items", "There is no item.")
    ends = _read_ends(bag, files, report)
    items = {item_id: _check_item(bag, files, item_id, ends.get(item_id, []), report) for item_id in ids}
    whole = {item_id: item for item_id, item in items.items() if item is not None}
    for item in whole.values():
        _check_went_out(item, set(ids), report)
    if bare := [item_id for item_id in sorted(whole) if not ends.get(item_id)]:
        report.notes.append(
            f"No head of a day covers the custody of {', '.join(bare)}. That no row of it is missing, only the "
            "fingerprint shows."
        )
    return whole


def _read_ends(bag: Bag, files: Files, report: Report) -> dict[str, Ends]:
    """Return what the heads of days name of each item; nothing when they do not hold."""
    content = read_document(bag, files, HEADS, report)
    if content is None:
        return {}
    try:
        heads = read_heads(content)
        verify_heads(heads, has_gaps=True)
    except DocumentBroken:
        report.blame(HEADS, NOT_OURS)
    except HeadBroken as error:
        report.blame(f"{HEADS}, head {error.position}", REASONS[error.reason])
    else:
        return list_ends(heads)
    return {}


def _check_item(bag: Bag, files: Files, item_id: str, ends: Ends, report: Report) -> ItemFound | None:
    """Return an item, when both its documents can be read."""
    record = _read_record(bag, files, item_id, report)
    custody = _read_custody(bag, files, item_id, report)
    if record is None or custody is None:
        return None
    item = ItemFound(record, custody)
    _check_its_file(files, item, report)
    covered = _check_rows(item, ends, report)
    if covered is not None:
        rows = len(custody.rows)
        said = f"{record.name}: {record.size_bytes:,} bytes, SHA-256 {record.sha256}; {rows} rows of custody"
        report.holding.append(
            Finding(f"item {item_id}", f"{said}, {covered} of them under the heads of days.")
        )
    return item


def _read_record(bag: Bag, files: Files, item_id: str, report: Report) -> ItemRecord | None:
    name = item_path(item_id, ITEM)
    content = read_document(bag, files, name, report)
    if content is None:
        return None
    try:
        record = read_item(content)
    except DocumentBroken:
        report.blame(name, NOT_OURS)
        return None
    if record.id != item_id:
        report.blame(name, "It is about another item: it was changed, or swapped.")
        return None
    return record


def _read_custody(bag: Bag, files: Files, item_id: str, report: Report) -> CustodyRecord | None:
    name = item_path(item_id, CUSTODY)
    content = read_document(bag, files, name, report)
    if content is None:
        return None
    try:
        custody = read_custody(content)
    except DocumentBroken:
        report.blame(name, NOT_OURS)
        return None
    if custody.item_id != item_id:
        report.blame(name, "It is about another item: it was changed, or swapped.")
        return None
    return custody


def _check_its_file(files: Files, item: ItemFound, report: Report) -> None:
    """Hold the file against what is said of it, and against what was taken down when it arrived."""
    record = item.record
    name = item_path(record.id, record.file)
    beside = {other for other in files if other.startswith(item_path(record.id, ""))}
    for other in sorted(beside - {name, item_path(record.id, ITEM), item_path(record.id, CUSTODY)}):
        report.blame(other, f"{ITEM} beside it names another file: it was added, or swapped.")
    if not record.file:
        _check_has_none(item, report)
    elif name not in files:
        report.blame(name, "It is missing.")
    elif (files[name].sha256, files[name].size_bytes) != (record.sha256, record.size_bytes):
        report.blame(name, f"It is not the file that {ITEM} describes: it was swapped, or changed.")
    hashed = list(item.list_told("hashed"))
    if not hashed:
        where = item_path(record.id, CUSTODY)
        report.blame(where, "No row of it says which file was received: rows were removed, or all made anew.")
    for row, told in hashed:
        if (told.get("sha256"), told.get("size_bytes")) != (
            record.sha256,
            record.size_bytes,
        ):
            where = f"{item_path(record.id, CUSTODY)}, row {row.position}"
            report.blame(where, "It was written for another file than the one here: the file was swapped.")


def _check_has_none(item: ItemFound, report: Report) -> None:
    """An item without its file says so in its custody: it was only described, or was destroyed."""
    is_described = any(told.get("kept") == "description" for _, told in item.list_told("received"))
    if is_described or any(item.list_told("destroyed")):
        report.notes.append(f"item {item.record.id}: its file is not handed over, only what is known of it.")
    else:
        report.blame(
            f"data/items/{item.record.id}",
            "Its file is missing, and no row of its custody says why: it was taken out.",
        )


def _check_rows(item: ItemFound, ends: Ends, report: Report) -> int | None:
    """Follow the rows of an item; return how many of them the heads of days cover, None when they do not hold."""
    record, custody = item.record, item.custody
    name = item_path(record.id, CUSTODY)
    try:
        verify_chain(custody.rows, record.id, head=(record.rows, record.head))
        covered = check_against_ends(record.id, custody.rows, ends)
    except ChainBroken as error:
        report.blame(f"{name}, row {error.position}", REASONS[error.reason])
        return None
    if not custody.rows:
        report.blame(name, "There is no row: they were removed.")
        return None
    return covered if _check_details(item, name, report) else None


def _check_details(item: ItemFound, name: str, report: Report) -> bool:
    kept_back, holds = 0, True
    for row, detail in zip(item.custody.rows, item.custody.details, strict=True):
        if detail is None and row.event not in ALWAYS_TOLD:
            kept_back += 1
            continue
        try:
            check_detail(row, detail or {})
        except DetailForged:
            holds = False
            report.blame(f"{name}, row {row.position}", "What is told of it is not what it was written for.")
    if kept_back:
        report.notes.append(f"{name}: what happened at {kept_back} of the rows was not handed over.")
    return holds


def _check_went_out(item: ItemFound, ids: set[str], report: Report) -> None:
    """Hold the bag against the newest row of an item, which is the hand-over itself and names all that went with it."""
    name = item_path(item.record.id, CUSTODY)
    rows = item.custody.rows
    if rows and rows[-1].event != "exported":
        report.blame(name, "Its last row is not this hand-over: rows were removed from its end, or put in.")
        return
    for _, told in list(item.list_told("exported"))[-1:]:
        together = told.get("items")
        if not isinstance(together, list) or item.record.id not in together:
            report.blame(f"{name}, row {len(rows)}", "It is not of this hand-over: it was changed.")
            continue
        for missing in sorted({str(each) for each in together} - ids):
            report.blame(f"data/items/{missing}", f"It is missing: {name}, row {len(rows)}, names it.")
        for other in sorted(ids - {str(each) for each in together}):
            report.blame(f"data/items/{other}", f"It was added: {name}, row {len(rows)}, does not name it.")
