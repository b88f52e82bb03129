# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes the data files: the whole log once through, each leaf checked, into every format as it comes by.

Memory does not grow with the register: relationships wait in a file of their own, since their formats want those whom
they are between to come first. Files that hold something withheld meanwhile are thrown away and written again.
"""

from __future__ import annotations

import csv
import hashlib
import shutil
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, TextIO
from uuid import UUID

import msgspec

from safehold.public.register import queries
from safehold.public.register.adapters import data_files
from safehold.public.register.adapters.data_files import DataFile, DataFiles
from safehold.public.register.adapters.keys import read_log_key
from safehold.public.register.errors import LogDamaged
from safehold.public.register.models import Entity, Entry
from safehold.public.register.queries import Book, Passed
from safehold.public.register.rules import VERSIONS, exports

HISTORY = "safehold/register-history/1"
TRIES = 3
CHUNK = 1 << 20
Say = Callable[[int, int], None]


def write_data_files(on: date, say: Say = lambda _done, _all: None) -> DataFiles:
    """Write all data files and put them in force; say how many leaves of how many are through.

    Raises NothingPublished, LogKeyMissing, LogDamaged, ExportRunning.
    """
    with data_files.writing() as folder:
        for _ in range(TRIES):
            withheld, book = queries.count_withholdings(), queries.open_book(anew=True)
            made = _Files(folder, book)
            with made:
                made.write(say)
            if withheld == queries.count_withholdings():
                break
        files = tuple(_name(path) for path in made.finished())
        written = DataFiles(on, book.size, withheld, book.note.decode(), files)
        data_files.put_in_force(folder, written)
    return written


def _name(path: Path) -> DataFile:
    """Give a file the address that holds its hash."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    address = f"{path.stem}-{digest[:16]}{path.suffix}"
    size = path.stat().st_size
    path.rename(path.with_name(address))
    return DataFile(path.name, address, size, digest)


class _Files:
    """The files while they are written."""

    def __init__(self, folder: Path, book: Book) -> None:
        self.folder, self.book = folder, book
        self.origin = book.checkpoint.origin
        self.first_day = date.min
        self._open = ExitStack()

    def __enter__(self) -> None:
        tables = [f"{name}.csv" for name in exports.TABLES.values()]
        files = {name: self._make(name) for name in tables}
        self.tables = {form: csv.writer(files[f"{name}.csv"]) for form, name in exports.TABLES.items()}
        for form, table in self.tables.items():
            table.writerow(exports.columns_of(form))
        self.history: BinaryIO = self._open.enter_context((self.folder / "history.jsonl").open("wb"))
        self.ftm, self.ftm_later = self._make("followthemoney.jsonl"), self._make("later.ftm")
        self.bods, self.bods_later = self._make("bods.json"), self._make("later.bods")
        self._bods_count = 0

    def __exit__(self, *problem: object) -> None:
        self._open.close()

    def finished(self) -> list[Path]:
        tables = [f"{name}.csv" for name in exports.TABLES.values()]
        return [
            self.folder / name for name in (*tables, "history.jsonl", "followthemoney.jsonl", "bods.json")
        ]

    def _make(self, name: str) -> TextIO:
        return self._open.enter_context((self.folder / name).open("w", encoding="utf-8", newline=""))

    def write(self, say: Say) -> None:
        head = {"format": HISTORY, "log_key": read_log_key().text, "checkpoint": self.book.note.decode()}
        self.history.write(msgspec.json.encode(head) + b"\n")
        for passed in queries.walk_leaves(self.book):
            if self.first_day == date.min:
                self.first_day = passed[0].telling.on
            self._write_some(passed)
            say(passed[-1].index + 1, self.book.size)
        self._write_nameless()
        self._bods_join()

    def _write_some(self, passed: list[Passed]) -> None:
        indexes = [each.index for each in passed]
        newest = {each.newest: each for each in queries.list_newest_in(indexes)}
        named: dict[int, list[Entity]] = {}
        for entity in queries.list_named_in(indexes):
            named.setdefault(entity.named_in or 0, []).append(entity)
        for each in passed:
            self._write_leaf(each)
            if each.telling.kind in VERSIONS and each.telling.form in self.tables:
                self._write_version(each, newest.get(each.index), named.get(each.index, []))

    def _write_leaf(self, passed: Passed) -> None:
        """Write a leaf with its openings as they lie here, to the byte."""
        leaf, withheld = msgspec.json.encode(passed.content.decode()), msgspec.json.encode(passed.withheld)
        parts = (b'{"index":%d,"leaf":' % passed.index, leaf, b',"openings":', passed.openings)
        self.history.write(b"".join((*parts, b',"withheld":', withheld, b"}\n")))

    def _write_version(self, passed: Passed, entry: Entry | None, named: list[Entity]) -> None:
        sides = (passed.registrant, passed.principal)
        if entry and (passed.entry, *sides) != (entry.id, entry.registrant_id, entry.principal_id):
            raise LogDamaged
        telling = passed.telling
        row = exports.row_of(telling, passed.version, passed.entry, sides, is_newest=entry is not None)
        self.tables[telling.form].writerow(row)
        for entity in named:
            if entity.id not in sides:
                raise LogDamaged
            role = "registrant" if entity.id == passed.registrant else "principal"
            self._write_party(exports.read_party(entity.id, role, telling))
        if entry:
            self._write_arrangement(exports.read_arrangement(entry.id, telling, *sides))

    def _write_party(self, party: exports.Party) -> None:
        self.ftm.write(_json(exports.follow_the_money.tell_party(party)) + "\n")
        self._write_bods(exports.bods.tell_party(party, self.origin, self.first_day))

    def _write_arrangement(self, arrangement: exports.Arrangement) -> None:
        representation = exports.follow_the_money.tell_arrangement(arrangement)
        if representation:
            self.ftm_later.write(_json(representation) + "\n")
        told, later = exports.bods.tell_arrangement(arrangement, self.origin)
        self._write_bods(told)
        for each in later:
            self.bods_later.write(",\n" + _json(each))

    def _write_bods(self, statement: Any) -> None:
        self.bods.write(("," if self._bods_count else "[") + "\n" + _json(statement))
        self._bods_count += 1

    def _write_nameless(self) -> None:
        """Write those whose names are withheld everywhere: entries still point at them."""
        after: UUID | None = None
        while found := queries.list_unnamed(after, 1000):
            after = found[-1].id
            for entity in found:
                role = "registrant" if entity.is_registrant else "principal"
                self._write_party(exports.read_party(entity.id, role, None))

    def _bods_join(self) -> None:
        """Put what waited behind what came first."""
        if not self._bods_count:
            self.bods.write("[")
        for file, later, end in ((self.ftm, "later.ftm", ""), (self.bods, "later.bods", "\n]\n")):
            (self.ftm_later if later == "later.ftm" else self.bods_later).flush()
            with (self.folder / later).open(encoding="utf-8", newline="") as waited:
                shutil.copyfileobj(waited, file, CHUNK)
            file.write(end)


def _json(document: Any) -> str:
    return msgspec.json.encode(document).decode()
