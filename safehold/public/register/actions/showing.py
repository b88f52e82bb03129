# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Making pages tell what a checkpoint covers: entries, entities and the terms by which entries are found.

Some hundreds of leaves at a time, each time in one transaction with the mark up to where it is done: a cut loses
nothing, and the next checkpoint, or the same once more, goes on from there. All of it follows from the leaves and
their openings.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

from django.db.models import Max, Q

from safehold.persistence.transactions import atomic_for
from safehold.public.register import rules
from safehold.public.register.adapters import add_terms, remove_terms
from safehold.public.register.models import Entity, Entry, Leaf, Log, Withheld
from safehold.public.register.rules import Telling

AT_ONCE = 300
"""So few that somebody who sends a report meanwhile hardly waits for the database."""

Tellings = dict[UUID, list[Telling]]
Pairs = set[tuple[int, int]]


def show(size: int) -> None:
    """Make pages tell of the first `size` leaves, which a checkpoint covers."""
    while _show_some(size):
        pass


def _show_some(size: int) -> bool:
    with atomic_for(Log):
        Log.objects.get_or_create(id=1)
        log = Log.objects.select_for_update().get(id=1)
        rows = list(
            Leaf.objects.filter(index__gte=log.shown, index__lt=min(size, log.shown + AT_ONCE)).order_by(
                "index"
            )
        )
        if not rows:
            return False
        _tell([row for row in rows if row.kind in rules.VERSIONS and row.entry_id], log.shown)
        log.shown = rows[-1].index + 1
        log.save(update_fields=["shown"])
        return True


def _tell(rows: Sequence[Leaf], shown: int) -> None:
    """Write entries, entities and terms of some new versions."""
    ids = {row.entry_id for row in rows if row.entry_id}
    before = _list_tellings(ids, shown)
    new = _read_tellings(rows)
    after = {entry_id: [*before.get(entry_id, []), *new[entry_id]] for entry_id in ids}
    numbers = _write_entries(rows)
    _write_entities(rows, {telling.index: telling for found in new.values() for telling in found})
    _change_terms(_terms(before, numbers), _terms(after, numbers))


@contextmanager
def retell(entry_ids: Collection[UUID]) -> Iterator[None]:
    """Within it, openings of some entries are taken away: afterwards they are found by what is left of them."""
    shown = Log.objects.get(id=1).shown
    numbers = dict(Entry.objects.filter(id__in=entry_ids).values_list("id", "number"))
    before = _list_tellings(numbers, shown)
    yield
    after = _list_tellings(numbers, shown)
    _change_terms(_terms(before, numbers), _terms(after, numbers))
    _name_again({telling.index for found in before.values() for telling in found})


def _list_tellings(entry_ids: Collection[UUID], shown: int) -> Tellings:
    """Return what is open of the versions of some entries that pages tell of."""
    rows = Leaf.objects.filter(entry_id__in=list(entry_ids), kind__in=rules.VERSIONS, index__lt=shown)
    return _read_tellings(list(rows.order_by("index")))


def _read_tellings(rows: Sequence[Leaf]) -> Tellings:
    withheld = defaultdict(set)
    for index, name in Withheld.objects.filter(leaf__in=[row.index for row in rows]).values_list(
        "leaf_id", "name"
    ):
        withheld[index].add(name)
    found: Tellings = defaultdict(list)
    for row in rows:
        values = {name: document["value"] for name, document in json.loads(bytes(row.openings)).items()}
        telling = Telling(row.index, row.kind, row.on, row.form, values, frozenset(withheld[row.index]))
        found[row.entry_id].append(telling)  # type: ignore[index]
    return found


def _write_entries(rows: Sequence[Leaf]) -> dict[UUID, int]:
    """Write entries with their newest versions; return their numbers."""
    newest = {row.entry_id: row for row in rows if row.entry_id}
    numbers = dict(Entry.objects.filter(id__in=list(newest)).values_list("id", "number"))
    known = set(numbers)
    last: int = Entry.objects.aggregate(last=Max("number"))["last"] or 0
    new = [entry_id for entry_id in newest if entry_id not in known]
    numbers |= {entry_id: last + place for place, entry_id in enumerate(new, start=1)}
    Entry.objects.bulk_create(
        [
            Entry(
                id=entry_id,
                number=numbers[entry_id],
                registrant_id=row.registrant_id,
                principal_id=row.principal_id,
                newest=row.index,
            )
            for entry_id, row in newest.items()
        ],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["registrant_id", "principal_id", "newest"],
    )
    return numbers


def _write_entities(rows: Sequence[Leaf], tellings: dict[int, Telling]) -> None:
    """Note who registers and who is registered for, and where each was last named."""
    roles = [
        (row, role, entity_id) for row in rows for role, entity_id in enumerate(_sides(row)) if entity_id
    ]
    found = Entity.objects.in_bulk([entity_id for _row, _role, entity_id in roles])
    for row, role, entity_id in roles:
        entity = found.setdefault(entity_id, Entity(id=entity_id))
        entity.is_registrant |= role == 0
        entity.is_principal |= role == 1
        if _names(tellings[row.index], role):
            entity.named_in = row.index
    Entity.objects.bulk_create(
        found.values(),
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["named_in", "is_registrant", "is_principal"],
    )


def _sides(row: Leaf) -> tuple[UUID | None, UUID | None]:
    return row.registrant_id, row.principal_id


def _names(telling: Telling, role: int) -> bool:
    """Whether a version names one of its sides."""
    name = rules.name_fields(telling.form)[role]
    return bool(name and telling.values.get(name))


def _name_again(indexes: Collection[int]) -> None:
    """Find another leaf that names an entity, where the one that did names it no more."""
    for entity in Entity.objects.filter(named_in__in=indexes):
        either = Q(registrant_id=entity.id) | Q(principal_id=entity.id)
        older = Leaf.objects.filter(either, kind__in=rules.VERSIONS, index__lte=entity.named_in or 0)
        rows = list(older.order_by("-index")[:AT_ONCE])
        tellings = {each.index: each for found in _read_tellings(rows).values() for each in found}
        naming = (
            row.index
            for row in rows
            for role, entity_id in enumerate(_sides(row))
            if entity_id == entity.id and _names(tellings[row.index], role)
        )
        Entity.objects.filter(id=entity.id).update(named_in=next(naming, None))


def _terms(tellings: Tellings, numbers: dict[UUID, int]) -> Pairs:
    return {
        (term, numbers[entry_id])
        for entry_id, found in tellings.items()
        for term in rules.terms_of_entry(found)
    }


def _change_terms(before: Pairs, after: Pairs) -> None:
    remove_terms(before - after)
    add_terms(after - before)
