# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finding entries by words and qualities.

Each is a term; an entry is found when it has all of them. The rarest term leads, the others are asked of each entry
that it has, newest entry first, until a page is full: so a page of results costs about the same however large the
register is. Chinese and Tibetan words of more than two parts are looked for in the open text as well, since terms do
not tell that their parts stand side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from safehold.catalog.characters import load_alike
from safehold.catalog.countries import countries
from safehold.core import blind
from safehold.public.register import rules
from safehold.public.register.models import Entry, Leaf, Log, Term
from safehold.public.register.queries.books import (
    Book,
    Names,
    Problem,
    Statement,
    read_by_index,
    read_statements,
)

PAGE = 20
MOST_COUNTED = 1000
LONGEST_QUERY = 300
LOOKS_FOR_PHRASES = 10


@dataclass(frozen=True)
class Asked:
    """What somebody looks for. Empty: it does not matter."""

    words: str = ""
    kind: str = ""
    country: str = ""
    state: str = ""
    activity: str = ""
    level: str = ""

    @property
    def qualities(self) -> dict[str, str]:
        found = {name: getattr(self, name) for name in ("kind", "country", "state", "activity", "level")}
        return {name: value for name, value in found.items() if value}

    def is_anything(self) -> bool:
        return bool(self.words.strip() or self.qualities)


@dataclass(frozen=True)
class Found:
    """A page of entries with their newest versions, newest entry first. `older`: the number to go on below."""

    entries: list[tuple[Entry, Statement]]
    count: int
    is_more: bool
    older: int | None


def search_entries(
    book: Book, asked: Asked, below: int | None = None, limit: int = PAGE, only: Names = rules.LISTED
) -> Found:
    """Return entries that have all that is asked for, those with a number below one, if it is given.

    only: the fields that are wanted; None: all.
    """
    words = rules.read_asked(asked.words[:LONGEST_QUERY])
    if asked.words.strip() and not words:
        return Found([], 0, False, None)
    numbers = having_asked(asked, words)
    phrases = [
        word for word in words if len(word.parts) > 2 or (word.kind == "syllables" and len(word.parts) > 1)
    ]
    entries, older = _take(book, numbers, below, limit, phrases, only)
    counted = _count(numbers)
    return Found(entries, min(counted, MOST_COUNTED), counted > MOST_COUNTED, older)


def having_asked(asked: Asked, words: Sequence[blind.Word]) -> QuerySet[Any, int]:
    """Return the numbers of the entries that have every term of what is asked for, not in order."""
    terms = rules.asked_terms(words) | {rules.facet(name, value) for name, value in asked.qualities.items()}
    return _having(_rarest_first(terms))


def _rarest_first(terms: set[int]) -> list[int]:
    """Return terms, the one that the fewest entries have first. Frequent ones are counted only so far."""
    counts = {term: Term.objects.filter(term=term)[:MOST_COUNTED].count() for term in terms}
    return sorted(terms, key=lambda term: (counts[term], term))


def _having(terms: Sequence[int]) -> QuerySet[Any, int]:
    """Return the numbers of the entries that have all of some terms, not in order."""
    if not terms:
        return Entry.objects.values_list("number", flat=True)
    rows = Term.objects.filter(term=terms[0])
    for term in terms[1:]:
        rows = rows.filter(Exists(Term.objects.filter(term=term, place=OuterRef("place"))))
    return rows.values_list("place", flat=True)


def _count(numbers: QuerySet[Any, int]) -> int:
    return numbers[: MOST_COUNTED + 1].count()


def _take(
    book: Book,
    numbers: QuerySet[Any, int],
    below: int | None,
    limit: int,
    phrases: Sequence[blind.Word],
    only: Names,
) -> tuple[list[tuple[Entry, Statement]], int | None]:
    """Return a page, and the number below which there is more. With phrases, not all that has the terms has them."""
    column = "number" if numbers.model is Entry else "place"
    taken: list[tuple[Entry, Statement]] = []
    for _ in range(LOOKS_FOR_PHRASES):
        rest = numbers if below is None else numbers.filter(**{f"{column}__lt": below})
        places = list(rest.order_by(f"-{column}")[: limit + 1])
        shown = read_entries(book, places[:limit], only)
        taken += [each for each in shown if not phrases or _has_phrases(book, each[0], phrases)]
        below = places[limit - 1] if len(places) > limit else None
        if len(taken) > limit:
            return taken[:limit], taken[limit - 1][0].number
        if below is None or len(taken) == limit:
            break
    return taken, below


def read_entries(
    book: Book, numbers: Sequence[int], only: Names = rules.LISTED
) -> list[tuple[Entry, Statement]]:
    """Return entries by their numbers with what their newest versions say, newest entry first."""
    entries = sorted(Entry.objects.filter(number__in=numbers), key=lambda entry: -entry.number)
    return with_newest(book, entries, only)


def with_newest(
    book: Book, entries: Sequence[Entry], only: Names = rules.LISTED
) -> list[tuple[Entry, Statement]]:
    """Return entries with what their newest versions say; one whose row names another entry's leaf says so."""
    newest = read_by_index(book, [entry.newest for entry in entries], only)
    return [(entry, _of(entry, newest[entry.newest])) for entry in entries]


def _of(entry: Entry, statement: Statement) -> Statement:
    leaf = statement.leaf
    fits = leaf is None or (leaf.entry, leaf.registrant, leaf.principal) == (
        entry.id,
        entry.registrant_id,
        entry.principal_id,
    )
    return statement if fits else Statement(statement.index, problem=Problem.ROW_CHANGED)


def _has_phrases(book: Book, entry: Entry, phrases: Sequence[blind.Word]) -> bool:
    rows = list(Leaf.objects.filter(entry_id=entry.id, kind__in=rules.VERSIONS, index__lt=book.size))
    texts = [
        text
        for each in read_statements(book, rows)
        if each.leaf is not None
        for text in rules.texts_of(each.leaf.form, each.values)
    ]
    return all(any(blind.find_words([word], text, load_alike()).words for text in texts) for word in phrases)


_held_countries: dict[bytes, tuple[str, ...]] = {}
"""For the checkpoint that was read last: finding them again takes longer than a search."""


def list_countries(book: Book) -> tuple[str, ...]:
    """Return the countries that any entry here can be asked for by. Held once all is shown that the book covers."""
    if book.note not in _held_countries:
        is_whole = Log.objects.filter(shown__gte=book.size).exists()
        found = tuple(
            code
            for code, _name in countries("en")
            if Term.objects.filter(term=rules.facet("country", code)).exists()
        )
        _held_countries.clear()
        if not is_whole:
            return found
        _held_countries[book.note] = found
    return _held_countries[book.note]
