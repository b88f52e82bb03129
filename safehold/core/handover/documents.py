# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The documents of a hand-over as JSON: what is said of an item, its custody, the heads of days.

Written to be read by people as well: one key a line, sorted. Read strictly: a key too many or too few, a key twice, or
a value of another kind is no document of ours.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from safehold.core.custody.chain import FORMAT, AnyRow, Row, fields_of
from safehold.core.custody.heads import HEAD_FORMAT, DayHead, head_fields

ITEM_FORMAT = "safehold.item/1"
CUSTODY_FORMAT = "safehold.custody-file/1"
HEADS_FORMAT = "safehold.heads/1"
Detail = Mapping[str, Any]
T = TypeVar("T")


class DocumentBroken(ValueError):
    """A document of a hand-over is not one that we write."""


@dataclass(frozen=True)
class ItemRecord:
    """What is said of an item. file: the name of its file, "" when only this is kept of it. rows, head: of its custody.

    facts: everything else that is known, in the words of whoever hands it over; nothing is checked against it.
    """

    id: str
    file: str
    name: str
    sha256: str
    size_bytes: int
    rows: int
    head: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class CustodyRecord:
    """An item's rows, each with its opened detail; None where it was kept back."""

    item_id: str
    rows: Sequence[Row]
    details: Sequence[Detail | None]


def write_item(item: ItemRecord) -> bytes:
    """Return item.json."""
    return _spell({"format": ITEM_FORMAT, **item.__dict__})


def read_item(content: bytes) -> ItemRecord:
    """Read item.json; raise DocumentBroken."""
    return _read_as(content, _as_item)


def write_custody(item_id: str, rows: Iterable[AnyRow], details: Iterable[Detail | None]) -> bytes:
    """Return custody.json: rows and details, oldest first, equally many."""
    lines = [
        {**fields_of(row), "hash": row.hash, "detail": detail}
        for row, detail in zip(rows, details, strict=True)
    ]
    return _spell({"format": CUSTODY_FORMAT, "item_id": item_id, "rows": lines})


def read_custody(content: bytes) -> CustodyRecord:
    """Read custody.json; raise DocumentBroken. Whether the rows hold is for `custody.verify_chain`."""
    return _read_as(content, _as_custody)


def write_heads(heads: Iterable[DayHead]) -> bytes:
    """Return heads.json: the heads that name an item of the hand-over, oldest first."""
    return _spell(
        {"format": HEADS_FORMAT, "heads": [{**head_fields(each), "hash": each.hash} for each in heads]}
    )


def read_heads(content: bytes) -> list[DayHead]:
    """Read heads.json; raise DocumentBroken."""
    return _read_as(content, _as_heads)


def _spell(document: Mapping[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"


def _read_as(content: bytes, shape: Callable[[dict[str, Any]], T]) -> T:
    try:
        document = json.loads(
            content.decode(), object_pairs_hook=_refuse_twice, parse_constant=_refuse_constant
        )
        return shape(document)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise DocumentBroken from None


def _refuse_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document = dict(pairs)
    if len(document) != len(pairs):
        raise DocumentBroken
    return document


def _refuse_constant(_name: str) -> Any:
    raise DocumentBroken


def _as_item(document: dict[str, Any]) -> ItemRecord:
    _take(document, "format", ITEM_FORMAT)
    record = ItemRecord(
        id=_typed(document.pop("id"), str),
        file=_typed(document.pop("file"), str),
        name=_typed(document.pop("name"), str),
        sha256=_typed(document.pop("sha256"), str),
        size_bytes=_typed(document.pop("size_bytes"), int),
        rows=_typed(document.pop("rows"), int),
        head=_typed(document.pop("head"), str),
        facts=_typed(document.pop("facts"), dict),
    )
    _expect_end(document)
    return record


def _as_custody(document: dict[str, Any]) -> CustodyRecord:
    _take(document, "format", CUSTODY_FORMAT)
    item_id = _typed(document.pop("item_id"), str)
    lines = [_as_row(each) for each in _typed(document.pop("rows"), list)]
    _expect_end(document)
    return CustodyRecord(item_id, [row for row, _ in lines], [detail for _, detail in lines])


def _as_row(document: dict[str, Any]) -> tuple[Row, Detail | None]:
    _take(document, "format", FORMAT)
    detail = document.pop("detail")
    row = Row(
        item_id=_typed(document.pop("item_id"), str),
        position=_typed(document.pop("position"), int),
        event=_typed(document.pop("event"), str),
        on_day=_as_day(document.pop("on_day")),
        actor=_typed(document.pop("actor"), str),
        detail_sha256=_typed(document.pop("detail_sha256"), str),
        previous=_typed(document.pop("previous"), str),
        hash=_typed(document.pop("hash"), str),
    )
    _expect_end(document)
    return row, detail if detail is None else _typed(detail, dict)


def _as_heads(document: dict[str, Any]) -> list[DayHead]:
    _take(document, "format", HEADS_FORMAT)
    heads = [_as_head(each) for each in _typed(document.pop("heads"), list)]
    _expect_end(document)
    return heads


def _as_head(document: dict[str, Any]) -> DayHead:
    _take(document, "format", HEAD_FORMAT)
    head = DayHead(
        position=_typed(document.pop("position"), int),
        on_day=_as_day(document.pop("on_day")),
        items=tuple(_as_end(each) for each in _typed(document.pop("items"), list)),
        previous=_typed(document.pop("previous"), str),
        hash=_typed(document.pop("hash"), str),
    )
    _expect_end(document)
    return head


def _as_end(entry: list[Any]) -> tuple[str, int, str]:
    item_id, position, digest = entry
    return _typed(item_id, str), _typed(position, int), _typed(digest, str)


def _as_day(text: str) -> date:
    day = date.fromisoformat(text)
    if day.isoformat() != text:  # newer Pythons take other spellings, too
        raise DocumentBroken
    return day


def _take(document: dict[str, Any], name: str, expected: str) -> None:
    if document.pop(name) != expected:
        raise DocumentBroken


def _typed(value: Any, kind: type[T]) -> T:
    if type(value) is not kind:
        raise DocumentBroken
    return value


def _expect_end(document: dict[str, Any]) -> None:
    if document:
        raise DocumentBroken
