# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables as they come in, and files of cases as they lie in the store. Nothing here touches a disk in the clear."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from safehold.core import age
from safehold.core.cells import restore
from safehold.desk.exchange.errors import FileBroken, TableRefused
from safehold.persistence import sealed_files

LARGEST_BYTES = 5 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 5_000, 60, 20_000
READER_SECONDS = 30
ENCODINGS = ("utf-8", "cp1252", "gb18030", "big5", "cp1256", "utf-16")
"""What a member may choose, where a file does not say it itself."""
MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
DELIMITERS = ",;\t|"
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Table(NamedTuple):
    """The first row that says anything, and those under it; all of them equally long."""

    header: list[str]
    rows: list[list[str]]


def read_table(content: bytes, encoding: str = "") -> Table:
    """Return the table in a file: XLSX, ODS, or CSV in `encoding` ("": as the file tells). Raises TableRefused."""
    if len(content) > LARGEST_BYTES:
        raise TableRefused("file-large")
    if not content.strip():
        raise TableRefused("file-empty")
    is_sheet = content.startswith((ZIP, OLD_EXCEL))
    return _as_table(_read_sheet(content) if is_sheet else _read_csv(content, encoding))


def _as_table(rows: list[list[str]]) -> Table:
    found = [[restore(_clean(cell)) for cell in row] for row in rows if any(cell.strip() for cell in row)]
    if not found:
        raise TableRefused("file-empty")
    if len(found) > MOST_ROWS + 1:
        raise TableRefused("rows-many")
    width = max(len(row) for row in found)
    if width > MOST_COLUMNS:
        raise TableRefused("columns-many")
    if len(found) == 1:
        raise TableRefused("rows-missing")
    if any(len(cell) > LONGEST_CELL for row in found for cell in row):
        raise TableRefused("cell-long")
    header, *rest = (row + [""] * (width - len(row)) for row in found)
    return Table(header, rest)


def _clean(cell: str) -> str:
    """Return a cell with plain line ends and without control characters, as forms take what is typed."""
    plain = cell.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        letter for letter in plain if letter.isprintable() or letter in "\n\t" or ord(letter) > 0x9F
    )


def _read_csv(content: bytes, encoding: str) -> list[list[str]]:
    text = _decode(content, encoding)
    if "\0" in text or _looks_binary(text):
        raise TableRefused("not-a-table")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_find_delimiter(text), strict=True)
    rows: list[list[str]] = []
    try:
        for row in reader:
            rows.append(row)
            if len(rows) > 2 * MOST_ROWS:  # empty rows do not count, within reason
                raise TableRefused("rows-many")
    except csv.Error as error:
        raise TableRefused("cell-long" if "field larger" in str(error) else "not-a-table") from None
    return rows


def _decode(content: bytes, encoding: str) -> str:
    marked = next((name for mark, name in MARKS.items() if content.startswith(mark)), "")
    try:
        return content.decode(marked or encoding or "utf-8")
    except UnicodeDecodeError:
        raise TableRefused("encoding") from None


def _looks_binary(text: str) -> bool:
    head = text[:4096]
    odd = sum(1 for letter in head if ord(letter) < 32 and letter not in "\t\r\n\x0c")
    return odd > len(head) // 100


def _find_delimiter(text: str) -> str:
    """Return what divides the first line; what stands in quotes does not count."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    outside = "".join(first.split('"')[::2])
    return max(DELIMITERS, key=outside.count)


def _read_sheet(content: bytes) -> list[list[str]]:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "safehold.desk.exchange.sheet_reader"],
            input=content,
            capture_output=True,
            timeout=READER_SECONDS,
            env={"PYTHONPATH": os.pathsep.join(sys.path)},  # and nothing else of ours
            check=False,
        )
        answer: dict[str, Any] = json.loads(done.stdout) if done.returncode == 0 else {"problem": "grows"}
    except (subprocess.TimeoutExpired, ValueError):
        answer = {"problem": "grows"}
    if "problem" in answer:
        raise TableRefused(answer["problem"])
    rows: list[list[str]] = answer["rows"]
    return rows


def open_stored(stored_name: str) -> BinaryIO:
    """Return the sealed bytes of a file of a case. Raises FileBroken when they are not there."""
    try:
        return sealed_files.open_stored(stored_name)
    except sealed_files.StoredFileBroken:
        raise FileBroken from None


def read_pieces(source: BinaryIO, identity: age.AnyIdentity, size_bytes: int, sha256: str) -> Iterator[bytes]:
    """Yield a file as it was before it was sealed. Raises FileBroken before its last piece."""
    try:
        yield from sealed_files.read_checked(source, identity, size_bytes, sha256)
    except sealed_files.StoredFileBroken:
        raise FileBroken from None


def write_csv(header: list[str], rows: Iterator[list[str]]) -> bytes:
    """Return a table that spreadsheets open as UTF-8. The cells are the caller's to neutralise."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")
