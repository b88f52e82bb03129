# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reading the index: the rare keys first, then only those names that they brought, then the few best in full."""

import json
import mmap
from bisect import bisect_left
from collections.abc import Iterable
from heapq import nlargest, nsmallest
from pathlib import Path
from typing import NamedTuple

from rapidfuzz.distance.Indel import normalized_similarity

from safehold.core.names import KEYS_VERSION, Kind, LookupKey, lookup_keys, near_keys, prepare
from safehold.core.names.index.building import Entry, clean, exact_key, hash_key
from safehold.core.names.index.image import ImageMalformed, read_image
from safehold.core.names.index.ranking import Candidate, balance, fit, rarity
from safehold.core.names.index.screening import COMPARED, Hit, screen_names
from safehold.core.names.keys import GUESSED, count_parts, letters_of

ALONE = 800
"""A group of keys that so few have brings all of them; of the others, names that share two groups are looked at."""
PAIRED = 120_000
"""Owners that are looked at together; the keys that most have are left out beyond it, and count in the ranking only."""
COLLECTED = 600
"""Names whose letters are looked at."""
NARROWED = 100
"""Names whose rank is worked out over all their keys."""
ENOUGH = 20
"""With fewer than so many, a name that shares one part that many have will do."""
KINDS: dict[str, Kind] = {"person": "person", "organisation": "organisation", "account": "account"}
SLIGHT = 0.8
"""What a guessed reading counts at first."""
BY_THE_WAY = frozenset(("==", "h", "j", "S"))
"""Groups of keys of a whole name: good to have, and no part of a name is missing where they are."""


