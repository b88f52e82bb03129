# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tiles (c2sp.org/tlog-tiles): a tree as files of 256 hashes that never change once they are full.

A tile at level L has the hashes of complete subtrees over 256**L leaves each. Level ENTRIES has the leaves themselves,
in bundles of 256.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from safehold.core.tlog.errors import TileMalformed
from safehold.core.tlog.verifying import MAX_SIZE

TILE_HEIGHT = 8
FULL_WIDTH = 256
ENTRIES = -1
MAX_LEVEL = 63
LENGTH_BYTES = 2
MAX_LEAF_BYTES = 65_535
LONGEST_PATH = 64

_PATH = re.compile(
    r"tile/(?P<level>entries|0|[1-9][0-9]?)/(?P<index>(x[0-9]{3}/)*[0-9]{3})(\.p/(?P<width>[1-9][0-9]{0,2}))?",
    re.ASCII,
)


@dataclass(frozen=True, order=True)
class Tile:
    """Where a tile stands, and how many hashes or leaves it has."""

    level: int
    index: int
    width: int = FULL_WIDTH

    def __post_init__(self) -> None:
        if not (
            ENTRIES <= self.level <= MAX_LEVEL
            and 0 <= self.index <= MAX_SIZE
            and 1 <= self.width <= FULL_WIDTH
        ):
            raise TileMalformed("There is no such tile.")

    @property
    def is_full(self) -> bool:
        return self.width == FULL_WIDTH

    @property
    def path(self) -> str:
        """The tile's address under the address of the log."""
        digits = str(self.index)
        digits = digits.zfill(-(-len(digits) // 3) * 3)
        groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
        number = "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])
        level = "entries" if self.level == ENTRIES else self.level
        return f"tile/{level}/{number}" + ("" if self.is_full else f".p/{self.width}")


def parse_tile_path(text: str) -> Tile:
    """Read a tile's address; raises TileMalformed for any other spelling of it."""
    found = _PATH.fullmatch(text) if len(text) <= LONGEST_PATH else None
    if not found:
        raise TileMalformed("This is not the address of a tile.")
    level = ENTRIES if found["level"] == "entries" else int(found["level"])
    index = int(found["index"].replace("x", "").replace("/", ""))
    tile = Tile(level, index, int(found["width"] or FULL_WIDTH))
    if tile.path != text:
        raise TileMalformed("The address of this tile is written in another way.")
    return tile


def list_tiles(old_size: int, new_size: int) -> list[Tile]:
    """Return the tiles of hashes that are new when a tree grows: full ones, and the last of each level."""
    found = []
    level = 0
    while new_size:
        found += _list_level(level, old_size, new_size)
        level, old_size, new_size = level + 1, old_size // FULL_WIDTH, new_size // FULL_WIDTH
    return found


def list_bundles(old_size: int, new_size: int) -> list[Tile]:
    """Return the bundles of leaves that are new when a tree grows."""
    return _list_level(ENTRIES, old_size, new_size)


def _list_level(level: int, old_size: int, new_size: int) -> list[Tile]:
    """Return the new tiles of a level that grew from one number of hashes to another."""
    if old_size >= new_size:
        return []
    first, (full, rest) = old_size // FULL_WIDTH, divmod(new_size, FULL_WIDTH)
    return [Tile(level, index) for index in range(first, full)] + ([Tile(level, full, rest)] if rest else [])


def write_bundle(leaves: Sequence[bytes]) -> bytes:
    """Return leaves as an entry bundle; raises TileMalformed for a leaf that is too long, or too many."""
    if not 1 <= len(leaves) <= FULL_WIDTH or any(len(leaf) > MAX_LEAF_BYTES for leaf in leaves):
        raise TileMalformed(f"A bundle has up to {FULL_WIDTH} leaves of up to {MAX_LEAF_BYTES} bytes.")
    return b"".join(len(leaf).to_bytes(LENGTH_BYTES) + leaf for leaf in leaves)


def read_bundle(content: bytes) -> list[bytes]:
    """Return the leaves of an entry bundle; raises TileMalformed."""
    leaves, at = [], 0
    while at < len(content):
        start = at + LENGTH_BYTES
        at = start + int.from_bytes(content[at:start])
        leaves.append(content[start:at])
        if start > len(content) or at > len(content) or len(leaves) > FULL_WIDTH:
            raise TileMalformed("The bundle ends within a leaf, or has too many.")
    if not leaves:
        raise TileMalformed("The bundle is empty.")
    return leaves
