# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""One page of what a search finds: candidates are opened one after the other until the page is full."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count, islice
from uuid import UUID

from django.db.models import QuerySet

from safehold.core.rows import RowTampered
from safehold.desk.cases import queries as cases
from safehold.desk.cases.models import Case
from safehold.desk.search import queries as search
from safehold.desk.vault.actions import Unlocked

PAGE_LENGTH = 20
AT_A_TIME = 20
MOST_OPENED = 400
"""So many candidates are opened for one page: with more, somebody would wait too long. The next page goes on."""
COMPARED = 500
"""Where there are too many candidates to name, so many cases are compared with them at a time."""


@dataclass(frozen=True)
class FoundLine:
    line: cases.ListedCase = field(repr=False)
    hit: search.Hit = field(repr=False)


@dataclass(frozen=True)
class FoundPage:
    """`following`: the place of the next page's first candidate, None after the last one.

    unreadable: candidates that did not open: keys that this member lacks, or rows that somebody changed.
    """

    lines: list[FoundLine]
    following: int | None
    unreadable: int


@dataclass
class _Reading:
    """Candidates on their way to become hits."""

    unlocked: Unlocked
    query: search.Query
    read_in: Mapping[UUID, UUID]
    found: list[tuple[cases.FoundCase, search.Hit]] = field(default_factory=list)
    unreadable: int = 0


def search_cases(
    unlocked: Unlocked, query: search.Query, chosen: cases.FoundFilter, start: int, on: date
) -> FoundPage:
    """Return the cases that have every word of a query, from the candidate at `start` on."""
    reading = _Reading(unlocked, query, cases.list_read_in(unlocked.organisation_id))
    candidates = search.find_cases(unlocked, query, reading.read_in)
    ids = islice(_in_order(cases.list_ids(unlocked.member, chosen), candidates), start, None)
    place = start
    while place < start + MOST_OPENED and len(reading.found) < PAGE_LENGTH:
        some = list(islice(ids, min(AT_A_TIME, PAGE_LENGTH - len(reading.found))))
        if not some:
            break
        _read(reading, some)
        place += len(some)
    following = place if next(ids, None) else None
    return FoundPage(_lines(unlocked, reading.found, on), following, reading.unreadable)


def _in_order(listed: QuerySet[Case, UUID], candidates: search.Candidates) -> Iterator[UUID]:
    """Yield the candidates among listed cases, in their order, and look no further than somebody asks."""
    if candidates.are_few:
        yield from listed.filter(id__in=candidates.ids())
        return
    for start in count(0, COMPARED):
        some = list(listed[start : start + COMPARED])
        there = candidates.among(some)
        yield from (case_id for case_id in some if case_id in there)
        if len(some) < COMPARED:
            return


def _read(reading: _Reading, ids: Sequence[UUID]) -> None:
    """Open some candidates; when one of them does not open, each on its own."""
    opened = cases.open_found(reading.unlocked, ids)
    keys = {case_id: key for each in opened for case_id, key in each.keys.items()}
    try:
        hits = search.read_hits(reading.unlocked, reading.query, keys, reading.read_in)
    except RowTampered:
        for case_id in ids:
            _read_alone(reading, case_id)
        return
    reading.found += [(each, hits[each.case.id]) for each in opened if each.case.id in hits]
    reading.unreadable += sum(each.case.id not in each.keys for each in opened)


def _read_alone(reading: _Reading, case_id: UUID) -> None:
    """A case that got a new key a moment ago opens now."""
    for each in cases.open_found(reading.unlocked, [case_id]):
        try:
            hits = search.read_hits(reading.unlocked, reading.query, each.keys, reading.read_in)
        except RowTampered:
            reading.unreadable += 1
            continue
        reading.found += [(each, hit) for hit in hits.values()]


def _lines(unlocked: Unlocked, found: list[tuple[cases.FoundCase, search.Hit]], on: date) -> list[FoundLine]:
    rows = [each.case for each, _ in found]
    titles = cases.open_titles(unlocked, rows)
    described = cases.describe_cases(rows, on)
    return [
        FoundLine(replace(line, title=titles.get(line.case.id, "")), hit)
        for line, (_, hit) in zip(described, found, strict=True)
    ]
