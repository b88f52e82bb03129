# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads a snapshot of another register: a table of hostile origin, from bytes. Pure.

fara: what the United States Department of Justice published as its list of active registrants, as CSV. Each refusal
names the line. Text is UTF-8; a file that is not is read as Windows-1252, in which one of the published files is.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from safehold.desk.registrar.errors import SnapshotMalformed

LARGEST_BYTES = 32 * 1024 * 1024
MOST_ROWS = 200_000
LONGEST_FIELD = 2_000
FARA_NAME = re.compile(r"active_(\d{4}-\d{2}-\d{2})\.csv")
FARA_HEADER = [
    "Registration Number",
    "Registration Date",
    "Name",
    "Business Name",
    "Address 1",
    "Address 2",
    "City",
    "State",
    "Zip",
]
NUMBER = re.compile(r"\d{1,9}")
LINE_END = re.compile(r"\r+\n?")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")

Values = dict[str, str | None]


@dataclass(frozen=True)
class Snapshot:
    """What stood in another register on a day: registration number -> values by the names of our form."""

    source: str
    form: str
    name: str
    sha256: str
    as_of: date
    rows: dict[str, Values] = field(repr=False)


def read_snapshot(name: str, content: bytes) -> Snapshot:
    """Read one file of the fara format. name: of the file, which says the day. Raises SnapshotMalformed."""
    as_of = _day_of(name)
    if len(content) > LARGEST_BYTES:
        raise SnapshotMalformed("too-large")
    rows: dict[str, Values] = {}
    for line, values in _rows(_text_of(content)):
        number = str(values["registration_number"])
        if number in rows:
            raise SnapshotMalformed("twice", line)
        if len(rows) >= MOST_ROWS:
            raise SnapshotMalformed("too-many", line)
        rows[number] = values
    if not rows:
        raise SnapshotMalformed("empty")
    return Snapshot("fara", "fara-active/1", name, hashlib.sha256(content).hexdigest(), as_of, rows)


def _day_of(name: str) -> date:
    match = FARA_NAME.fullmatch(name)
    try:
        return date.fromisoformat(match[1] if match else "")
    except ValueError:
        raise SnapshotMalformed("name") from None


def _text_of(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise SnapshotMalformed("encoding", content.count(b"\n", 0, error.start) + 1) from None


def _rows(text: str) -> Iterator[tuple[int, Values]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        if next(reader, None) != FARA_HEADER:
            raise SnapshotMalformed("header", 1)
        for cells in reader:
            yield reader.line_num, _values(cells, reader.line_num)
    except csv.Error:
        raise SnapshotMalformed("csv", max(reader.line_num, 1)) from None


def _values(cells: list[str], line: int) -> Values:
    if len(cells) != len(FARA_HEADER):
        raise SnapshotMalformed("columns", line)
    if any(len(cell) > LONGEST_FIELD for cell in cells):
        raise SnapshotMalformed("too-long", line)
    cells = [LINE_END.sub("\n", cell).strip() for cell in cells]
    if any(CONTROL.search(cell) for cell in cells):
        raise SnapshotMalformed("characters", line)
    number, registered, name, business, first, second, city, state, code = cells
    if not NUMBER.fullmatch(number) or not number.isascii():
        raise SnapshotMalformed("number", line)
    if not name:
        raise SnapshotMalformed("unnamed", line)
    return {
        "registration_number": number,
        "registration_date": _iso_day(registered, line),
        "name": name,
        "business_name": business or None,
        "address": "\n".join(part for part in (first, second) if part) or None,
        "city": city or None,
        "state": state or None,
        "zip": code or None,
    }


def _iso_day(text: str, line: int) -> str:
    try:
        return datetime.strptime(text, "%m/%d/%Y").date().isoformat()  # noqa: DTZ007
    except ValueError:
        raise SnapshotMalformed("day", line) from None
