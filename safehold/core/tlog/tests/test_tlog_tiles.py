# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tiles: their addresses, what a growth writes, and proofs from nothing but tiles."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safehold.core.tlog import (
    ENTRIES,
    MAX_LEAF_BYTES,
    InclusionWrong,
    OutOfRange,
    Tile,
    TileMalformed,
    TileTree,
    Tree,
    grow_tiles,
    hash_leaf,
    list_bundles,
    list_tiles,
    parse_tile_path,
    read_bundle,
    write_bundle,
)

BIG = 66_100
HASHES = [hash_leaf(n.to_bytes(4)) for n in range(BIG)]
TREE = Tree(HASHES)
SIZES = st.integers(0, 1200) | st.sampled_from([255, 256, 257, 511, 512, 65_535, 65_536, 65_537, BIG])


class Shelf:
    """Tiles as a site keeps them: one for each place, the widest that was written."""

    def __init__(self) -> None:
        self.kept: dict[tuple[int, int], bytes] = {}

    def read(self, tile: Tile) -> bytes:
        return self.kept[tile.level, tile.index]

    def grow(self, old: int, new: int) -> bytes:
        growth = grow_tiles(self.read, old, HASHES[old:new])
        assert growth.size == new
        assert list(growth.tiles) == list_tiles(old, new)
        for tile, content in growth.tiles.items():
            assert len(content) == 32 * tile.width
            self.kept[tile.level, tile.index] = content
        return growth.root


WHOLE = Shelf()
WHOLE.grow(0, BIG)


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0), "tile/0/000"),
        (Tile(0, 1_234_067), "tile/0/x001/x234/067"),
        (Tile(1, 1000, 17), "tile/1/x001/000.p/17"),
        (Tile(63, 999, 255), "tile/63/999.p/255"),
        (Tile(ENTRIES, 5), "tile/entries/005"),
        (Tile(ENTRIES, 1_000_000, 1), "tile/entries/x001/x000/000.p/1"),
    ],
)
def test_address_of_a_tile(tile: Tile, path: str) -> None:
    assert tile.path == path
    assert parse_tile_path(path) == tile


@given(st.integers(-1, 63), st.integers(0, 2**63 - 1), st.integers(1, 256))
def test_every_tile_has_one_address(level: int, index: int, width: int) -> None:
    tile = Tile(level, index, width)
    assert parse_tile_path(tile.path) == tile


@pytest.mark.parametrize(
    "path",
    [
        "", "tile/0", "tile/0/", "tile/0/0", "tile/00/000", "tile/64/000", "tile/-1/000", "tile/data/000",
        "tile/0/x000/001", "tile/0/001/x002", "tile/0/001/002", "tile/0/x001", "tile/0/000.p/0",
        "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p/", "/tile/0/000", "tile/0/000\n", "tile/0/٠٠٠",
        "tile/0/../000", "tile/0/" + "x999/" * 12 + "999",
    ],
)  # fmt: skip
def test_any_other_spelling_is_refused(path: str) -> None:
    with pytest.raises(TileMalformed):
        parse_tile_path(path)


def test_tiles_of_the_example_in_the_specification() -> None:
    tiles = list_tiles(0, 70_000)
    partial = [tile for tile in tiles if not tile.is_full]
    assert partial == [Tile(0, 273, 112), Tile(1, 1, 17), Tile(2, 0, 1)]
    assert len(tiles) == 273 + 1 + 1 + 1 + 1
    assert list_tiles(0, 256) == [Tile(0, 0), Tile(1, 0, 1)]
    assert list_tiles(256, 256) == []
    assert list_bundles(250, 513) == [Tile(-1, 0), Tile(-1, 1), Tile(-1, 2, 1)]


@settings(deadline=None, max_examples=50)
@given(SIZES, SIZES)
def test_a_log_in_tiles_grows_as_one_in_memory(one: int, other: int) -> None:
    old, new = sorted((one, other))
    shelf = Shelf()
    shelf.grow(0, old)
    root = shelf.grow(old, new)
    assert root == TREE.root(new) == TileTree(shelf.read, new).root()
    assert shelf.kept == {
        (tile.level, tile.index): WHOLE.kept[tile.level, tile.index][: tile.width * 32]
        for tile in list_tiles(0, new)
    }


