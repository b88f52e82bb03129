# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A list as a table (CSV) with any columns: a mapping says which column holds what.

    {"name": "Full name", "alias": "AKA", "born": "DOB", "country": "Country", "key": "Ref"}

Cells with several values are cut at semicolons. Without a column for the key, it is made from name and birth: who is
renamed then looks like one removed and one added, so a list that has numbers should name their column.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from safehold.core.watchlists.errors import ListMalformed, MappingUnsound
from safehold.core.watchlists.follow_the_money import births_in
from safehold.core.watchlists.parties import ALIAS, KINDS, PERSON, ListedName, ListedParty
from safehold.core.watchlists.reading import Left, Reading, clean_names

FIELDS = ("key", "kind", "name", "alias", "born", "country", "listed_on", "source", "remarks")
LONGEST_CELL = 20_000


def read_csv(lines: Iterable[str], mapping: Mapping[str, str], kind: str = PERSON) -> Reading:
    """Read a table. mapping: field -> column; `name` is needed. kind: of rows that say none.

    Raises MappingUnsound at once for fields that do not exist; iterating raises ListMalformed, or MappingUnsound when
    the file lacks a column.
    """
    if "name" not in mapping or set(mapping) - set(FIELDS) or kind not in KINDS:
        raise MappingUnsound("fields")

    def read(left: Left) -> Iterator[ListedParty]:
        reader = csv.DictReader(lines, strict=True)
        try:
            if set(mapping.values()) - set(reader.fieldnames or ()):
                raise MappingUnsound("columns")
            for row in reader:
                cells = _cells(row, mapping, reader.line_num)
                if not cells["name"]:
                    left("unnamed")
                    continue
                yield _party(cells, kind, reader.line_num)
        except csv.Error:
            raise ListMalformed("csv", max(reader.line_num, 1)) from None

    return Reading(read)


def _cells(row: dict[str, str | None], mapping: Mapping[str, str], number: int) -> dict[str, str]:
    if None in row:
        raise ListMalformed("columns", number)
    cells = {name: (row[mapping[name]] or "").strip() if name in mapping else "" for name in FIELDS}
    if any(len(cell) > LONGEST_CELL for cell in cells.values()):
        raise ListMalformed("too-long", number)
    return cells


def _party(cells: Mapping[str, str], kind: str, number: int) -> ListedParty:
    told = cells["kind"].casefold() or kind
    if told not in KINDS:
        raise ListMalformed("kind", number)
    names, anomalies = clean_names(
        [ListedName(cells["name"]), *(ListedName(text, note=ALIAS) for text in _several(cells["alias"]))]
    )
    return ListedParty(
        key=cells["key"] or _made_key(cells),
        kind=told,
        names=names,
        born=tuple(birth for text in _several(cells["born"]) for birth in births_in(text)),
        countries=tuple(text.upper() for text in _several(cells["country"])),
        listed_on=_day(cells["listed_on"], number),
        source=cells["source"],
        remarks=tuple(_several(cells["remarks"])),
        anomalies=tuple(anomalies),
    )


def _several(cell: str) -> list[str]:
    return list(dict.fromkeys(text.strip() for text in cell.split(";") if text.strip()))


def _made_key(cells: Mapping[str, str]) -> str:
    told = "\n".join((cells["kind"], cells["name"], cells["born"]))
    return f"made:{hashlib.sha256(told.encode()).hexdigest()[:32]}"


def _day(text: str, number: int) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ListMalformed("day", number) from None
