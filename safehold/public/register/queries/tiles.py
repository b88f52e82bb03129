# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The log as its readers fetch it: checkpoint, tiles of hashes, bundles of leaves (c2sp.org/tlog-tiles).

Only what a checkpoint covers is given. Nothing is checked here: whoever fetches tiles checks them against a checkpoint.
"""

from __future__ import annotations

from django.db.models import Max

from safehold.core import tlog
from safehold.public.register.errors import ThingUnknown
from safehold.public.register.models import Checkpoint, Leaf, Tile


def count_leaves() -> int:
    """Return how many leaves lie here: the index of the next one."""
    last: int | None = Leaf.objects.aggregate(last=Max("index"))["last"]
    return 0 if last is None else last + 1


def count_covered() -> int:
    """Return how many leaves the newest checkpoint here covers."""
    return Checkpoint.objects.aggregate(last=Max("size"))["last"] or 0


def read_checkpoint() -> bytes:
    """Return the newest checkpoint as it lies here; raises ThingUnknown."""
    note = Checkpoint.objects.order_by("-size").values_list("note", flat=True).first()
    if note is None:
        raise ThingUnknown
    return bytes(note)


def read_tile(path: str) -> bytes:
    """Return a tile or a bundle by its address under the log's; raises ThingUnknown."""
    try:
        tile = tlog.parse_tile_path(path)
    except tlog.TlogError:
        raise ThingUnknown from None
    reach = count_covered() // tlog.FULL_WIDTH ** max(tile.level, 0) - tile.index * tlog.FULL_WIDTH
    if tile.width > reach:
        raise ThingUnknown
    return _bundle(tile) if tile.level == tlog.ENTRIES else _hashes(tile)


def _hashes(tile: tlog.Tile) -> bytes:
    row = Tile.objects.filter(level=tile.level, index=tile.index).values_list("hashes", flat=True).first()
    if row is None or len(row) < tile.width * tlog.HASH_BYTES:
        raise ThingUnknown
    return bytes(row)[: tile.width * tlog.HASH_BYTES]


def _bundle(tile: tlog.Tile) -> bytes:
    first = tile.index * tlog.FULL_WIDTH
    rows = Leaf.objects.filter(index__gte=first, index__lt=first + tile.width).order_by("index")
    leaves = [bytes(content) for content in rows.values_list("content", flat=True)]
    if len(leaves) < tile.width:
        raise ThingUnknown
    return tlog.write_bundle(leaves)
