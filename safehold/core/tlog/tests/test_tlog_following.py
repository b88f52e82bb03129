# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whoever follows a log from outside sees every leaf, and sees when it was rewritten."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safehold.core.tlog import (
    ConsistencyWrong,
    Followed,
    Frontier,
    FrontierMalformed,
    LogForked,
    RootWrong,
    SignatureWrong,
    Signer,
    Tile,
    TlogError,
    Tree,
    follow,
    grow_tiles,
    hash_leaf,
    read_followed,
    write_bundle,
    write_followed,
)
from safehold.core.tlog.tests.logs import LOG_KEYS, checkpoint_of, flips

BIG = 1_100


class Site:
    """A log as its site serves it: tiles of hashes and bundles of leaves, as wide as they are now."""

    def __init__(self, *changed: int) -> None:
        self.leaves = [(f"forged {n}" if n in changed else f"leaf {n}").encode() for n in range(BIG)]
        self.tree = Tree()
        self.tree.extend(self.leaves)
        hashes = list(map(hash_leaf, self.leaves))
        self.tiles = {
            (t.level, t.index): each for t, each in grow_tiles(lambda _: b"", 0, hashes).tiles.items()
        }

    def read(self, tile: Tile) -> bytes:
        if tile.level >= 0:
            return self.tiles[tile.level, tile.index]
        return write_bundle(self.leaves[tile.index * 256 :][: tile.width])


TRUE, FORGED = Site(), Site(150)
SIZES = st.integers(0, BIG) | st.sampled_from([1, 255, 256, 257, 512])


@given(st.lists(SIZES, min_size=1, max_size=4))
@settings(deadline=None, max_examples=30)
def test_every_leaf_is_told_once_and_what_is_kept_goes_on(sizes: list[int]) -> None:
    kept, told = None, []
    for size in sorted(sizes):
        note = checkpoint_of(TRUE.tree, size)
        kept = follow(kept, note, LOG_KEYS, TRUE.read, lambda index, leaf: told.append((index, leaf)))
        kept = read_followed(write_followed(kept))
        assert (kept.frontier.size, kept.frontier.root()) == (size, TRUE.tree.root(size))
    assert told == list(enumerate(TRUE.leaves[: max(sizes)]))


def seen(size: int) -> Followed:
    return follow(None, checkpoint_of(TRUE.tree, size), LOG_KEYS, TRUE.read)


@given(st.integers(151, BIG - 1), st.data())
@settings(deadline=None, max_examples=30)
def test_a_log_that_was_rewritten_is_seen_whatever_it_shows(size: int, data: st.DataObject) -> None:
    larger = data.draw(st.integers(size + 1, BIG))
    smaller = data.draw(st.integers(151, size - 1)) if size > 151 else 151
    for site in (FORGED, TRUE):
        with pytest.raises((ConsistencyWrong, RootWrong)):
            follow(seen(size), checkpoint_of(FORGED.tree, larger), LOG_KEYS, site.read)
    with pytest.raises(ConsistencyWrong):
        follow(seen(size), checkpoint_of(FORGED.tree, larger), LOG_KEYS, FORGED.read)
    with pytest.raises(LogForked):
        follow(seen(size), checkpoint_of(FORGED.tree, size), LOG_KEYS, FORGED.read)
    if smaller < size:
        with pytest.raises(ConsistencyWrong):
            follow(seen(size), checkpoint_of(FORGED.tree, smaller), LOG_KEYS, TRUE.read)


def test_an_older_checkpoint_of_the_same_history_changes_nothing() -> None:
    kept = seen(600)
    for size in (600, 599, 256, 1, 0):
        assert follow(kept, checkpoint_of(TRUE.tree, size), LOG_KEYS, TRUE.read) is kept


def test_leaves_that_the_log_did_not_sign_are_named() -> None:
    """The hashes are true and the history continues; the leaves shown for it are others."""

    def read(tile: Tile) -> bytes:
        return TRUE.read(tile) if tile.level >= 0 else FORGED.read(tile)

    with pytest.raises(RootWrong):
        follow(seen(100), checkpoint_of(TRUE.tree, 300), LOG_KEYS, read)
    with pytest.raises(RootWrong):
        follow(None, checkpoint_of(TRUE.tree, 300), LOG_KEYS, lambda _: write_bundle([b"only one"]))


def test_only_the_logs_own_checkpoint_counts() -> None:
    with pytest.raises(SignatureWrong):
        forged = checkpoint_of(TRUE.tree, 300).replace(b"\n300\n", b"\n200\n")
        follow(None, forged, LOG_KEYS, TRUE.read)
    with pytest.raises(TlogError):
        follow(None, checkpoint_of(TRUE.tree, 300), [Signer("x", 1, b"\0" * 32).verifier], TRUE.read)


def test_what_was_kept_cannot_be_changed_unseen() -> None:
    kept = write_followed(seen(300))
    for wrong in flips(kept):
        with pytest.raises(TlogError):
            follow(read_followed(wrong), checkpoint_of(TRUE.tree, 400), LOG_KEYS, TRUE.read)
    for wrong in (b"", b"frontier \n", kept[:-1], b"x" * 300_000):
        with pytest.raises(FrontierMalformed):
            read_followed(wrong)
    other = Followed(checkpoint_of(TRUE.tree, 300), Frontier())
    with pytest.raises(FrontierMalformed):
        follow(other, checkpoint_of(TRUE.tree, 400), LOG_KEYS, TRUE.read)
