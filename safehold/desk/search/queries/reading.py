# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""From candidates to hits: each is read through the rooms it has texts in, and dropped unless every word is there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain
from uuid import UUID

from safehold.core import blind
from safehold.desk.members.rules import FieldClass
from safehold.desk.search import rules
from safehold.desk.search.adapters import load_alike
from safehold.desk.search.queries.candidates import Candidates, ReadIn, find_candidates
from safehold.desk.search.queries.keys import list_keys
from safehold.desk.search.sources import read_beside, read_texts
from safehold.desk.vault.actions import Unlocked


@dataclass(frozen=True)
class Query:
    """What is looked for, and in which classes of fields."""

    words: list[blind.Word] = field(repr=False)
    classes: list[FieldClass]

    def __bool__(self) -> bool:
        return bool(self.words)


@dataclass(frozen=True)
class Hit:
    """A case that has every word, and the places that say so."""

    case_id: UUID
    snippets: list[rules.Snippet] = field(repr=False)


def read_query(role: str, typed: str) -> Query:
    """Return the words of a query, for a member of a role. False when there is no word in it."""
    words = blind.read_query(typed[: rules.LONGEST_QUERY], load_alike())
    return Query(words, rules.searched_classes(role))


def find_cases(unlocked: Unlocked, query: Query, read_in: ReadIn) -> Candidates:
    """Return the cases of the member's organisation that may hold a query's words. To be sure: `read_hits`."""
    keys = list_keys(unlocked)
    return find_candidates(unlocked.organisation_id, keys, query.classes, query.words, read_in)


def read_hits(
    unlocked: Unlocked, query: Query, keys: Mapping[UUID, bytes], read_in: ReadIn
) -> dict[UUID, Hit]:
    """Return, of some candidates, those that really have every word in what the reader may see.

    keys: the id and the key of each case, and of those that are read in it. Raises RowTampered.
    """
    found: dict[UUID, list[tuple[blind.Found, rules.SearchedText]]] = defaultdict(list)
    for text in chain(read_texts(keys), read_beside(unlocked, keys)):
        if text.field.field_class in query.classes:
            in_text = blind.find_words(query.words, text.field.text, load_alike())
            if in_text.words:
                found[read_in.get(text.case_id, text.case_id)].append((in_text, text))
    return {
        case_id: Hit(case_id, _snippets(case_id, places))
        for case_id, places in found.items()
        if rules.has_all(query.words, [each for each, _ in places])
    }


def _snippets(case_id: UUID, places: list[tuple[blind.Found, rules.SearchedText]]) -> list[rules.Snippet]:
    """Show the texts with the most words first, the first place of each. The title stands above them anyway."""
    below = [(found, text.field) for found, text in places if text.source_id != case_id]
    best = sorted(below, key=lambda each: -len(each[0].words))[: rules.MOST_PLACES]
    return [rules.cut_snippet(str(field.label), field.text, *found.places[0]) for found, field in best]
