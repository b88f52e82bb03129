# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The tree of RFC 6962: the same roots and proofs as its definition and as another library; nothing else passes."""

import hashlib
import random
from collections.abc import Iterator

import pymerkle
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safehold.core.tlog import (
    EMPTY_ROOT,
    ConsistencyWrong,
    Frontier,
    FrontierMalformed,
    InclusionWrong,
    OutOfRange,
    Tree,
    hash_children,
    hash_leaf,
    verify_consistency,
    verify_inclusion,
)
from safehold.core.tlog.tests.logs import flips

LEAVES = st.lists(st.binary(max_size=40), max_size=70)


def root_by_definition(leaves: list[bytes]) -> bytes:
    """Section 2.1, read aloud."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hash_leaf(leaves[0])
    half = 1 << ((len(leaves) - 1).bit_length() - 1)
    return hash_children(root_by_definition(leaves[:half]), root_by_definition(leaves[half:]))


def tree_of(leaves: list[bytes]) -> Tree:
    tree = Tree()
    tree.extend(leaves)
    return tree


def peer_of(leaves: list[bytes]) -> pymerkle.InmemoryTree:
    peer = pymerkle.InmemoryTree(algorithm="sha256")
    peer.append_entries(leaves)
    return peer


@settings(deadline=None)
@given(LEAVES)
def test_roots_are_those_of_the_definition(leaves: list[bytes]) -> None:
    tree = tree_of(leaves)
    for size in range(len(leaves) + 1):
        assert tree.root(size) == root_by_definition(leaves[:size])


@settings(deadline=None)
@given(LEAVES)
def test_roots_are_those_of_another_library(leaves: list[bytes]) -> None:
    assert tree_of(leaves).root() == bytes(peer_of(leaves).get_root())


def test_root_over_100_000_random_leaves_is_that_of_another_library() -> None:
    chance = random.Random(6962)
    leaves = [chance.randbytes(chance.randrange(64)) for _ in range(100_000)]
    assert tree_of(leaves).root() == bytes(peer_of(leaves).get_root())


@settings(deadline=None)
@given(LEAVES, st.data())
def test_adding_one_by_one_or_in_parts_or_from_a_stored_frontier_is_the_same(
    leaves: list[bytes], data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(leaves)))
    one_by_one, in_parts, frontier = Tree(), Tree(), Frontier()
    assert [one_by_one.append(leaf) for leaf in leaves] == list(range(len(leaves)))
    assert in_parts.extend(leaves[:cut]) == cut
    assert in_parts.extend(leaves[cut:]) == len(leaves)
    frontier.extend_hashes(map(hash_leaf, leaves[:cut]))
    frontier = Frontier.unpack(frontier.pack())
    assert [frontier.append(leaf) for leaf in leaves[cut:]] == list(range(cut, len(leaves)))
    assert one_by_one.root() == in_parts.root() == frontier.root() == tree_of(leaves).root()


def test_every_proof_in_every_small_tree_holds() -> None:
    tree = tree_of([bytes([n]) for n in range(70)])
    for size in range(71):
        for index in range(size):
            proof = tree.prove_inclusion(index, size)
            verify_inclusion(tree.root(size), size, index, tree.leaf_hash(index), proof)
        for old in range(size + 1):
            proof = tree.prove_consistency(old, size)
            verify_consistency(tree.root(old), old, tree.root(size), size, proof)


@settings(deadline=None)
@given(st.integers(2, 300), st.data())
def test_proofs_are_those_of_another_library(size: int, data: st.DataObject) -> None:
    leaves = [n.to_bytes(2) for n in range(size)]
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    tree, peer = tree_of(leaves), peer_of(leaves)
    theirs = peer.prove_inclusion(index + 1)
    pymerkle.verify_inclusion(tree.leaf_hash(index), tree.root(), theirs)
    assert {bytes(each) for each in theirs.path} >= set(tree.prove_inclusion(index))
    pymerkle.verify_consistency(tree.root(old), tree.root(), peer.prove_consistency(old, size))


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 300), st.data())
def test_an_inclusion_proof_holds_for_nothing_else(size: int, data: st.DataObject) -> None:
    tree = tree_of([n.to_bytes(2) for n in range(size)])
    index = data.draw(st.integers(0, size - 1))
    root, leaf, proof = tree.root(), tree.leaf_hash(index), tree.prove_inclusion(index)
    wrong = [(root, size, place, leaf, proof) for place in range(-1, size + 1) if place != index]
    wrong += [(each, size, index, leaf, proof) for each in (*flips(root), root[1:], b"")]
    wrong += [(root, size, index, each, proof) for each in (*flips(leaf), leaf + b"\0")]
    wrong += [(root, size, index, leaf, [*proof, root]), (root, size, index, leaf, [leaf, *proof])]
    for at, each in enumerate(proof):
        wrong.append((root, size, index, leaf, proof[:at] + proof[at + 1 :]))
        wrong += [(root, size, index, leaf, [*proof[:at], f, *proof[at + 1 :]]) for f in flips(each)[::5]]
    for case in wrong:
        with pytest.raises(InclusionWrong):
            verify_inclusion(*case)


@settings(deadline=None, max_examples=40)
@given(st.integers(2, 300), st.data())
def test_a_consistency_proof_holds_for_nothing_else(size: int, data: st.DataObject) -> None:
    tree = tree_of([n.to_bytes(2) for n in range(size)])
    old = data.draw(st.integers(1, size - 1))
    before, after, proof = tree.root(old), tree.root(), tree.prove_consistency(old)
    wrong = [(each, old, after, size, proof) for each in (*flips(before), b"")]
    wrong += [(before, old, each, size, proof) for each in (*flips(after), b"")]
    wrong += [(before, old, after, size, [*proof, after]), (before, old, after, size, [])]
    wrong += [(before, old, after, old - 1, proof), (before, size + 1, after, size, proof)]
    for at, each in enumerate(proof):
        wrong.append((before, old, after, size, proof[:at] + proof[at + 1 :]))
        wrong += [(before, old, after, size, [*proof[:at], f, *proof[at + 1 :]]) for f in flips(each)[::5]]
    for case in wrong:
        with pytest.raises(ConsistencyWrong):
            verify_consistency(*case)


def test_a_tree_that_was_rewritten_continues_nothing() -> None:
    true = tree_of([bytes([n]) for n in range(20)])
    forged = tree_of([bytes([n if n != 7 else 99]) for n in range(30)])
    for old in range(8, 21):
        with pytest.raises(ConsistencyWrong):
            verify_consistency(true.root(old), old, forged.root(), 30, forged.prove_consistency(old))


def test_leaves_whose_source_fails_are_not_half_added() -> None:
    def failing() -> Iterator[bytes]:
        yield from (hash_leaf(b"c"), hash_leaf(b"d"))
        raise OSError

    tree = tree_of([b"a"])
    with pytest.raises(OSError):
        tree.extend_hashes(failing())
    assert tree.append(b"b") == 1
    assert tree.root() == tree_of([b"a", b"b"]).root()


def test_what_needs_no_proof_is_refused_with_one() -> None:
    tree = tree_of([b"a", b"b"])
    verify_consistency(EMPTY_ROOT, 0, tree.root(), 2, [])
    verify_consistency(tree.root(), 2, tree.root(), 2, [])
    for old_root, old, proof in (
        (EMPTY_ROOT, 0, [EMPTY_ROOT]),
        (tree.root(), 0, []),
        (tree.root(), 2, [EMPTY_ROOT]),
        (EMPTY_ROOT, 2, []),
    ):
        with pytest.raises(ConsistencyWrong):
            verify_consistency(old_root, old, tree.root(), 2, proof)


def test_what_the_tree_does_not_reach_is_named() -> None:
    tree = tree_of([b"a", b"b"])
    for ask in (
        lambda: tree.root(3),
        lambda: tree.root(-1),
        lambda: tree.prove_inclusion(2),
        lambda: tree.prove_inclusion(-1),
        lambda: tree.prove_consistency(3),
        lambda: tree.leaf_hash(2),
    ):
        with pytest.raises(OutOfRange):
            ask()


@given(st.integers(1, 200))
def test_a_frontier_of_another_length_is_refused(size: int) -> None:
    frontier = Frontier()
    frontier.extend_hashes(hash_leaf(bytes([n])) for n in range(size))
    packed = frontier.pack()
    assert len(packed) == 8 + 32 * size.bit_count()
    for wrong in (packed[:-1], packed[:-32], packed + b"\0" * 32, b"", b"\xff" + packed[1:]):
        with pytest.raises(FrontierMalformed):
            Frontier.unpack(wrong)
