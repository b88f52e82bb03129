# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Following a log from outside, as anybody can: every new leaf is read, and leads from what was seen to what is signed.

What is kept between two looks is the last checkpoint and the frontier of its tree. Nothing that the log says about
itself is believed but its signature: the leaves are hashed here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from safehold.core.tlog.checkpoints import Checkpoint, check_continues, open_checkpoint
from safehold.core.tlog.errors import FrontierMalformed, LogForked, OriginWrong, RootWrong
from safehold.core.tlog.hashing import EMPTY_ROOT, hash_leaf
from safehold.core.tlog.keys import VerifierKey
from safehold.core.tlog.notes import MAX_NOTE_BYTES
from safehold.core.tlog.spelling import read_base64, read_text, write_base64
from safehold.core.tlog.tile_tree import Reader, TileTree
from safehold.core.tlog.tiles import ENTRIES, FULL_WIDTH, Tile, read_bundle
from safehold.core.tlog.tree import Frontier

FIRST_WORD = "frontier "
MAX_FOLLOWED_BYTES = MAX_NOTE_BYTES + 8_192


@dataclass(frozen=True)
class Followed:
    """What is kept of a log that somebody follows: the last checkpoint that held, and its tree's frontier."""

    note: bytes = field(repr=False)
    frontier: Frontier = field(repr=False)


def write_followed(followed: Followed) -> bytes:
    """Return it as a file."""
    return f"{FIRST_WORD}{write_base64(followed.frontier.pack())}\n\n".encode() + followed.note


def read_followed(content: bytes) -> Followed:
    """Read what `write_followed` wrote; raises FrontierMalformed."""
    read_text(content, FrontierMalformed, MAX_FOLLOWED_BYTES)
    head, _, note = content.partition(b"\n\n")
    line = head.decode()
    if not line.startswith(FIRST_WORD) or not note:
        raise FrontierMalformed("This is not what was kept of a log.")
    packed = read_base64(line.removeprefix(FIRST_WORD), FrontierMalformed)
    return Followed(note, Frontier.unpack(packed))


def follow(
    kept: Followed | None,
    note: bytes,
    log_keys: Sequence[VerifierKey],
    read: Reader,
    tell: Callable[[int, bytes], None] = lambda _index, _leaf: None,
) -> Followed:
    """Return what is to be kept once the log that `note` signs was read up to its end, and goes on from what was kept.

    read: gives tiles of hashes and of leaves. tell: is called with each new leaf, before it is known whether all hold.
    Raises LogForked, or ConsistencyWrong when the log was rewritten; RootWrong when the leaves it shows are not those
    it signed; and what `open_checkpoint` raises. A checkpoint that is older than the one kept is checked, and changes
    nothing.
    """
    new = open_checkpoint(note, log_keys)
    if kept is None:
        return Followed(note, _read_on(Frontier(), new, read, tell))
    old = open_checkpoint(kept.note, log_keys)
    if (kept.frontier.size, kept.frontier.root()) != (old.size, old.root):
        raise FrontierMalformed("What was kept of the log does not fit together.")
    if old.origin != new.origin:
        raise OriginWrong("The checkpoint is of another log than the one that was followed.")
    if new.size <= old.size:
        _check_older(old, new, read)
        return kept
    try:
        return Followed(note, _read_on(kept.frontier, new, read, tell))
    except RootWrong:
        check_continues(old, new, TileTree(read, new.size).prove_consistency(old.size))
        raise


def _read_on(
    frontier: Frontier, new: Checkpoint, read: Reader, tell: Callable[[int, bytes], None]
) -> Frontier:
    """Return the frontier after all leaves up to a checkpoint; raises RootWrong when they are not those it signs."""
    grown = Frontier(frontier.size, frontier.hashes)
    while grown.size < new.size:
        bundle, done = divmod(grown.size, FULL_WIDTH)
        width = min(FULL_WIDTH, new.size - bundle * FULL_WIDTH)
        leaves = read_bundle(read(Tile(ENTRIES, bundle, width)))
        if len(leaves) < width:
            raise RootWrong("The log shows fewer leaves than it signed.")
        for leaf in leaves[done:width]:
            tell(grown.append_hash(hash_leaf(leaf)), leaf)
    if grown.root() != new.root:
        raise RootWrong("The leaves that the log shows are not those that it signed.")
    return grown


def _check_older(old: Checkpoint, new: Checkpoint, read: Reader) -> None:
    """Raise unless a checkpoint that is not larger belongs to the same history as the one that was kept."""
    if new.size == old.size:
        if new.root != old.root:
            raise LogForked(old.origin, old.size)
        return
    proof = TileTree(read, old.size).prove_consistency(new.size) if new.root != EMPTY_ROOT else []
    check_continues(new, old, proof)
