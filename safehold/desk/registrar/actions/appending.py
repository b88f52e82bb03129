# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Appends to the log: in batches, one appender at a time, in order, and never a leaf twice.

An append touches as many rows as the tree is high, whatever its size: leaves, the tiles at its right edge, the head.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from safehold.core import tlog
from safehold.core.rows import seal_row
from safehold.desk.registrar import queries
from safehold.desk.registrar.errors import LogBehind, NodesChanged, OfficeLocked
from safehold.desk.registrar.models import Ending, Leaf, LogHead, Office, Opening, SealedOpenings, Tile
from safehold.desk.registrar.queries.contents import SEALED_OPENINGS
from safehold.desk.registrar.queries.keys import OfficeKey
from safehold.desk.registrar.rules.drafts import Draft, Openings
from safehold.persistence.transactions import atomic_for
from safehold.public.register import queries as published

ENDINGS = ("withholding", "redaction")


def append(office: Office, drafts: Sequence[Draft], key: OfficeKey | None = None) -> list[Leaf]:
    """Append leaves with their openings, all or none; return them. Part of the caller's transaction where there is one.

    key: seals what is not public. Raises OfficeLocked without one where it is needed, LogBehind where the public side
    has leaves that this desk has not, NodesChanged when the stored hashes do not fit the log.
    """
    with atomic_for(Leaf):
        if published.count_leaves() > queries.hold_head(office).size:
            raise LogBehind
        return append_unasked(office, drafts, key)


def append_unasked(office: Office, drafts: Sequence[Draft], key: OfficeKey | None = None) -> list[Leaf]:
    """Append without asking the public side: for what comes from there."""
    if key is None and any(draft.hidden for draft in drafts):
        raise OfficeLocked
    with atomic_for(Leaf):
        head = queries.hold_head(office)
        leaves = [_row(head.size + at, draft) for at, draft in enumerate(drafts)]
        _grow(head, [tlog.hash_leaf(bytes(leaf.content)) for leaf in leaves])
        Leaf.objects.bulk_create(leaves)
        _keep_openings(leaves, drafts, key)
        _keep_endings(leaves, drafts)
        head.save(update_fields=["size", "frontier"])
    return leaves


def _row(position: int, draft: Draft) -> Leaf:
    leaf = draft.leaf
    return Leaf(
        position=position,
        content=tlog.write_leaf(leaf),
        kind=leaf.kind,
        entry_id=leaf.entry,
        version=leaf.version,
        on_day=leaf.on,
    )


def _grow(head: LogHead, hashes: Sequence[bytes]) -> None:
    """Bring the head and the tiles to the new size: computed in two ways, which must agree."""
    frontier = tlog.Frontier.unpack(bytes(head.frontier)) if head.size else tlog.Frontier()
    growth = tlog.grow_tiles(queries.read_tile, head.size, hashes)
    frontier.extend_hashes(hashes)
    if (growth.size, growth.root) != (frontier.size, frontier.root()):
        raise NodesChanged(head.size)
    newest = {(tile.level, tile.index): kept for tile, kept in sorted(growth.tiles.items())}
    rows = [Tile(level=level, number=number, hashes=kept) for (level, number), kept in newest.items()]
    Tile.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["level", "number"], update_fields=["hashes"]
    )
    head.size, head.frontier = frontier.size, frontier.pack()


def _keep_openings(leaves: Sequence[Leaf], drafts: Sequence[Draft], key: OfficeKey | None) -> None:
    Opening.objects.bulk_create(
        Opening(leaf=leaf, name=name, salt=opening.salt, value=opening.value)
        for leaf, draft in zip(leaves, drafts, strict=True)
        for name, opening in draft.public.items()
    )
    if key is not None:
        SealedOpenings.objects.bulk_create(
            seal_openings(key, leaf, draft.hidden)
            for leaf, draft in zip(leaves, drafts, strict=True)
            if draft.hidden
        )


def _keep_endings(leaves: Sequence[Leaf], drafts: Sequence[Draft]) -> None:
    Ending.objects.bulk_create(
        Ending(leaf_id=position, name=name, kind=leaf.kind, by=leaf)
        for leaf, draft in zip(leaves, drafts, strict=True)
        if leaf.kind in ENDINGS
        for name in tlog.withheld_names(draft.leaf, draft.public)
        for position in draft.leaf.about
    )


def seal_openings(key: OfficeKey, leaf: Leaf, hidden: Openings) -> SealedOpenings:
    """Return the row that keeps a leaf's openings that are not public; saving is the caller's."""
    row = SealedOpenings(id=uuid4(), leaf=leaf, key_version=key.version)
    reseal_openings(key, row, hidden)
    return row


def reseal_openings(key: OfficeKey, row: SealedOpenings, hidden: Openings) -> None:
    """Seal other openings into a row; saving is the caller's."""
    document = {name: opening.document() for name, opening in hidden.items()}
    row.key_version, row.sealed = (
        key.version,
        seal_row(key.secret, SEALED_OPENINGS, row.pk, {"openings": document}),
    )