class _Key(NamedTuple):
    start: int
    end: int
    place: int
    worth: float


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
        self.kind: Kind = KINDS[str(facts["kind"])]
        self.size = int(str(facts["names"]))
        self._hashes, self._worth = sections["hashes"], sections["worth"]
        self._owners_at, self._owners = sections["owners_at"], sections["owners"]
        self._keys_at, self._keys, self._norms = sections["keys_at"], sections["keys"], sections["norms"]
        self._counts = sections["counts"]
        self._letters_at, self._letters = sections["letters_at"], sections["letters"]
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
        prepared = prepare(name, self.kind)
        written, parts = letters_of(prepared).encode("ascii", "ignore"), count_parts(prepared)
        wanted = [LookupKey(exact_key(name), "==", 1.0), *lookup_keys(name, self.kind)]
        ranked, whole = self._rank(wanted, written, parts)
        if not whole:
            near = list(near_keys(name, self.kind))
            if near:
                best = {number: rank for rank, number in ranked}
                for rank, number in self._rank([*wanted, *near], written, parts)[0]:
                    best[number] = max(rank, best.get(number, 0.0))
                ranked = [(rank, number) for number, rank in best.items()]
        return [
            (number, rank) for rank, number in nsmallest(limit, ranked, key=lambda each: (-each[0], each[1]))
        ]

    def entries_of(self, number: int) -> list[Entry]:
        """Return the entries that have a name."""
        text = bytes(self._names[self._names_at[number] : self._names_at[number + 1]]).decode()
        lines = json.loads(bytes(self._entries[self._entries_at[number] : self._entries_at[number + 1]]))
        return [Entry(id_, text, born, country) for id_, born, country in lines]

    def _rank(
        self, wanted: list[LookupKey], written: bytes, parts: int
    ) -> tuple[list[tuple[float, int]], bool]:
        """Return rank and number of the names worth one, and whether one has every part that was looked for."""
        groups = self._find_groups(wanted)
        pool = self._collect(groups)
        counts, letters, at = self._counts, self._letters, self._letters_at
        found = list(pool.items())
        if len(found) > COLLECTED:
            by_parts = [fit(parts, each, 1.0) for each in range(256)]
            found = nlargest(COLLECTED, found, key=lambda each: each[1] * by_parts[counts[each[0]]])
        fits = []
        for number, weight in found:
            alike = normalized_similarity(written, letters[at[number] : at[number + 1]].tobytes())
            left = fit(parts, counts[number], alike)
            fits.append((weight * left, left, number))
        if len(fits) > NARROWED:
            fits = nlargest(NARROWED, fits)
        wanted_parts = {key.group.removesuffix(GUESSED) for key in wanted} - BY_THE_WAY
        ranked, whole = self._rank_in_full([number for _, _, number in fits], groups, wanted_parts)
        return [
            (rank * left, number) for (rank, number), (_, left, _) in zip(ranked, fits, strict=True)
        ], whole

    def _find_groups(self, wanted: Iterable[LookupKey]) -> list[_Group]:
        """Return what somebody in the index has of it, the rarest first."""
        found: dict[str, list[_Key]] = {}
        hashes, at, worths = self._hashes, self._owners_at, self._worth
        for key, group, worth in wanted:
            hashed = hash_key(key)
            place = bisect_left(hashes, hashed)
            if place < len(hashes) and hashes[place] == hashed:
                start, end = at[place], at[place + 1]
                found.setdefault(group, []).append(_Key(start, end, place, worths[place] / 255 * worth))
        return self._make_groups(found)

    def _make_groups(self, found: dict[str, list[_Key]]) -> list[_Group]:
        """Weigh each group by how few have any of its keys; a guessed reading by how few have that or the named one."""
        counts = {name: sum(key.end - key.start for key in keys) for name, keys in found.items()}
        groups = []
        for name, keys in found.items():
            own = counts.get(name.removesuffix(GUESSED), 0) if name.endswith(GUESSED) else 0
            groups.append(_Group(counts[name], name, rarity(counts[name] + own, self.size), keys))
        return sorted(groups)

    def _collect(self, groups: list[_Group]) -> dict[int, float]:
        """Return who has a rare part, who shares two of the others, and who may be read alike in all syllables."""
        pool: dict[int, float] = {}
        self._collect_guessed(pool, groups)
        looked, sets = 0, list[tuple[float, set[int]]]()
        for group in groups:
            if group.name.endswith(GUESSED) or group.name == "S":
                continue
            looked += group.owners
            if looked > PAIRED and len(sets) > 1:
                break
            owners = self._owners_of(group)
            for weight, theirs in sets:
                _add(pool, owners & theirs, weight + group.weight)
            if group.owners <= ALONE:
                _add(pool, owners, group.weight)
            sets.append((group.weight, owners))
        for weight, owners in sets:
            if len(pool) < ENOUGH:
                _add(pool, owners, weight)
        return pool

    def _collect_guessed(self, pool: dict[int, float], groups: list[_Group]) -> None:
        """Add names of one Chinese surname, more for each syllable that may be read so; else by syllables."""
        named = {group.name: group for group in groups}
        guessed = [group for group in groups if group.name.endswith(GUESSED)]
        sets = []
        for group in guessed:
            own = named.get(group.name.removesuffix(GUESSED))
            sets.append(self._owners_of(group) | (self._owners_of(own) if own else set()))
        surname = named.get("S")
        if surname:
            owners = self._owners_of(surname)
            for group, each in zip(guessed, sets, strict=True):
                _add(pool, owners & each, group.weight * SLIGHT)
        if len(sets) > 1:
            _add(pool, set.intersection(*sets), sum(group.weight for group in guessed))

    def _owners_of(self, group: _Group) -> set[int]:
        owners = self._owners
        return set().union(*(owners[key.start : key.end].tolist() for key in group.keys))

    def _rank_in_full(
        self, numbers: list[int], groups: list[_Group], parts: set[str]
    ) -> tuple[list[tuple[float, int]], bool]:
        """Rank names over all their keys; of the keys of one group only the heaviest counts."""
        by_place, best = {}, dict[str, float]()
        for group in groups:
            name = group.name.removesuffix(GUESSED)
            for key in group.keys:
                by_place[key.place] = (name, group.weight * key.worth)
            best[name] = max(best.get(name, 0.0), group.weight)
        asked = sum(best.values())
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
