# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads one spreadsheet in a process of its own, which may use little memory and little time.

    python -m safehold.desk.exchange.sheet_reader < table.xlsx > table.json

A table of a few bytes can say that it fills all the memory there is. Whoever reads it here brings only this process
down. It knows no database and no key, opens no other file, and writes nothing but its answer, which is no longer than a
table is: one long text can be pointed at by every cell.
"""

import datetime
import io
import json
import resource
import sys
import zipfile
import zlib

MEMORY_BYTES = 1 << 30
CPU_SECONDS = 20
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 5_001, 60, 20_000
MOST_LETTERS = 10_000_000
LARGEST_UNPACKED_BYTES = 60 * 1024 * 1024
MOST_MEMBERS = 500
PIECE_BYTES = 1 << 16
ZIP = b"PK\x03\x04"
ZIP_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
NO_ARCHIVE = (
    zipfile.BadZipFile,
    zlib.error,
    RuntimeError,
    NotImplementedError,
    OSError,
    EOFError,
    ValueError,
)
"""What `zipfile` raises where bytes are none of its kind, or only half."""


def main() -> None:
    """Answer {"rows": [[text]]} or {"problem": code}."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    json.dump(answer(sys.stdin.buffer.read()), sys.stdout)


def answer(content: bytes) -> dict[str, object]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    if content.startswith(ZIP) and (damage := find_problem(content)):
        return {"problem": damage}
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheet = book.get_sheet_by_index(0)
        if sheet.total_height > MOST_ROWS:
            return {"problem": "rows-many"}
        if sheet.total_width > MOST_COLUMNS:
            return {"problem": "columns-many"}
        rows = [[as_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=True)]
    except PasswordError:
        return {"problem": "locked"}
    except (CalamineError, IndexError, ValueError, OSError):
        return {"problem": "not-a-table"}
    problem = find_long(rows)
    return {"problem": problem} if problem else {"rows": rows}


def find_long(rows: list[list[str]]) -> str:
    """Return why these are more words than a table has, or ""."""
    if any(len(cell) > LONGEST_CELL for row in rows for cell in row):
        return "cell-long"
    return "grows" if sum(len(cell) for row in rows for cell in row) > MOST_LETTERS else ""


def find_problem(content: bytes) -> str:
    """Unpack an archive once: what it says of its sizes is not believed. Return why it is no table, or ""."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if any(member.compress_type not in ZIP_METHODS for member in members):
                return "not-a-table"
            if len(members) > MOST_MEMBERS or sum(m.file_size for m in members) > LARGEST_UNPACKED_BYTES:
                return "grows"
            left = LARGEST_UNPACKED_BYTES
            for member in members:
                with archive.open(member) as stream:
                    while piece := stream.read(PIECE_BYTES):
                        left -= len(piece)
                        if left < 0:
                            return "grows"
    except NO_ARCHIVE:
        return "not-a-table"
    return ""


def as_text(cell: object) -> str:
    """Return a cell as a person would have typed it: a whole number without its point, a day without its hour."""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    return str(cell)


if __name__ == "__main__":
    main()
