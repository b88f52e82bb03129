# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""From ranked names to hits: the best few are compared in full, and the second facts are weighed.

What is compared is what the rank does not rule out: a name that shares far less than the best one is left, once some
have been looked at. The score is absolute all the same; no hit's score hangs on another's.
"""

from collections.abc import Iterable, Iterator, Sequence
from heapq import nsmallest
from typing import NamedTuple

from safehold.core.names import Caveat, Comparison, Kind, Reason, compare_prepared, prepare
from safehold.core.names.index.building import Entry
from safehold.core.names.index.facts import Asked, SecondFact, read_countries, weigh_facts

COMPARED = 50
"""Names that are compared in full at most."""
ALWAYS_COMPARED = 8
"""So many are compared whatever their rank."""
WORTH_COMPARING = 0.6
"""Of the others, those whose rank is so much of the best one's."""


class Hit(NamedTuple):
    """An entry of the list that may be meant. score: absolute, 0 to 1; at LIKELY and above "likely the same name"."""

    id: str
    name: str
    score: float
    comparison: Comparison
    facts: tuple[SecondFact, ...]

    def sentences(self, language: str = "en") -> list[str]:
        """Return the reasons and the warnings as sentences: of the name first, then of the second facts."""
        said: tuple[Reason | Caveat | SecondFact, ...] = (
            *self.comparison.reasons,
            *self.facts,
            *self.comparison.caveats,
        )
        return [each.sentence(language) for each in said]


def screen_names(
    name: str,
    ranked: Iterable[tuple[float, Sequence[Entry]]],
    born: str,
    countries: Sequence[str],
    limit: int,
    kind: Kind,
) -> list[Hit]:
    """Return the best hits among names that come with their ranks, best first."""
    asked, mine = prepare(name, kind), Asked(born, read_countries(";".join(countries)))
    best: dict[str, Hit] = {}
    for entries in _worth_comparing(ranked):
        compared = compare_prepared(asked, prepare(entries[0].name, kind))
        for entry in entries:
            theirs = Asked(entry.born, read_countries(entry.country))
            score, facts = weigh_facts(compared.score, compared.name_score, mine, theirs)
            if score > 0 and (entry.id not in best or best[entry.id].score < score):
                best[entry.id] = Hit(entry.id, entry.name, score, compared, facts)
    return nsmallest(limit, best.values(), key=lambda each: (-each.score, each.name, each.id))


def _worth_comparing(ranked: Iterable[tuple[float, Sequence[Entry]]]) -> Iterator[Sequence[Entry]]:
    first = 0.0
    for count, (rank, entries) in enumerate(ranked):
        first = first or rank
        if count >= ALWAYS_COMPARED and rank < WORTH_COMPARING * first:
            return
        yield entries
