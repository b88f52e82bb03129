# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reading the index: the rare keys first, then only those names that they brought, then the few best in full."""

import json
import mmap
from bisect import bisect_left
from collections.abc import Iterable
from heapq import nlargest
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from safehold.core.names import KEYS_VERSION, LookupKey, lookup_keys, near_keys
from safehold.core.names.index.building import Entry, clean, exact_key, hash_key
from safehold.core.names.index.image import ImageMalformed, read_image
from safehold.core.names.index.ranking import Candidate, balance, rarity
from safehold.core.names.index.screening import COMPARED, Hit, screen_names

ALONE = 400
"""A group of keys that so few have brings all of them; of the others, names that share two groups are looked at."""
PAIRED = 120_000
"""Owners that are looked at together; the keys that most have are left out beyond it, and count in the ranking only."""
NARROWED = 300
"""Names whose rank is worked out over all their keys."""
ENOUGH = 20
"""With fewer than so many, a name that shares one part that many have will do."""
BY_THE_WAY = frozenset(("==", "h", "j"))
"""Groups of keys of a whole name: good to have, and no part of a name is missing where they are."""


class _Key(NamedTuple):
    start: int
    end: int
    place: int
    weight: float


class _Group(NamedTuple):
    """The keys of which a name needs one: readings of one syllable, spellings of one word. Sorted: the rarest first."""

    owners: int
    name: str
    weight: float
    keys: list[_Key]


