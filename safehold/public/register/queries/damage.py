# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Looking through everything that is published here: what a page would notice of one leaf, of all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import F, OuterRef, Subquery

from safehold.catalog.errors import FormUnknown
from safehold.catalog.register_forms import register_form
from safehold.core import tlog
from safehold.public.register.adapters import read_log_key
from safehold.public.register.errors import LogDamaged
from safehold.public.register.models import Checkpoint, Entry, Leaf
from safehold.public.register.queries.books import Book, Problem, Statement, open_book, read_statements
from safehold.public.register.rules import VERSIONS

AT_ONCE = 1000
OPENING_MISSING, ENTRY_CHANGED = "opening-missing", "entry-changed"


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
        found = {each.index: _problem_of(each) for each in read_statements(book, list(rows))}
        for index in indexes:
            if problem := found.get(index, Problem.LEAF_MISSING):
                yield Damage(problem, leaf=index)
    yield from _changed_entries(book)


def _problem_of(statement: Statement) -> str | None:
    """Return what is wrong with a leaf; also a public value that is not here, though no leaf says why."""
    leaf = statement.leaf
    if leaf is None:
        return statement.problem
    try:
        public = register_form(leaf.form).public_names
    except FormUnknown:
        return None
    here = {*statement.openings, *statement.withheld}
    return OPENING_MISSING if any(name in leaf.fields and name not in here for name in public) else None


def _changed_entries(book: Book) -> Iterator[Damage]:
    """Entries whose rows show an older version as the newest."""
    versions = Leaf.objects.filter(entry_id=OuterRef("id"), kind__in=VERSIONS, index__lt=book.size)
    last = Subquery(versions.order_by("-index").values("index")[:1])
    for index in (
        Entry.objects.annotate(last=last).filter(last__gt=F("newest")).values_list("last", flat=True)
    ):
        yield Damage(ENTRY_CHANGED, leaf=index)


def _damaged_checkpoints(book: Book) -> Iterator[Damage]:
    """Each checkpoint ever published must hold for the leaves that are here now, whatever was withheld since."""
    key = read_log_key()
    for size, note in Checkpoint.objects.order_by("size").values_list("size", "note"):
        try:
            checkpoint = tlog.open_checkpoint(bytes(note), [key])
            tlog.check_root(checkpoint, book.tree.root(checkpoint.size))
        except tlog.TlogError:
            yield Damage("checkpoint", checkpoint=size)
