# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Looking through everything that is published here: what a page would notice of one leaf, of all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from safehold.core import tlog
from safehold.public.register.adapters import read_log_key
from safehold.public.register.errors import LogDamaged
from safehold.public.register.models import Checkpoint, Leaf
from safehold.public.register.queries.books import Book, Problem, open_book, read_statements

AT_ONCE = 1000


@dataclass(frozen=True)
class Damage:
    """What does not fit: a leaf by its index, or a checkpoint by its size. Neither: the hashes of the log."""

    problem: str
    leaf: int | None = None
    checkpoint: int | None = None


def list_damage() -> Iterator[Damage]:
    """Return what does not fit the signed log. Raises LogKeyMissing, NothingPublished."""
    try:
        book = open_book(anew=True)
    except LogDamaged:
        yield Damage("log")
        return
    yield from _damaged_checkpoints(book)
    for start in range(0, book.size, AT_ONCE):
        indexes = range(start, min(start + AT_ONCE, book.size))
        rows = Leaf.objects.filter(index__in=indexes).order_by("index")
        found = {each.index: each.problem for each in read_statements(book, list(rows))}
        for index in indexes:
            if problem := found.get(index, Problem.LEAF_MISSING):
                yield Damage(problem, leaf=index)


def _damaged_checkpoints(book: Book) -> Iterator[Damage]:
    """Each checkpoint ever published must hold for the leaves that are here now, whatever was withheld since."""
    key = read_log_key()
    for size, note in Checkpoint.objects.order_by("size").values_list("size", "note"):
        try:
            checkpoint = tlog.open_checkpoint(bytes(note), [key])
            tlog.check_root(checkpoint, book.tree.root(checkpoint.size))
        except tlog.TlogError:
            yield Damage("checkpoint", checkpoint=size)