class NameIndex:
    """An index that was built by `build_index`: in memory, or a mapped file."""

    def __init__(self, image: bytes | memoryview) -> None:
        """Read what build_index returned. Raises ImageMalformed, also when its keys are those of another version."""
        facts, sections = read_image(image)
        if facts["keys_version"] != KEYS_VERSION:
            raise ImageMalformed("the keys of another version")
        self.kind, self.size = facts["kind"], int(str(facts["names"]))
        self._hashes, self._worth = sections["hashes"], sections["worth"]
        self._owners_at, self._owners = sections["owners_at"], sections["owners"]
        self._keys_at, self._keys, self._norms = sections["keys_at"], sections["keys"], sections["norms"]
        self._names_at, self._names = sections["names_at"], sections["names"]
        self._entries_at, self._entries = sections["entries_at"], sections["entries"]

    @classmethod
    def open(cls, path: Path) -> "NameIndex":
        """Map a file. Raises OSError, ImageMalformed."""
        with path.open("rb") as file:
            if not path.stat().st_size:
                raise ImageMalformed("an empty file")
            return cls(memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)))

    def __len__(self) -> int:
        return self.size

    def candidates(self, name: str, limit: int = 50) -> list[Candidate]:
        """Return the entries under the `limit` best names, best first."""
        ranked = self.rank(name, limit)
        return [Candidate(e.id, e.name, rank) for number, rank in ranked for e in self.entries_of(number)]

    def screen(
        self, name: str, born: str | None = None, countries: Iterable[str] = (), limit: int = 10
    ) -> list[Hit]:
        """Return who may be meant, best first, each id once with its best name. It proposes; a person decides."""
        found = ((rank, self.entries_of(number)) for number, rank in self.rank(name, COMPARED))
        return screen_names(name, found, born or "", tuple(countries), limit, self.kind)

    def rank(self, name: str, limit: int) -> list[tuple[int, float]]:
        """Return the numbers of the `limit` best names with their ranks, best first."""
        name = clean(name)
        wanted = [LookupKey(exact_key(name), "==", 1.0), *lookup_keys(name, self.kind)]
        ranked, whole = self._rank(wanted)
        if not whole:
            near = list(near_keys(name, self.kind))
            if near:
                ranked, _ = self._rank([*wanted, *near])
        best = nlargest(limit, ranked, key=lambda each: (each[0], -each[1]))
        return [(number, rank) for rank, number in best]

    def entries_of(self, number: int) -> list[Entry]:
        """Return the entries that have a name."""
        text = bytes(self._names[self._names_at[number] : self._names_at[number + 1]]).decode()
        lines = json.loads(bytes(self._entries[self._entries_at[number] : self._entries_at[number + 1]]))
        return [Entry(id_, text, born, country) for id_, born, country in lines]

    def _rank(self, wanted: list[LookupKey]) -> tuple[list[tuple[float, int]], bool]:
        """Return rank and number of the names worth one, and whether the best has every part that was looked for."""
        groups = self._find_groups(wanted)
        pool = self._collect(groups)
        numbers = list(pool)
        if len(pool) > NARROWED:
            numbers = [number for number, _ in nlargest(NARROWED, pool.items(), key=itemgetter(1))]
        parts = {key.group for key in wanted} - BY_THE_WAY
        return self._rank_in_full(numbers, groups, parts)

    def _find_groups(self, wanted: Iterable[LookupKey]) -> list[_Group]:
        """Return what somebody in the index has of it, the rarest first."""
        found: dict[str, list[_Key]] = {}
        hashes, at, worths = self._hashes, self._owners_at, self._worth
        for key, group, worth in wanted:
            hashed = hash_key(key)
            place = bisect_left(hashes, hashed)
            if place < len(hashes) and hashes[place] == hashed:
                start, end = at[place], at[place + 1]
                weight = rarity(end - start, self.size) * worths[place] / 255 * worth
                found.setdefault(group, []).append(_Key(start, end, place, weight))
        return sorted(self._make_group(name, keys) for name, keys in found.items())

    def _make_group(self, name: str, keys: list[_Key]) -> _Group:
        owners = sum(key.end - key.start for key in keys)
        return _Group(owners, name, rarity(owners, self.size), keys)

    def _collect(self, groups: list[_Group]) -> dict[int, float]:
        """Return all who have a rare part, and who share two of the others; with a first guess at their rank."""
        pool: dict[int, float] = {}
        looked, sets = 0, list[tuple[float, set[int]]]()
        for group in groups:
            looked += group.owners
            if looked > PAIRED and len(sets) > 1:
                break
            owners = self._owners_of(group)
            for weight, theirs in sets:
                _add(pool, owners & theirs, weight + group.weight)
            if group.owners <= ALONE:
                _add(pool, owners, group.weight)
            sets.append((group.weight, owners))
        if len(pool) < ENOUGH:
            for weight, owners in sets:
                if len(pool) < ENOUGH:
                    _add(pool, owners, weight)
        return pool

    def _owners_of(self, group: _Group) -> set[int]:
        owners = self._owners
        return set().union(*(owners[key.start : key.end].tolist() for key in group.keys))

    def _rank_in_full(
        self, numbers: list[int], groups: list[_Group], parts: set[str]
    ) -> tuple[list[tuple[float, int]], bool]:
        """Rank names over all their keys; of the keys of one group only the heaviest counts."""
        by_place = {key.place: (group.name, key.weight) for group in groups for key in group.keys}
        asked = sum(max(key.weight for key in group.keys) for group in groups)
        own, at, norms = self._keys, self._keys_at, self._norms
        ranked, whole = [], False
        for number in numbers:
            shared: dict[str, float] = {}
            for place in own[at[number] : at[number + 1]].tolist():
                if place in by_place:
                    name, weight = by_place[place]
                    if weight > shared.get(name, 0.0):
                        shared[name] = weight
            whole = whole or _has_all(shared, parts)
            ranked.append((balance(sum(shared.values()), asked, norms[number]), number))
        return ranked, whole


def _add(pool: dict[int, float], numbers: set[int], weight: float) -> None:
    get = pool.get
    for number in numbers:
        pool[number] = get(number, 0.0) + weight


def _has_all(shared: Iterable[str], parts: set[str]) -> bool:
    """Has a name every syllable, or every word, that was looked for?"""
    missing = parts.difference(shared)
    return any(
        missing.isdisjoint(of_sort)
        for letter in "sw"
        if len(of_sort := {part for part in parts if part[0] == letter}) > 1 or (of_sort and len(parts) == 1)
    )
