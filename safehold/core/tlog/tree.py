# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A whole tree in memory, and the few hashes from which a tree that is kept elsewhere goes on."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from safehold.core.tlog.errors import FrontierMalformed, OutOfRange
from safehold.core.tlog.hashing import (
    EMPTY_ROOT,
    HASH_BYTES,
    LEAF_PREFIX,
    NODE_PREFIX,
    hash_children,
    hash_leaf,
)
from safehold.core.tlog.proving import consistency_from, inclusion_from, root_from
from safehold.core.tlog.verifying import MAX_SIZE

SIZE_BYTES = 8


class Tree:
    """The tree over leaves that are added at its end. It keeps hashes, not leaves: about 130 bytes for each."""

    def __init__(self, leaf_hashes: Iterable[bytes] = ()) -> None:
        self._levels: list[list[bytes]] = [[]]
        self.extend_hashes(leaf_hashes)

    def __len__(self) -> int:
        return len(self._levels[0])

    def append(self, leaf: bytes) -> int:
        """Add a leaf; return its index."""
        return self.append_hash(hash_leaf(leaf))

    def append_hash(self, leaf_hash: bytes) -> int:
        """Add a leaf by its hash; return its index."""
        levels = self._levels
        index = place = len(levels[0])
        levels[0].append(leaf_hash)
        height = 0
        while place & 1:
            leaf_hash = sha256(NODE_PREFIX + levels[height][-2] + leaf_hash).digest()
            height += 1
            if height == len(levels):
                levels.append([])
            levels[height].append(leaf_hash)
            place >>= 1
        return index

    def extend(self, leaves: Iterable[bytes]) -> int:
        """Add leaves, faster than one by one; return the new size."""
        return self.extend_hashes([sha256(LEAF_PREFIX + leaf).digest() for leaf in leaves])

    def extend_hashes(self, leaf_hashes: Iterable[bytes]) -> int:
        """Add leaves by their hashes; return the new size."""
        below = self._levels[0]
        below.extend(list(leaf_hashes))  # all of them or, when their source raises, none
        height = 1
        while len(below) > 1:
            if height == len(self._levels):
                self._levels.append([])
            level = self._levels[height]
            fresh = iter(below[len(level) * 2 : len(below) // 2 * 2])
            pairs = zip(fresh, fresh, strict=True)
            level.extend([sha256(NODE_PREFIX + left + right).digest() for left, right in pairs])
            below, height = level, height + 1
        return len(self)

    def node(self, level: int, index: int) -> bytes:
        """Return the hash of a complete subtree."""
        return self._levels[level][index]

    def leaf_hash(self, index: int) -> bytes:
        """Return the hash of a leaf."""
        if not 0 <= index < len(self):
            raise OutOfRange("There is no such leaf.")
        return self._levels[0][index]

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
        wanted = len(self) if size is None else size
        if not 0 <= wanted <= len(self):
            raise OutOfRange("The tree does not have so many leaves.")
        return wanted


class Frontier:
    """The complete subtrees at a tree's end, largest first: all that adding leaves and the root need.

    32 bytes for each 1 in the binary form of the size, so never more than 2 kB. It proves nothing by itself.
    """

    def __init__(self, size: int = 0, hashes: Iterable[bytes] = ()) -> None:
        self._size, self._hashes = size, list(hashes)
        fits = 0 <= size <= MAX_SIZE and len(self._hashes) == size.bit_count()
        if not fits or any(len(each) != HASH_BYTES for each in self._hashes):
            raise FrontierMalformed("A frontier has one hash for each 1 in the binary form of its size.")

    @property
    def size(self) -> int:
        return self._size

    @property
    def hashes(self) -> tuple[bytes, ...]:
        return tuple(self._hashes)

    def append(self, leaf: bytes) -> int:
        """Add a leaf; return its index."""
        return self.append_hash(hash_leaf(leaf))

    def append_hash(self, leaf_hash: bytes) -> int:
        """Add a leaf by its hash; return its index."""
        hashes, index, place = self._hashes, self._size, self._size
        while place & 1:
            leaf_hash = sha256(NODE_PREFIX + hashes.pop() + leaf_hash).digest()
            place >>= 1
        hashes.append(leaf_hash)
        self._size += 1
        return index

    def extend_hashes(self, leaf_hashes: Iterable[bytes]) -> int:
        """Add leaves by their hashes; return the new size."""
        for leaf_hash in leaf_hashes:
            self.append_hash(leaf_hash)
        return self._size

    def root(self) -> bytes:
        """Return the root over all leaves."""
        if not self._hashes:
            return EMPTY_ROOT
        root = self._hashes[-1]
        for peak in reversed(self._hashes[:-1]):
            root = hash_children(peak, root)
        return root

    def pack(self) -> bytes:
        """Return the frontier as bytes: the size in 8, then the hashes."""
        return self._size.to_bytes(SIZE_BYTES) + b"".join(self._hashes)

    @classmethod
    def unpack(cls, content: bytes) -> Frontier:
        """Read what `pack` wrote; raises FrontierMalformed."""
        size, rest = int.from_bytes(content[:SIZE_BYTES]), content[SIZE_BYTES:]
        if len(content) < SIZE_BYTES or len(rest) % HASH_BYTES:
            raise FrontierMalformed("A frontier is a size and whole hashes.")
        return cls(size, (rest[at : at + HASH_BYTES] for at in range(0, len(rest), HASH_BYTES)))
