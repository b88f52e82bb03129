# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which names are worth a comparison: those that share rare keys with the one that is looked for.

A key weighs more the fewer names have it. What two names share is held against what both have, so that a long name does
not win by its length.
"""

from collections.abc import Iterable, Mapping
from math import log
from typing import NamedTuple

from safehold.core.names import Kind, key_weight, retrieval_keys

BALANCE = 0.9
"""How much of what is not shared counts on the side of the name that is looked for; the rest on the other's."""


EXTRA_PART, MOST_EXTRA_PARTS, LETTERS = 0.06, 3, 0.4


class Candidate(NamedTuple):
    """A name that may be the one: its id, its text, and a rank in which more is better and which is no score."""

    id: str
    name: str
    rank: float


def rarity(owners: int, names: int) -> float:
    """Return what it says of a name to have a key that so many of all names have."""
    return log(1 + names / max(owners, 1))


def balance(shared: float, asked: float, found: float) -> float:
    """Return the rank of a name: what is shared, of what the asked and the found name weigh."""
    return shared / (BALANCE * asked + (1 - BALANCE) * found + 1e-9)


def fit(asked: int, found: int, alike: float) -> float:
    """Return what is left of a rank when one name has more syllables or words, and when its letters differ.

    asked, found: syllables or words of each; alike: how much of their rough Latin letters is the same, 0 to 1.
    """
    return (1.0 - EXTRA_PART * min(abs(asked - found), MOST_EXTRA_PARTS)) * (1.0 - LETTERS * (1.0 - alike))


def rank_candidates(
    name: str,
    rows: Iterable[tuple[str, str, Iterable[str]]],
    owners: Mapping[str, int],
    names: int,
    limit: int = 50,
    *,
    kind: Kind = "person",
) -> list[Candidate]:
    """Rank what a store with a table of keys found: rows of (id, name, its keys) that share at least one key.

    owners: how many names of the store have a key; names: how many it holds.
    """

    def weigh(key: str) -> float:
        return key_weight(key) * rarity(owners.get(key, 1), names)

    wanted = {key: weigh(key) for key in retrieval_keys(name, kind)}
    asked = sum(wanted.values())
    ranked = []
    for id_, text, keys in rows:
        own = set(keys)
        shared = sum(weight for key, weight in wanted.items() if key in own)
        ranked.append(Candidate(id_, text, balance(shared, asked, sum(map(weigh, own)))))
    return sorted(ranked, key=lambda each: (-each.rank, each.name, each.id))[:limit]
