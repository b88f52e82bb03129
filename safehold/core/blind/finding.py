# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Looking for the words of a query in a text that is open: what tokens only suggest, this makes sure of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from safehold.core.blind.folding import Alike, fold
from safehold.core.blind.words import Word, read_words

MOST_WORDS = 12
"""Of a longer query, so many words count."""


@dataclass(frozen=True)
class Found:
    """Which words of a query a text has, by their place in the query, and where in the original text."""

    words: frozenset[int]
    places: list[tuple[int, int]] = field(repr=False)


def read_query(query: str, alike: Alike | None = None) -> list[Word]:
    """Return the words of a query, each once."""
    once = {(word.kind, word.parts): word for word in read_words(fold(query, alike).text)}
    return list(once.values())[:MOST_WORDS]


def find_words(query: Iterable[Word], text: str, alike: Alike | None = None) -> Found:
    """Find each word of a query in a text. Characters and syllables count where they stand side by side."""
    folded = fold(text, alike)
    at = defaultdict(list)
    for word in read_words(folded.text):
        for place, part in enumerate(word.parts):
            at[part].append((word, place))
    words, places = set(), set()
    for number, wanted in enumerate(query):
        for start, end in _stands(wanted, at[wanted.parts[0]]):
            words.add(number)
            places.add((folded.starts[start], _end_in_original(folded.starts, end)))
    return Found(frozenset(words), sorted(places))


def _stands(wanted: Word, candidates: list[tuple[Word, int]]) -> Iterator[tuple[int, int]]:
    """Return where a word stands in a folded text."""
    length = len(wanted.parts)
    for word, place in candidates:
        if word.kind is not wanted.kind or word.parts[place : place + length] != wanted.parts:
            continue
        yield _span(word, place, length)


def _span(word: Word, place: int, length: int) -> tuple[int, int]:
    """Return where some parts of a word stand. Of syllables, each is followed by one tsheg."""
    if len(word.parts) == 1:
        return word.start, word.end
    start = word.start + sum(len(part) for part in word.parts[:place]) + _gaps(word, place)
    end = start + sum(len(part) for part in word.parts[place : place + length]) + _gaps(word, length - 1)
    return start, min(end, word.end)


def _gaps(word: Word, number: int) -> int:
    return number if word.kind == "syllables" else 0


def _end_in_original(starts: range | list[int], end: int) -> int:
    """Return where the cluster of the last character ends: where the next one starts."""
    last = starts[end - 1]
    while end < len(starts) - 1 and starts[end] == last:
        end += 1
    return starts[end]
