# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The log as it is stored, and whether it is what was appended. Every check raises, and names the place."""

from __future__ import annotations

from collections.abc import Mapping

from safehold.core import tlog
from safehold.desk.registrar.errors import (
    LeafChanged,
    LeafRemoved,
    LogForked,
    NodesChanged,
    OpeningChanged,
)
from safehold.desk.registrar.models import Checkpoint, Leaf, LogHead, Office, Opening, Tile

AT_ONCE = 1_000


def read_tile(tile: tlog.Tile) -> bytes:
    """Return the stored hashes of a tile, or of a wider one. Raises NodesChanged when it is not there."""
    row = Tile.objects.filter(level=tile.level, number=tile.index).first()
    if row is None or len(row.hashes) < tile.width * tlog.HASH_BYTES:
        raise NodesChanged(tile.index)
    return bytes(row.hashes)


def read_head(office: Office) -> LogHead:
    """Return where the log stands."""
    return LogHead.objects.get(office=office)


def hold_head(office: Office) -> LogHead:
    """Return where the log stands, locked until the caller's transaction ends: one appends at a time."""
    return LogHead.objects.select_for_update().get(office=office)


def find_last_checkpoint() -> Checkpoint | None:
    """Return the newest checkpoint that was signed."""
    return Checkpoint.objects.order_by("-size").first()


def list_leaves(start: int, end: int) -> list[Leaf]:
    """Return the leaves from start to before end, in order."""
    return list(Leaf.objects.filter(position__gte=start, position__lt=end).order_by("position"))


def list_openings(leaves: list[Leaf]) -> dict[int, dict[str, tlog.Opening]]:
    """Return what is public of these leaves: position -> name -> opening."""
    found: dict[int, dict[str, tlog.Opening]] = {leaf.position: {} for leaf in leaves}
    for row in Opening.objects.filter(leaf__in=[leaf.position for leaf in leaves]):
        found[row.leaf_id][row.name] = tlog.Opening(bytes(row.salt), row.value)
    return found


def check_new_leaves(head: LogHead, last: Checkpoint | None) -> tlog.Frontier:
    """Recompute the log from the last signed frontier over the leaves since; return the frontier at its end.

    Raises LeafChanged, LeafRemoved, NodesChanged or LogForked.
    """
    frontier = _frontier_of(last) if last else tlog.Frontier()
    if frontier.size > head.size:
        raise LogForked(frontier.size)
    _follow(frontier, frontier.size, head.size)
    if frontier.root() != _unpack(head).root():
        raise NodesChanged(head.size)
    return frontier


def verify_log(head: LogHead, keys: list[tlog.VerifierKey]) -> int:
    """Read everything again: each leaf, each kept value, each checkpoint; return how many leaves there are.

    Raises a LogBroken that names the leaf, or the checkpoint that the log does not lead to.
    """
    frontier, start = tlog.Frontier(), 0
    for row in Checkpoint.objects.order_by("size").iterator():
        _follow(frontier, start, row.size, opened=True)
        start = row.size
        try:
            signed = tlog.open_checkpoint(bytes(row.note), keys)
        except tlog.TlogError:
            raise LogForked(row.size) from None
        if (signed.size, signed.root) != (row.size, frontier.root()):
            raise LogForked(row.size)
        if bytes(row.frontier) != frontier.pack():
            raise LogForked(row.size)
    _follow(frontier, start, head.size, opened=True)
    if Leaf.objects.filter(position__gte=head.size).exists() or frontier.root() != _unpack(head).root():
        raise NodesChanged(head.size)
    return head.size


def root_at(size: int) -> bytes:
    """Return the root over the first leaves, from the stored hashes. Raises NodesChanged."""
    return tlog.TileTree(read_tile, size).root()


def prove_growth(old_size: int, new_size: int) -> list[bytes]:
    """Return the proof that the log of the new size begins with that of the old one."""
    return tlog.TileTree(read_tile, new_size).prove_consistency(old_size) if old_size else []


def _frontier_of(last: Checkpoint) -> tlog.Frontier:
    frontier = tlog.Frontier.unpack(bytes(last.frontier))
    if (frontier.size, frontier.root()) != (last.size, bytes(last.root)):
        raise LogForked(last.size)
    return frontier


def _unpack(head: LogHead) -> tlog.Frontier:
    frontier = tlog.Frontier.unpack(bytes(head.frontier)) if head.size else tlog.Frontier()
    if frontier.size != head.size:
        raise NodesChanged(head.size)
    return frontier


def _follow(frontier: tlog.Frontier, start: int, end: int, opened: bool = False) -> None:
    """Add the stored leaves to a frontier, each compared with the hash that was stored beside it."""
    for position in range(start, end, AT_ONCE):
        stop = min(position + AT_ONCE, end)
        leaves = _whole(position, stop)
        hashes = [tlog.hash_leaf(bytes(leaf.content)) for leaf in leaves]
        stored = _stored_hashes(position, stop)
        for at, (found, kept) in enumerate(zip(hashes, stored, strict=True), position):
            if found != kept:
                raise LeafChanged(at)
        if opened:
            _check_values(leaves)
        frontier.extend_hashes(hashes)


def _whole(start: int, end: int) -> list[Leaf]:
    """Return these leaves, all of them. Raises LeafRemoved."""
    leaves = list_leaves(start, end)
    for expected, leaf in enumerate(leaves, start):
        if leaf.position != expected:
            raise LeafRemoved(expected)
    if len(leaves) < end - start:
        raise LeafRemoved(start + len(leaves))
    return leaves


def _check_values(leaves: list[Leaf]) -> None:
    openings: Mapping[int, dict[str, tlog.Opening]] = list_openings(leaves)
    for leaf in leaves:
        try:
            said = tlog.read_leaf(bytes(leaf.content))
        except tlog.TlogError:
            raise LeafChanged(leaf.position) from None
        beside = (leaf.kind, leaf.entry_id, leaf.version, leaf.on_day)
        if beside != (said.kind, said.entry, said.version, said.on):
            raise LeafChanged(leaf.position)
        try:
            tlog.check_openings(said, openings[leaf.position])
        except tlog.TlogError:
            raise OpeningChanged(leaf.position) from None


def _stored_hashes(start: int, end: int) -> list[bytes]:
    """Return the leaf hashes that were stored when these were appended."""
    wide = tlog.FULL_WIDTH
    found: list[bytes] = []
    rows = Tile.objects.filter(level=0, number__gte=start // wide, number__lte=(end - 1) // wide)
    tiles = {row.number: bytes(row.hashes) for row in rows}
    for position in range(start, end):
        at = position % wide * tlog.HASH_BYTES
        kept = tiles.get(position // wide, b"")[at : at + tlog.HASH_BYTES]
        if len(kept) < tlog.HASH_BYTES:
            raise NodesChanged(position)
        found.append(kept)
    return found