@settings(deadline=None)
@given(SIZES.filter(bool), st.data())
def test_proofs_from_tiles_are_those_of_a_tree_in_memory(size: int, data: st.DataObject) -> None:
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, size))
    tiles = TileTree(WHOLE.read, size)
    assert tiles.prove_inclusion(index) == TREE.prove_inclusion(index, size)
    assert tiles.prove_consistency(old) == TREE.prove_consistency(old, size)
    assert tiles.leaf_hash(index) == HASHES[index]
    assert tiles.root(old) == TREE.root(old)


@settings(deadline=None)
@given(SIZES.filter(bool), st.data())
def test_a_leaf_holds_only_in_a_tile_of_which_every_hash_is_proven(size: int, data: st.DataObject) -> None:
    """One proof stands for all leaves of a tile: so no hash of it may be another, whichever leaf is asked for first."""
    index = data.draw(st.integers(0, size - 1))
    place, width = index // 256, min(size - index // 256 * 256, 256)
    root, beside = TREE.root(size), place * 256 + data.draw(st.integers(0, width - 1))
    sound = TileTree(WHOLE.read, size)
    for each in (index, beside, index):
        sound.check_leaf(each, HASHES[each], root)
        for wrong_hash, wrong_root in ((bytes(32), root), (HASHES[each], bytes(32))):
            with pytest.raises(InclusionWrong):
                sound.check_leaf(each, wrong_hash, wrong_root)

    changed = bytearray(WHOLE.read(Tile(0, place)))
    changed[beside % 256 * 32] ^= 1
    forged = TileTree(
        lambda tile: bytes(changed) if (tile.level, tile.index) == (0, place) else WHOLE.read(tile), size
    )
    with pytest.raises(InclusionWrong):
        forged.check_leaf(index, HASHES[index], root)


def test_what_was_proven_is_proven_again_when_its_tile_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("safehold.core.tlog.tile_tree.MOST_TILES_HELD", 4)
    tiles: dict[tuple[int, int], bytes] = dict(WHOLE.kept)
    tree = TileTree(lambda tile: tiles[tile.level, tile.index], 1200)
    tree.check_leaf(7, HASHES[7], TREE.root(1200))
    changed = bytearray(tiles[0, 0])
    changed[9 * 32] ^= 1
    tiles[0, 0] = bytes(changed)
    for index in (300, 600, 900, 1150):  # push it out
        tree.check_leaf(index, HASHES[index], TREE.root(1200))
    with pytest.raises(InclusionWrong):
        tree.check_leaf(7, HASHES[7], TREE.root(1200))


def test_a_proof_reads_only_tiles_that_the_size_has() -> None:
    asked = []

    def read(tile: Tile) -> bytes:
        asked.append(tile)
        return WHOLE.read(tile)

    TileTree(read, 65_800).prove_inclusion(65_790)
    assert set(asked) <= set(list_tiles(0, 65_800))
    assert len(asked) == len(set(asked)) <= 6


def test_a_short_or_crooked_tile_is_named() -> None:
    for content in (b"", b"\0" * 31, b"\0" * 32 * 4, b"\0" * 32 * 257):
        with pytest.raises(TileMalformed):
            TileTree({Tile(0, 0, 5): content}.__getitem__, 5).root()
        with pytest.raises(TileMalformed):
            grow_tiles({Tile(0, 0, 5): content}.__getitem__, 5, [HASHES[0]])


def test_what_the_tree_does_not_reach_is_named() -> None:
    tiles = TileTree(WHOLE.read, 5)
    asks = (
        lambda: tiles.root(6),
        lambda: tiles.prove_inclusion(5),
        lambda: tiles.leaf_hash(5),
        lambda: tiles.check_leaf(5, HASHES[5], tiles.root()),
    )
    for ask in asks:
        with pytest.raises(OutOfRange):
            ask()
    with pytest.raises(OutOfRange):
        TileTree(WHOLE.read, -1)


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=256))
def test_bundles_return_their_leaves(leaves: list[bytes]) -> None:
    assert read_bundle(write_bundle(leaves)) == leaves


def test_bundles_that_no_log_writes_are_refused() -> None:
    for leaves in ([], [b""] * 257, [b"a" * (MAX_LEAF_BYTES + 1)]):
        with pytest.raises(TileMalformed):
            write_bundle(leaves)
    whole = write_bundle([b"abc", b"d"])
    for content in (b"", *(whole[:cut] for cut in (1, 2, 4, 6, 7)), whole + b"\0", b"\0\0" * 257):
        with pytest.raises(TileMalformed):
            read_bundle(content)
