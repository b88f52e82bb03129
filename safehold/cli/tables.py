# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""CSV files in and out of commands: whoever made them, with whatever program.

UTF-8 with or without a mark at its start, UTF-16 with one, anything else when it is named. Commas, semicolons or tabs.
Rows may be too short or too long. What is written is what was read, letter for letter: a name that begins with "=" is
not changed, because then it would be another name. Open such a file as text, not as formulas.
"""

import codecs
import csv
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol, TextIO

MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
DELIMITERS = ",;\t"
LONGEST_CELL = 1 << 20


class TableUnread(Exception):
    """A file is not a table that can be read; says what to do."""


class Writer(Protocol):
    def writerow(self, row: list[str]) -> object: ...


class Table:
    """A CSV file with a first line that names its columns."""

    def __init__(self, path: Path, file: IO[bytes], encoding: str) -> None:
        self._path, self._file, self._encoding = path, file, encoding
        self._size = max(path.stat().st_size, 1) if path.is_file() else 0
        text = codecs.getreader(encoding)(file)
        self._rows = self._guard(csv.reader(text, delimiter=self._find_delimiter()))
        self.columns = [each.strip().lstrip("\ufeff") for each in next(self._rows, [])]
        if not any(self.columns):
            raise TableUnread(f"{path} is empty. Its first line must name the columns.")

    def place_of(self, name: str) -> int | None:
        """Return where a column stands, in whatever case it is written; None when there is none."""
        written = [each.casefold() for each in self.columns]
        return written.index(name) if name in written else None

    def require(self, *names: str) -> list[int]:
        """Return where columns stand. Raises TableUnread, which names those that are missing."""
        missing = [name for name in names if self.place_of(name) is None]
        if missing:
            there = ", ".join(self.columns[:20])
            raise TableUnread(
                f"{self._path} has no column {' and no column '.join(missing)}. Its first line names: {there}. "
                f"Name the columns {', '.join(names)} and try again."
            )
        return [place for name in names if (place := self.place_of(name)) is not None]

    def __iter__(self) -> Iterator[list[str]]:
        """Yield the rows that hold something, each with at least a cell for every column."""
        width = len(self.columns)
        for row in self._rows:
            if any(row):
                yield row + [""] * (width - len(row))

    def share_read(self) -> float:
        """Return how much of the file was read, 0 to 1; 0 when that cannot be known."""
        return min(1.0, self._file.tell() / self._size) if self._size else 0.0

    def _find_delimiter(self) -> str:
        with self._path.open("rb") as file:
            line = file.read(1 << 16).decode(self._encoding, "replace").split("\n", 1)[0]
        return max(DELIMITERS, key=line.count)

    def _guard(self, rows: Iterator[list[str]]) -> Iterator[list[str]]:
        line = 0
        while True:
            try:
                row = next(rows)
            except StopIteration:
                return
            except UnicodeError:
                where = f" (after line {line})" if line else ""
                raise TableUnread(
                    f"{self._path} is not written in {self._encoding.removesuffix('-sig')}{where}. "
                    "Save it as “CSV UTF-8”, or say how it is written, for example: --encoding gb18030"
                ) from None
            except csv.Error as error:
                raise TableUnread(f"{self._path} breaks off after line {line}: {error}.") from None
            line += 1
            yield row


@contextmanager
def open_table(path: Path, encoding: str | None) -> Iterator[Table]:
    """Open a CSV file. Raises TableUnread, which says in plain words why it cannot be read.

    Cells may be longer than Python lets them be until the table is closed: that limit is the whole process's.
    """
    limit = csv.field_size_limit(LONGEST_CELL)
    try:
        with path.open("rb") as file:
            start = file.read(4)
            file.seek(0)
            found = next((name for mark, name in MARKS.items() if start.startswith(mark)), "utf-8")
            yield Table(path, file, encoding or found)
    except LookupError:
        raise TableUnread(f"No encoding is called {encoding}. Known ones: utf-8, gb18030, big5.") from None
    except OSError as error:
        raise TableUnread(f"{error.filename or path} cannot be read: {error.strerror}.") from None
    finally:
        csv.field_size_limit(limit)


@contextmanager
def write_table(path: Path, columns: list[str]) -> Iterator[Writer]:
    """Write a CSV file in UTF-8. It appears under its name only when all of it was written."""
    part = path.with_name(path.name + ".part")
    try:
        with part.open("w", encoding="utf-8", errors="replace", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns)
            yield writer
        part.replace(path)
    except OSError as error:
        raise TableUnread(f"{error.filename or path} cannot be written: {error.strerror}.") from None
    finally:
        part.unlink(missing_ok=True)


class Progress:
    """Says on a terminal's error channel how far the work is, seldom enough to be read."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._said: Mapping[str, int] = {}

    def say(self, what: str, count: int, share: float = 0.0) -> None:
        """Say that so many are done. In a file each twentieth part is a line; on a screen one line changes."""
        step = int(share * 20) if share else count // 20_000
        if self._said.get(what) == step:
            return
        self._said = {what: step}
        much = f" ({share:.0%})" if share else ""
        on_screen = self._stream.isatty()
        print(
            f"\r\033[K{what}: {count:,}{much}" if on_screen else f"{what}: {count:,}{much}",
            end="" if on_screen else "\n",
            file=self._stream,
            flush=True,
        )

    def end(self, words: str) -> None:
        """Say the last word."""
        print(("\r\033[K" if self._stream.isatty() else "") + words, file=self._stream, flush=True)


def written_score(score: float) -> str:
    """Return a score with four digits, never rounded up over a line that it did not reach."""
    return f"{int(score * 10_000 + 1e-9) / 10_000:.4f}"
