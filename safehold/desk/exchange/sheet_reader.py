# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads one spreadsheet in a process of its own, which may use little memory and little time.

    python -m safehold.desk.exchange.sheet_reader < table.xlsx > table.json

A table of a few bytes can say that it fills all the memory there is. Whoever reads it here brings only this process
down. It knows no database and no key, opens no other file, and writes nothing but its answer.
"""

import datetime
import io
import json
import resource
import sys

MEMORY_BYTES = 1 << 30
CPU_SECONDS = 20
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 5_001, 60, 20_000


def main() -> None:
    """Answer {"rows": [[text]]} or {"problem": code}."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    json.dump(answer(sys.stdin.buffer.read()), sys.stdout)


def answer(content: bytes) -> dict[str, object]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

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
    if any(len(cell) > LONGEST_CELL for row in rows for cell in row):
        return {"problem": "cell-long"}
    return {"rows": rows}


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
