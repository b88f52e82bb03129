# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checking proofs (the algorithms of RFC 9162, sections 2.1.3.2 and 2.1.4.2). Each returns nothing, or raises."""

from __future__ import annotations

from collections.abc import Sequence

from safehold.core.tlog.errors import ConsistencyWrong, InclusionWrong, TlogError
from safehold.core.tlog.hashing import EMPTY_ROOT, HASH_BYTES, hash_children

MAX_SIZE = 2**63 - 1
MAX_PROOF_HASHES = 63


def verify_inclusion(root: bytes, size: int, index: int, leaf_hash: bytes, proof: Sequence[bytes]) -> None:
    """Raise InclusionWrong unless the leaf stands at `index` in the tree of `size` with this root."""
    if not 0 <= index < size <= MAX_SIZE:
        raise InclusionWrong("There is no such leaf in a tree of this size.")
    _check_hashes((root, leaf_hash, *proof), InclusionWrong)
    found, place, last = leaf_hash, index, size - 1
    for sibling in proof:
        if not last:
            raise InclusionWrong("The proof is too long.")
        if place & 1 or place == last:
            found = hash_children(sibling, found)
            place, last = _skip_missing(place, last)
        else:
            found = hash_children(found, sibling)
        place, last = place >> 1, last >> 1
    if last:
        raise InclusionWrong("The proof is too short.")
    if found != root:
        raise InclusionWrong("The leaf is not at this place under this root.")


def verify_consistency(
    old_root: bytes, old_size: int, new_root: bytes, new_size: int, proof: Sequence[bytes]
) -> None:
    """Raise ConsistencyWrong unless the tree of `new_size` begins with the one of `old_size`."""
    if not 0 <= old_size <= new_size <= MAX_SIZE:
        raise ConsistencyWrong("A tree continues only one that is not larger.")
    _check_hashes((old_root, new_root, *proof), ConsistencyWrong)
    if old_size in (0, new_size):
        _check_trivial(old_root, old_size, new_root, new_size, proof)
        return
    path = [old_root, *proof] if not old_size & (old_size - 1) else list(proof)
    if not path or not proof:
        raise ConsistencyWrong("The proof is too short.")
    place, last = old_size - 1, new_size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if not last:
            raise ConsistencyWrong("The proof is too long.")
        if place & 1 or place == last:
            old, new = hash_children(sibling, old), hash_children(sibling, new)
            place, last = _skip_missing(place, last)
        else:
            new = hash_children(new, sibling)
        place, last = place >> 1, last >> 1
    if last:
        raise ConsistencyWrong("The proof is too short.")
    if old != old_root or new != new_root:
        raise ConsistencyWrong("The newer tree does not continue the older one.")


def _check_trivial(
    old_root: bytes, old_size: int, new_root: bytes, new_size: int, proof: Sequence[bytes]
) -> None:
    """Check what needs no proof: a tree continues itself, and the empty one."""
    if proof:
        raise ConsistencyWrong("The proof is too long.")
    if old_size == 0 and old_root != EMPTY_ROOT:
        raise ConsistencyWrong("An empty tree has another root.")
    if old_size == new_size and old_root != new_root:
        raise ConsistencyWrong("There are two roots for one size.")


def _skip_missing(place: int, last: int) -> tuple[int, int]:
    """Go up past the levels at which the last node has no sibling."""
    while place and not place & 1:
        place, last = place >> 1, last >> 1
    return place, last


def _check_hashes(hashes: Sequence[bytes], error: type[TlogError]) -> None:
    if len(hashes) > MAX_PROOF_HASHES + 2 or set(map(len, hashes)) != {HASH_BYTES}:
        raise error("These are not the hashes of a proof.")
