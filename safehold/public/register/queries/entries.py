# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""One entry of the register: its versions, what was said about it, and what it was on a day."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from safehold.public.register import rules
from safehold.public.register.errors import ThingUnknown
from safehold.public.register.models import Entry, Leaf
from safehold.public.register.queries.books import Book, Problem, Statement, read_by_index, read_statements

MOST_VERSIONS = 500
MOST_REACTIONS = 200


@dataclass(frozen=True)
class Thread:
    """A notice, a decision or another thing said, and what was answered: beside it, never apart from it."""

    first: Statement
    answers: list[Statement] = field(default_factory=list)


@dataclass(frozen=True)
class History:
    """An entry as it became. `missing`: numbers of versions that must have been and are not here."""

    entry: Entry
    versions: list[Statement]
    threads: list[Thread]
    sources: dict[int, Statement]
    reasons: dict[int, Statement]
    missing: list[int]

    @property
    def sound(self) -> list[Statement]:
        """The versions that fit their leaves."""
        return [each for each in self.versions if each.problem is None]

    def version(self, number: int) -> Statement:
        """Return one version; raises ThingUnknown. Of two with the same number, the one that came later counts."""
        found = [each for each in self.sound if each.leaf and each.leaf.version == number]
        if not found:
            raise ThingUnknown
        return found[-1]

    def as_of(self, on: date) -> Statement | None:
        """Return the version that stood on a day."""
        place = rules.place_as_of([each.leaf.on for each in self.sound if each.leaf], on)
        return None if place is None else self.sound[place]

    @property
    def state(self) -> rules.State:
        return rules.state_of([each.telling for each in self.sound])


def access_entry(book: Book, entry_id: UUID) -> History:
    """Return an entry with its history; raises ThingUnknown."""
    entry = Entry.objects.filter(id=entry_id).first()
    if entry is None:
        raise ThingUnknown
    rows = _list_rows(book, entry_id)
    found = [
        (row.kind in rules.VERSIONS, each)
        for row, each in zip(rows, read_statements(book, rows), strict=True)
    ]
    versions = [_of(entry, each) for is_version, each in found if is_version]
    if entry.newest not in {each.index for each in versions}:
        versions.append(Statement(entry.newest, problem=Problem.LEAF_MISSING))
    reactions = [each for is_version, each in found if not is_version]
    return History(
        entry,
        versions,
        put_together(reactions),
        _sources(book, versions),
        list_reasons(book, [*versions, *reactions]),
        _list_missing(versions),
    )


def _list_rows(book: Book, entry_id: UUID) -> list[Leaf]:
    """Return an entry's versions and what was said about them; of many, the first of either."""
    rows = Leaf.objects.filter(entry_id=entry_id, index__lt=book.size).order_by("index")
    found = list(rows.filter(kind__in=rules.TELLINGS)[: MOST_VERSIONS + MOST_REACTIONS])
    if len(found) < MOST_VERSIONS + MOST_REACTIONS:
        versions = [row for row in found if row.kind in rules.VERSIONS]
        reactions = [row for row in found if row.kind in rules.REACTIONS]
        return versions[:MOST_VERSIONS] + reactions[:MOST_REACTIONS]
    return [
        *rows.filter(kind__in=rules.VERSIONS)[:MOST_VERSIONS],
        *rows.filter(kind__in=rules.REACTIONS)[:MOST_REACTIONS],
    ]


def access_version(book: Book, entry_id: UUID, number: int) -> Statement:
    """Return one version of an entry, without the rest of its history; raises ThingUnknown."""
    rows = Leaf.objects.filter(
        entry_id=entry_id, version=number, kind__in=rules.VERSIONS, index__lt=book.size
    )
    row = rows.order_by("-index").first()
    if row is None:
        raise ThingUnknown
    return read_statements(book, [row])[0]


def put_together(reactions: Sequence[Statement]) -> list[Thread]:
    """Put what was answered beside what it answers. Newest first; the answers in their order."""
    threads: dict[int, Thread] = {}
    for each in reactions:
        about = next((index for index in each.leaf.about if index in threads), None) if each.leaf else None
        if about is None:
            threads[each.index] = Thread(each)
        else:
            threads[about].answers.append(each)
            threads[each.index] = threads[about]
    once = {id(thread): thread for thread in threads.values()}
    return sorted(once.values(), key=lambda thread: -thread.first.index)


def list_reasons(book: Book, statements: Collection[Statement]) -> dict[int, Statement]:
    """Return the leaves that say why something of these statements was withheld."""
    wanted = {by for each in statements for found in each.withheld.values() for by in found}
    return read_by_index(book, sorted(wanted)) if wanted else {}


def _sources(book: Book, versions: Sequence[Statement]) -> dict[int, Statement]:
    """Return the leaves of the files from which versions were replayed."""
    wanted = {index for each in versions if each.leaf for index in each.leaf.about}
    found = read_by_index(book, sorted(wanted)) if wanted else {}
    return {index: each for index, each in found.items() if each.leaf and each.leaf.kind == "import"}


def _of(entry: Entry, version: Statement) -> Statement:
    fits = version.leaf is None or version.leaf.entry == entry.id
    return version if fits else Statement(version.index, problem=Problem.ROW_CHANGED)


def _list_missing(versions: Sequence[Statement]) -> list[int]:
    """Return the numbers that are left out. A leaf that does not fit may be any of them."""
    numbers = {each.leaf.version for each in versions if each.leaf}
    broken = sum(each.leaf is None for each in versions)
    gaps = sorted(set(range(1, max(numbers, default=0) + 1)) - numbers)
    return gaps[broken:] if broken else gaps
