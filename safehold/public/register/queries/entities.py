# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who is on the register: what they registered or is registered for them, with whom, when, and what was said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from safehold.public.register import rules
from safehold.public.register.errors import ThingUnknown
from safehold.public.register.models import Entity, Entry, Leaf
from safehold.public.register.queries.books import Book, Statement, read_by_index, read_statements
from safehold.public.register.queries.entries import MOST_REACTIONS, Thread, list_reasons, put_together
from safehold.public.register.queries.searching import with_newest

PAGE = 20
MOST_NEIGHBOURS = 12
LOOKS_FOR_NAME = 10


@dataclass(frozen=True)
class Neighbour:
    """The other side of some arrangements. `entries`: how many."""

    id: UUID
    name: str | None
    entries: int


@dataclass(frozen=True)
class Happened:
    """How many leaves of a kind there are of a day."""

    on: date
    kind: str
    count: int


@dataclass(frozen=True)
class Profile:
    entity: Entity
    name: str | None
    named: Statement | None
    entries: list[tuple[Entry, Statement]]
    older: int | None
    count: int
    days: list[Happened]
    neighbours: list[Neighbour]
    others: int
    threads: list[Thread]
    reasons: dict[int, Statement]


def access_entity(book: Book, entity_id: UUID, below: int | None = None, on: date | None = None) -> Profile:
    """Return an entity with its newest entries; raises ThingUnknown.

    below: those with a number below this one. on: those that were there on a day, as they stood then.
    """
    entity, mine = find_entity(entity_id)
    named = _read_naming(book, [entity]).get(entity.id)
    entries, older = _list_entries(book, mine, below, on)
    threads = _list_threads(book, entity_id)
    said = [each for thread in threads for each in (thread.first, *thread.answers)]
    neighbours, others = _list_neighbours(book, entity)
    return Profile(
        entity=entity,
        name=name_in(named, entity_id),
        named=named,
        entries=entries,
        older=older,
        count=Entry.objects.filter(mine).count(),
        days=_list_days(book, mine),
        neighbours=neighbours,
        others=others,
        threads=threads,
        reasons=list_reasons(book, said),
    )


def find_entity(entity_id: UUID) -> tuple[Entity, Q]:
    """Return an entity, and how its entries and leaves are found; raises ThingUnknown.

    Asked for in the one column that it stands in: with both, a database may read every row in their order.
    """
    entity = Entity.objects.filter(id=entity_id).first()
    if entity is None:
        raise ThingUnknown
    if entity.is_registrant and entity.is_principal:
        return entity, Q(registrant_id=entity_id) | Q(principal_id=entity_id)
    return entity, Q(registrant_id=entity_id) if entity.is_registrant else Q(principal_id=entity_id)


def list_names(book: Book, entity_ids: Sequence[UUID]) -> dict[UUID, str | None]:
    """Return the names of some entities, each from the newest leaf that opens it."""
    entities = list(Entity.objects.filter(id__in=list(entity_ids)))
    naming = _read_naming(book, entities)
    return {entity.id: name_in(naming.get(entity.id), entity.id) for entity in entities}


def name_in(statement: Statement | None, entity_id: UUID) -> str | None:
    """Return what a leaf calls an entity; None where it does not, or is not to be believed."""
    if statement is None or statement.leaf is None:
        return None
    sides = (statement.leaf.registrant, statement.leaf.principal)
    for side, field in zip(sides, rules.name_fields(statement.leaf.form), strict=True):
        value = statement.values.get(field) if field else None
        if side == entity_id and isinstance(value, str) and value:
            return value
    return None


