# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A tree that lies in tiles: its roots and proofs, and the tiles that it writes when it grows.

What is read here is taken as it is. A proof made from foreign tiles is worth what `verify_inclusion` and
`verify_consistency` say about it, under a root that the log signed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from safehold.core.tlog.errors import InclusionWrong, OutOfRange, TileMalformed
from safehold.core.tlog.hashing import HASH_BYTES, NODE_PREFIX
from safehold.core.tlog.proving import consistency_from, inclusion_from, root_from
from safehold.core.tlog.tiles import FULL_WIDTH, TILE_HEIGHT, Tile
from safehold.core.tlog.verifying import MAX_SIZE, verify_inclusion

Reader = Callable[[Tile], bytes]
"""Gives the bytes of a tile, or of a wider one in the same place."""

MOST_TILES_HELD = 1024


class TileTree:
    """The first `size` leaves of a log, read tile by tile when a proof needs them; what was read is held."""

    def __init__(self, read: Reader, size: int) -> None:
        if not 0 <= size <= MAX_SIZE:
            raise OutOfRange("A tree does not have so many leaves.")
        self._read, self._size = read, size
        self._held: dict[tuple[int, int], list[list[bytes]]] = {}
        self._proven: set[tuple[bytes, int]] = set()

    def __len__(self) -> int:
        return self._size

    def node(self, level: int, index: int) -> bytes:
        """Return the hash of a complete subtree."""
        tile_level, height = divmod(level, TILE_HEIGHT)
        place, first = divmod(index << height, FULL_WIDTH)
        return self._rows(tile_level, place, height)[height][first >> height]

    def leaf_hash(self, index: int) -> bytes:
        """Return the hash of a leaf."""
        if not 0 <= index < self._size:
            raise OutOfRange("There is no such leaf.")
        return self.node(0, index)

    def check_leaf(self, index: int, leaf_hash: bytes, root: bytes) -> None:
        """Raise InclusionWrong unless a leaf stands at `index` under a signed root of this tree.

        The proof of one leaf is made of all hashes of its tile, so it proves the whole tile: of the next leaf in it,
        as long as the tile is held, its hash is compared and nothing more.
        """
        if not 0 <= index < self._size:
            raise OutOfRange("There is no such leaf.")
        place, at = divmod(index, FULL_WIDTH)
        rows = self._rows(0, place, 0)
        if rows[0][at] != leaf_hash:
            raise InclusionWrong("The leaf is not the one at this place.")
        if (root, place) in self._proven:
            return
        verify_inclusion(root, self._size, index, leaf_hash, self.prove_inclusion(index))
        if self._held.get((0, place)) is rows:
            self._proven.add((root, place))

    def root(self, size: int | None = None) -> bytes:
        """Return the root over the first `size` leaves, or over all."""
        return root_from(self.node, self._within(size))

    def prove_inclusion(self, index: int, size: int | None = None) -> list[bytes]:
        """Prove that a leaf is in the tree of `size`, or in this one."""
        return inclusion_from(self.node, index, self._within(size))

    def prove_consistency(self, old_size: int, size: int | None = None) -> list[bytes]:
        """Prove that the tree of `size`, or this one, begins with that of `old_size`."""
        return consistency_from(self.node, old_size, self._within(size))

    def _within(self, size: int | None) -> int:
        wanted = self._size if size is None else size
        if not 0 <= wanted <= self._size:
            raise OutOfRange("The tree does not have so many leaves.")
        return wanted

    def _rows(self, level: int, index: int, height: int) -> list[list[bytes]]:
        """Return a tile's hashes, and those of its complete subtrees up to a height."""
        rows = self._held.get((level, index))
        if rows is None:
            if len(self._held) >= MOST_TILES_HELD:
                self._held.clear()
                self._proven.clear()
            reaches = (self._size >> (TILE_HEIGHT * level)) - index * FULL_WIDTH
            rows = [read_tile(self._read, Tile(level, index, min(reaches, FULL_WIDTH)))]
            self._held[level, index] = rows
        while len(rows) <= height:
            below = rows[-1]
            rows.append(hash_pairs(below))
        return rows


@dataclass(frozen=True)
class Growth:
    """What is to be stored when a log grew: the tiles, all of them, and then that it has this size and root."""

    size: int
    root: bytes
    tiles: dict[Tile, bytes] = field(repr=False)


def grow_tiles(read: Reader, old_size: int, leaf_hashes: Sequence[bytes]) -> Growth:
    """Return the tiles that a log of `old_size` leaves writes when these follow; reads its last tiles only."""
    tiles: dict[Tile, bytes] = {}
    level, before, fresh = 0, old_size, list(leaf_hashes)
    while fresh:
        first, width = divmod(before, FULL_WIDTH)
        row = (read_tile(read, Tile(level, first, width)) if width else []) + fresh
        fresh = []
        for at in range(0, len(row), FULL_WIDTH):
            piece = row[at : at + FULL_WIDTH]
            tile = Tile(level, first + at // FULL_WIDTH, len(piece))
            tiles[tile] = b"".join(piece)
            if tile.is_full:
                fresh.append(hash_tile(piece))
        level, before = level + 1, first
    size = old_size + len(leaf_hashes)
    return Growth(size, TileTree(lambda tile: tiles.get(tile) or read(tile), size).root(), tiles)


def hash_tile(hashes: Sequence[bytes]) -> bytes:
    """Return the one hash over a full tile."""
    row = list(hashes)
    while len(row) > 1:
        row = hash_pairs(row)
    return row[0]


def hash_pairs(hashes: Sequence[bytes]) -> list[bytes]:
    """Return the level above some hashes; the last of an odd number has none there yet."""
    pairs = iter(hashes)
    return [sha256(NODE_PREFIX + left + right).digest() for left, right in zip(pairs, pairs, strict=False)]


def read_tile(read: Reader, tile: Tile) -> list[bytes]:
    """Return the hashes of a tile; raises TileMalformed when it has fewer than it must."""
    content = read(tile)
    if len(content) % HASH_BYTES or not tile.width * HASH_BYTES <= len(content) <= FULL_WIDTH * HASH_BYTES:
        raise TileMalformed(f"{tile.path} does not have {tile.width} hashes.")
    return [content[at : at + HASH_BYTES] for at in range(0, tile.width * HASH_BYTES, HASH_BYTES)]
