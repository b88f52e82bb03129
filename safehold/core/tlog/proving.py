# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Roots and proofs of a tree of any size, from the hashes of its complete subtrees (RFC 6962, section 2.1).

A node (level, index) covers the leaves index * 2**level up to (index + 1) * 2**level. Only complete ones are ever
asked for, so that what was once read stays true while the log grows.
"""

from __future__ import annotations

from collections.abc import Callable

from safehold.core.tlog.errors import OutOfRange
from safehold.core.tlog.hashing import EMPTY_ROOT, hash_children

Node = Callable[[int, int], bytes]


def root_from(node: Node, size: int) -> bytes:
    """Return the root over the first `size` leaves."""
    return _right_edge(node, size, size.bit_length()) if size else EMPTY_ROOT


def inclusion_from(node: Node, index: int, size: int) -> list[bytes]:
    """Return the proof that leaf `index` is in the tree of `size`, the leaf's sibling first."""
    if not 0 <= index < size:
        raise OutOfRange("There is no such leaf in a tree of this size.")
    return _climb(node, 0, index, size)


def consistency_from(node: Node, old_size: int, size: int) -> list[bytes]:
    """Return the proof that the tree of `size` begins with that of `old_size`."""
    if not 0 <= old_size <= size:
        raise OutOfRange("A tree continues only one that is not larger.")
    if old_size in (0, size):
        return []
    level = (old_size & -old_size).bit_length() - 1
    index = (old_size >> level) - 1
    start = [node(level, index)] if index else []  # a complete tree's root is known to who asks
    return start + _climb(node, level, index, size)


def _climb(node: Node, level: int, index: int, size: int) -> list[bytes]:
    """Return the siblings on the way from a complete node up to the root."""
    proof = []
    last = (size - 1) >> level
    while last:
        sibling = index ^ 1
        if sibling < last or (sibling == last and not size & ((1 << level) - 1)):
            proof.append(node(level, sibling))
        elif sibling == last:
            proof.append(_right_edge(node, size, level))
        level, index, last = level + 1, index >> 1, last >> 1
    return proof


def _right_edge(node: Node, size: int, height: int) -> bytes:
    """Hash what stands at the end of a tree: the complete subtrees below `height`, from the smallest up."""
    edge = b""
    for level in range(height):
        if size >> level & 1:
            peak = node(level, (size >> level) - 1)
            edge = hash_children(peak, edge) if edge else peak
    return edge
