# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Taking in what the desk publishes: leaves with their openings, in the order of the log, each checked first.

One call is one transaction: all of it is stored, or none. Whatever comes twice is the same as once. Pages tell of a
leaf when a checkpoint covers it (showing); what a leaf withholds is gone from here at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max

from safehold.catalog.errors import FieldUnknown, FormUnknown
from safehold.catalog.register_forms import register_form
from safehold.core import tlog
from safehold.core.envelopes import EnvelopeError, canonical_json
from safehold.persistence.erasing import erase_from_log
from safehold.persistence.transactions import atomic_for
from safehold.public.register.actions.withholding import TAKING_AWAY, take_away
from safehold.public.register.errors import PublicationWrong
from safehold.public.register.models import Leaf, Log, Tile
from safehold.public.register.queries.books import StoredTiles

Openings = Mapping[str, Mapping[str, Any]]
"""Name of a field -> {"salt": base64, "value": value}."""


@dataclass(frozen=True)
class _Publication:
    index: int
    content: bytes = field(repr=False)
    leaf: tlog.Leaf = field(repr=False)
    openings: Mapping[str, tlog.Opening] = field(repr=False)

    def row(self) -> Leaf:
        documents = {name: opening.document() for name, opening in self.openings.items()}
        return Leaf(
            index=self.index,
            content=self.content,
            openings=canonical_json(documents),
            kind=self.leaf.kind,
            form=self.leaf.form,
            on=self.leaf.on,
            version=self.leaf.version,
            entry_id=self.leaf.entry,
            registrant_id=self.leaf.registrant,
            principal_id=self.leaf.principal,
        )


def store_publication(index: int, leaf: bytes, openings: Openings) -> bool:
    """Store one leaf; return whether it is new. Raises PublicationWrong."""
    return store_publications([(index, leaf, openings)]) == 1


def store_publications(publications: Iterable[tuple[int, bytes, Openings]]) -> int:
    """Store leaves in the order of the log, all or none; return how many are new. Raises PublicationWrong.

    Some thousands at a time: they are held in memory, and in one transaction.
    """
    read = [_read(*each) for each in publications]
    with atomic_for(Leaf):
        lock_log()
        new = _list_new(read)
        Leaf.objects.bulk_create([each.row() for each in new], batch_size=500)
        grow_tree(new[0].index if new else 0, [tlog.hash_leaf(each.content) for each in new])
        taken = [
            take_away(each.index, each.leaf, each.openings) for each in new if each.leaf.kind in TAKING_AWAY
        ]
    if any(taken):
        erase_from_log(Leaf)
    return len(new)


def lock_log() -> Log:
    """Let one writer in at a time; return the log's row."""
    Log.objects.get_or_create(id=1)
    return Log.objects.select_for_update().get(id=1)


def next_index() -> int:
    """Return how many leaves there are."""
    last: int | None = Leaf.objects.aggregate(last=Max("index"))["last"]
    return 0 if last is None else last + 1


def grow_tree(size: int, leaf_hashes: Sequence[bytes]) -> None:
    """Write the hashes that some new leaves add to the tree, in the caller's transaction."""
    if not leaf_hashes:
        return
    growth = tlog.grow_tiles(StoredTiles(), size, leaf_hashes)
    newest: dict[tuple[int, int], Tile] = {}
    for tile, hashes in sorted(growth.tiles.items()):
        newest[tile.level, tile.index] = Tile(
            level=tile.level, index=tile.index, width=tile.width, hashes=hashes
        )
    Tile.objects.bulk_create(
        newest.values(),
        update_conflicts=True,
        unique_fields=["level", "index"],
        update_fields=["width", "hashes"],
    )


def _read(index: int, content: bytes, openings: Openings) -> _Publication:
    try:
        leaf = tlog.read_leaf(content)
        opened = tlog.read_openings(openings)
        tlog.check_openings(leaf, opened)
        if leaf.kind in TAKING_AWAY:
            tlog.withheld_names(leaf, opened)
    except (tlog.TlogError, EnvelopeError) as error:
        raise PublicationWrong(type(error).__name__) from None
    if closed := [name for name in opened if _is_closed(leaf.form, name)]:
        raise PublicationWrong(f"not a public field: {closed[0]}")
    return _Publication(index, content, leaf, opened)


def _is_closed(form: str, name: str) -> bool:
    """Whether a field is one that the office keeps. Its value would be published by mistake."""
    try:
        return not register_form(form).field(name).public
    except (FormUnknown, FieldUnknown):
        return False


def _list_new(read: Sequence[_Publication]) -> list[_Publication]:
    """Return those that are not here yet; raises PublicationWrong where the order is not that of the log."""
    size = next_index()
    old = Leaf.objects.filter(index__in=[each.index for each in read if each.index < size])
    here = dict(old.values_list("index", "content"))
    new: list[_Publication] = []
    for each in read:
        if each.index == size + len(new):
            new.append(each)
        elif each.index not in here or bytes(here[each.index]) != each.content:
            raise PublicationWrong("another leaf lies here, or one before it is missing")
    return new
