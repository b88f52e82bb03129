# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who on a list may have one of these names: found by what names share, before anything is compared.

The same roads as core/names/index, over tables: rare keys are looked at one by one; of keys that many names have, only
names that share two. The few best are weighed over all their keys.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from heapq import nlargest
from typing import Any
from uuid import UUID

from django.db import connections, router

from safehold.core.names import Kind, LookupKey, key_weight, lookup_keys, near_keys
from safehold.core.names.index.ranking import balance, rarity
from safehold.desk.watchlists.models import NameKey
from safehold.desk.watchlists.queries.parties import CandidateParty, read_said

POOL, PAIRED, NARROWED, WHOLE, ENOUGH = 4_000, 20_000, 120, 0.6, 0.3
SPARE = 10
"""Found besides, for those that turn out to be another organisation's or not to hold yet."""
MOST_NAMES = 12
KIND_OF: dict[str, Kind] = {"organisation": "organisation", "account": "account", "vessel": "organisation"}
Place = tuple[int, int]


def find_candidates(
    names: Iterable[str], kind: str = "person", limit: int = 50, *, organisation_id: UUID
) -> list[CandidateParty]:
    """Return who may have one of the names, most promising first. Retrieval only: compare them with core/names."""
    best: dict[int, float] = {}
    for name in [name for name in names if name.strip()][:MOST_NAMES]:
        for said, rank in _rank(name, KIND_OF.get(kind, "person"), limit + SPARE):
            best[said] = max(best.get(said, 0.0), rank)
    found = read_said(list(best), organisation_id)
    ranked = [(best[said], candidate) for said, candidate in found.items()]
    ranked.sort(key=lambda each: (-each[0], each[1].names[0].text, each[1].key))
    return [candidate.ranked(rank) for rank, candidate in ranked[:limit]]


def _rank(name: str, kind: Kind, limit: int) -> list[tuple[int, float]]:
    wanted = list(lookup_keys(name, kind))
    found = _rank_keys(wanted, limit)
    if not found or found[0][1] < WHOLE:
        found = _rank_keys([*wanted, *near_keys(name, kind)], limit)
    return found


def _rank_keys(wanted: Sequence[LookupKey], limit: int) -> list[tuple[int, float]]:
    counts = count_owners({"", *(each.key for each in wanted)})
    total = counts.get("", 0)
    known = sorted((each for each in wanted if counts.get(each.key)), key=lambda each: counts[each.key])
    weights = {each.key: _weight(each.key, counts, total) * each.worth for each in known}
    pool = _collect(known, counts, weights)
    if not pool:
        return []
    enough = ENOUGH * max(pool.values())
    narrowed = nlargest(
        max(NARROWED, limit), (each for each in pool.items() if each[1] >= enough), key=lambda each: each[1]
    )
    return _weigh_in_full([place for place, _rank in narrowed], known, weights, total, limit)


def _weight(key: str, counts: Mapping[str, int], total: int) -> float:
    return key_weight(key) * rarity(counts.get(key, 1), total)


def _collect(
    known: Sequence[LookupKey], counts: Mapping[str, int], weights: Mapping[str, float]
) -> dict[Place, float]:
    """Return who has the rare keys, and who shares two of the others, with the weight of what they share."""
    rare: list[str] = []
    often: list[str] = []
    looked = 0
    for each in known:
        looked += counts[each.key]
        if looked <= POOL:
            rare.append(each.key)
        elif looked <= PAIRED or len(often) < 2:
            often.append(each.key)
    if not rare and len(often) == 1:
        rare, often = often, []
    pool: dict[Place, float] = defaultdict(float)
    for key, said, number in _owners(rare, POOL):
        pool[said, number] += weights[key]
    if len(often) > 1:
        for said, number, weight in _pairs(often, weights):
            pool[said, number] += weight
    return pool


def _owners(keys: Sequence[str], most: int) -> list[Any]:
    if not keys:
        return []
    return _rows(
        f"SELECT key, said_id, number FROM watchlists_namekey WHERE key IN ({_marks(keys)}) LIMIT %s",  # noqa: S608
        [*keys, most],
    )


def _pairs(keys: Sequence[str], weights: Mapping[str, float]) -> list[Any]:
    """Return the names that share two of the keys, those that share most first."""
    cases = " ".join("WHEN %s THEN CAST(%s AS double precision)" for _key in keys)
    return _rows(
        f"SELECT said_id, number, SUM(CASE key {cases} END) FROM watchlists_namekey"  # noqa: S608
        f" WHERE key IN ({_marks(keys)}) GROUP BY said_id, number HAVING COUNT(*) > 1 ORDER BY 3 DESC LIMIT %s",
        [*(value for key in keys for value in (key, weights[key])), *keys, POOL],
    )


def _weigh_in_full(
    places: Sequence[Place],
    known: Sequence[LookupKey],
    weights: Mapping[str, float],
    total: int,
    limit: int,
) -> list[tuple[int, float]]:
    """Rank parties by their best name, over all its keys; of the keys of one group only the heaviest counts."""
    keys_of = _keys_of(places)
    counts = count_owners({key for keys in keys_of.values() for key in keys})
    worth = {key: _weight(key, counts, total) for key in counts}
    group_of = {each.key: each.group for each in known}
    asked = _heaviest((group_of[each.key], weights[each.key]) for each in known)
    best: dict[int, float] = {}
    for (said, _number), keys in keys_of.items():
        shared = _heaviest((group_of[key], weights[key]) for key in keys if key in group_of)
        rank = balance(shared, asked, sum(worth[key] for key in keys))
        best[said] = max(best.get(said, 0.0), rank)
    return nlargest(limit, best.items(), key=lambda each: (each[1], -each[0]))


def _heaviest(weighed: Iterable[tuple[str, float]]) -> float:
    most: dict[str, float] = {}
    for group, weight in weighed:
        most[group] = max(most.get(group, 0.0), weight)
    return sum(most.values())


def _keys_of(places: Sequence[Place]) -> dict[Place, list[str]]:
    wanted, found = set(places), defaultdict[Place, list[str]](list)
    said = list(dict.fromkeys(each for each, _number in places))
    sql = f"SELECT said_id, number, key FROM watchlists_namekey WHERE said_id IN ({_marks(said)})"  # noqa: S608
    for row, number, key in _rows(sql, said) if said else ():
        if (row, number) in wanted:
            found[row, number].append(key)
    return found


def count_owners(keys: Collection[str]) -> dict[str, int]:
    """Return how many names have each of these keys."""
    wanted = list(keys)
    sql = f"SELECT key, owners FROM watchlists_keycount WHERE key IN ({_marks(wanted)})"  # noqa: S608
    return dict(_rows(sql, wanted)) if wanted else {}


def _marks(values: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(values))


def _rows(sql: str, values: Sequence[str | int | float]) -> list[Any]:
    with connections[router.db_for_read(NameKey)].cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