def _read_naming(book: Book, entities: Sequence[Entity]) -> dict[UUID, Statement]:
    """Return the leaves that name entities. Where a row knows none, its newest leaves are asked: that a name is
    withheld is not said because somebody changed a row.
    """
    indexes = {entity.id: entity.named_in for entity in entities if entity.named_in is not None}
    read = read_by_index(book, sorted(set(indexes.values())), rules.LISTED)
    found = {entity_id: read[index] for entity_id, index in indexes.items()}
    for entity in entities:
        if name_in(found.get(entity.id), entity.id) is None and (named := _find_naming(book, entity)):
            found[entity.id] = named
    return found


def _find_naming(book: Book, entity: Entity) -> Statement | None:
    versions = Leaf.objects.filter(kind__in=rules.VERSIONS, index__lt=book.size).order_by("-index")
    for side in ("registrant_id", "principal_id"):
        rows = list(versions.filter(**{side: entity.id})[:LOOKS_FOR_NAME])
        for each in read_statements(book, rows, rules.LISTED):
            if name_in(each, entity.id):
                return each
    return None


def _list_entries(
    book: Book, mine: Q, below: int | None, on: date | None
) -> tuple[list[tuple[Entry, Statement]], int | None]:
    rows = Entry.objects.filter(mine)
    if on is not None:
        versions = Leaf.objects.filter(mine, kind__in=rules.VERSIONS, index__lt=book.size, on__lte=on)
        rows = rows.filter(id__in=versions.values("entry_id"))
    if below is not None:
        rows = rows.filter(number__lt=below)
    found = list(rows.order_by("-number")[: PAGE + 1])
    shown = with_newest(book, found[:PAGE]) if on is None else _with_version_of(book, found[:PAGE], on)
    return shown, found[PAGE - 1].number if len(found) > PAGE else None


def _with_version_of(book: Book, entries: Sequence[Entry], on: date) -> list[tuple[Entry, Statement]]:
    """Return entries with what they said on a day."""
    leaves = Leaf.objects.filter(entry_id__in=[entry.id for entry in entries], kind__in=rules.VERSIONS)
    then = dict(
        leaves.filter(index__lt=book.size, on__lte=on).order_by("index").values_list("entry_id", "index")
    )
    found = read_by_index(book, sorted(then.values()), rules.LISTED)
    return [(entry, found[then[entry.id]]) for entry in entries if entry.id in then]


def _list_days(book: Book, mine: Q) -> list[Happened]:
    """Counted by an index that has all of this: the leaves of one who is on ten thousand entries are not read."""
    rows = Leaf.objects.filter(mine, index__lt=book.size).values_list("on", "kind")
    counted = rows.annotate(count=Count("*")).order_by("on", "kind")
    return [Happened(on, kind, count) for on, kind, count in counted if kind in rules.TELLINGS]


def _list_neighbours(book: Book, entity: Entity) -> tuple[list[Neighbour], int]:
    """Return those with whom it has the most entries, and how many others there are."""
    found: list[tuple[int, UUID]] = []
    every = 0
    sides = (
        (entity.is_registrant, "registrant_id", "principal_id"),
        (entity.is_principal, "principal_id", "registrant_id"),
    )
    for stands_there, mine, theirs in sides:
        if not stands_there:
            continue
        rows = Entry.objects.filter(**{mine: entity.id, f"{theirs}__isnull": False}).values_list(theirs)
        counted = rows.annotate(count=Count("*")).order_by("-count", theirs)
        found += [(-count, other) for other, count in counted[:MOST_NEIGHBOURS]]
        every += rows.distinct().count()
    first = sorted(found)[:MOST_NEIGHBOURS]
    names = list_names(book, [other for _, other in first])
    return [Neighbour(other, names.get(other), -count) for count, other in first], every - len(first)


def _list_threads(book: Book, entity_id: UUID) -> list[Thread]:
    """Return what was said of a registrant, newest first."""
    rows = Leaf.objects.filter(registrant_id=entity_id, kind__in=rules.REACTIONS, index__lt=book.size)
    newest = list(rows.order_by("-index")[:MOST_REACTIONS])
    return put_together(read_statements(book, newest[::-1]))
