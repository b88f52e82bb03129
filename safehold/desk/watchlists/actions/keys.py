# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The keys under which names are found, and how many names have each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from django.db import connections, router
from django.db.models import F, Q

from safehold.core.names import KEYS_VERSION, Kind, retrieval_keys
from safehold.core.watchlists import ListedParty as Told
from safehold.core.watchlists import from_json
from safehold.desk.watchlists.models import KeyCount, KeyRules, NameKey, PartyVersion
from safehold.desk.watchlists.queries import has_old_keys
from safehold.persistence.transactions import atomic_for

KINDS_OF: dict[str, tuple[Kind, ...]] = {
    "person": ("person",),
    "organisation": ("organisation",),
    "vessel": ("organisation",),
    "account": ("account",),
    "unknown": ("person", "organisation"),
}
CHUNK = 500
Progress = Callable[[int], object]


@lru_cache(maxsize=10_000)
def _keys(name: str, kind: str) -> frozenset[str]:
    return frozenset().union(*(retrieval_keys(name, each) for each in KINDS_OF.get(kind, ("person",))))


def keys_of(told: Told) -> list[tuple[int, str]]:
    """Return the number of each name with each of its keys; names that differ in nothing that counts once."""
    seen: set[frozenset[str]] = set()
    found = []
    for number, name in enumerate(told.names):
        keys = _keys(name.text, told.kind)
        if keys not in seen:
            seen.add(keys)
            found += [(number, key) for key in sorted(keys)]
    return found


def write_keys(said: Iterable[tuple[PartyVersion, Told]]) -> None:
    """Write the keys of names, in the caller's transaction."""
    rows = [NameKey(said=row, number=number, key=key) for row, told in said for number, key in keys_of(told)]
    NameKey.objects.bulk_create(rows, batch_size=2_000)


def forget_ended() -> None:
    """Delete the keys of what no list says any more, a little at a time."""
    while True:
        ended = list(
            PartyVersion.objects.filter(
                until__lte=F("watchlist__number"), pk__in=NameKey.objects.values("said")
            ).values_list("pk", flat=True)[:CHUNK]
        )
        if not ended:
            return
        with atomic_for(NameKey):
            NameKey.objects.filter(said__in=ended).delete()


def count_keys() -> None:
    """Count anew how many names have each key."""
    with atomic_for(KeyCount), connections[router.db_for_write(KeyCount)].cursor() as cursor:
        KeyCount.objects.all().delete()
        cursor.execute(
            "INSERT INTO watchlists_keycount (key, owners) SELECT key, COUNT(*) FROM watchlists_namekey GROUP BY key"
        )
        cursor.execute(
            "INSERT INTO watchlists_keycount (key, owners)"
            " SELECT '', COUNT(*) FROM (SELECT DISTINCT said_id, number FROM watchlists_namekey) AS names"
        )


def note_rules() -> None:
    """Note that all keys are those of the rules of now, in the caller's transaction."""
    KeyRules.objects.update_or_create(pk=1, defaults={"version": KEYS_VERSION})


def renew_keys(progress: Progress = lambda _done: None) -> bool:
    """Make the keys anew if they were made by other rules; say whether they were. A kill leaves the old note."""
    if not has_old_keys():
        return False
    holding = PartyVersion.objects.filter(Q(until=None) | Q(until__gt=F("watchlist__number"))).select_related(
        "party"
    )
    last, done = 0, 0
    while rows := list(holding.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        last = rows[-1].pk
        with atomic_for(NameKey):
            NameKey.objects.filter(said__in=rows).delete()
            write_keys((row, from_json(row.party.key, row.content)) for row in rows)
        done += len(rows)
        progress(done)
    count_keys()
    with atomic_for(KeyRules):
        note_rules()
    return True
