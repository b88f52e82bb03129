# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reading much of the register in order: leaves by their places, and everybody who is on it."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from safehold.public.register.errors import ThingUnknown
from safehold.public.register.models import Entity, Entry, Leaf
from safehold.public.register.queries.books import Book, Problem, Statement, read_by_index, read_statements


def read_leaves(book: Book, start: int, limit: int) -> list[Statement]:
    """Return some leaves in their order. One that is missing here says so; raises ThingUnknown beyond the end."""
    if start >= book.size:
        raise ThingUnknown
    indexes = range(start, min(start + limit, book.size))
    rows = list(Leaf.objects.filter(index__gte=start, index__lt=indexes.stop).order_by("index"))
    found = {each.index: each for each in read_statements(book, rows)}
    return [found.get(index, Statement(index, problem=Problem.LEAF_MISSING)) for index in indexes]


def read_whole(book: Book, statements: Collection[Statement]) -> list[Statement]:
    """Return statements of a list, of which only some fields were read, with all that is open. A problem stays one."""
    found = read_by_index(book, [each.index for each in statements if each.problem is None])
    return [found.get(each.index, each) for each in statements]


def list_named_in(indexes: list[int]) -> list[Entity]:
    """Return the entities whose newest name stands in one of some leaves."""
    return list(Entity.objects.filter(named_in__in=indexes).order_by("named_in", "id"))


def list_newest_in(indexes: list[int]) -> list[Entry]:
    """Return the entries whose newest version is one of some leaves."""
    return list(Entry.objects.filter(newest__in=indexes).order_by("newest"))


def list_unnamed(after: UUID | None, limit: int) -> list[Entity]:
    """Return entities that no leaf names any more, in the order of their ids."""
    rows = Entity.objects.filter(named_in=None)
    return list((rows.filter(id__gt=after) if after else rows).order_by("id")[:limit])


def list_entities(role: str, after: UUID | None, limit: int) -> tuple[list[Entity], UUID | None]:
    """Return who is on the register in the order of their ids, and the id after which there is more."""
    rows = Entity.objects.order_by("id")
    if role:
        rows = rows.filter(**{f"is_{role}": True})
    if after is not None:
        rows = rows.filter(id__gt=after)
    found = list(rows[: limit + 1])
    return found[:limit], found[limit - 1].id if len(found) > limit else None
