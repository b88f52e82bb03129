# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a log costs: adding leaves, proving and checking, in memory and from tiles, beside the library pymerkle.

Seconds are those that one core worked, so that whatever else runs counts little. The roots of both are held against
each other over the same random leaves. BENCH_LEAVES makes it smaller.
What a leaf costs until it is durable is the registrar's to measure: `bench.register`.
"""

import os
import random
import time
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pymerkle

from bench.figures import show
from safehold.core import tlog

LEAVES = int(os.environ.get("BENCH_LEAVES", "100000"))
PROOFS = min(20_000, LEAVES)
PEER_PROOFS = min(500, LEAVES)
FLOOR_APPENDS, FLOOR_PROOFS = 200_000, 20_000

Peer = dict[str, object]


def time_of(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def best_of(work: Callable[[], object], rounds: int = 3) -> float:
    return min(time_of(work) for _ in range(rounds))


def run_each(check: Callable[[Any], None], cases: Sequence[Any]) -> None:
    for case in cases:
        check(case)


def peer(value: float) -> Peer:
    return {"name": "pymerkle", "value": round(value)}


def append_each(leaves: Sequence[bytes]) -> tlog.Tree:
    tree = tlog.Tree()
    for leaf in leaves:
        tree.append(leaf)
    return tree


def append_all(leaves: Sequence[bytes]) -> tlog.Tree:
    tree = tlog.Tree()
    tree.extend(leaves)
    return tree


def append_peer(leaves: Sequence[bytes]) -> pymerkle.InmemoryTree:
    tree = pymerkle.InmemoryTree(algorithm="sha256")
    for leaf in leaves:
        tree.append_entry(leaf)
    return tree


def measure_appends(leaves: list[bytes]) -> tuple[tlog.Tree, pymerkle.InmemoryTree]:
    theirs = peer(len(leaves) / time_of(lambda: append_peer(leaves)))
    for name, work in (("one_by_one", append_each), ("at_once", append_all)):
        speed = len(leaves) / best_of(lambda work=work: work(leaves))  # type: ignore[misc]
        show(f"tlog_appends_{name}", speed, "leaves/s", peer=theirs, at_least=FLOOR_APPENDS)
    tree, other = append_all(leaves), append_peer(leaves)
    same = tree.root() == append_each(leaves).root() == bytes(other.get_root())
    show(f"tlog_root_equal_over_{len(leaves)}", float(same), "1 or 0", peer=peer(1), at_least=1)
    return tree, other


def measure_proofs(tree: tlog.Tree, other: pymerkle.InmemoryTree, chance: random.Random) -> None:
    size, root = len(tree), tree.root()
    places = [chance.randrange(size) for _ in range(PROOFS)]
    olds = [chance.randrange(1, size) for _ in range(PROOFS)]
    few = places[:PEER_PROOFS]

    speed = PROOFS / best_of(lambda: [tree.prove_inclusion(each) for each in places])
    theirs = PEER_PROOFS / time_of(lambda: [other.prove_inclusion(each + 1) for each in few])
    show("tlog_inclusion_proofs", speed, "proofs/s", peer=peer(theirs), at_least=FLOOR_PROOFS)

    speed = PROOFS / best_of(lambda: [tree.prove_consistency(each) for each in olds])
    theirs = PEER_PROOFS / time_of(lambda: [other.prove_consistency(each + 1, size) for each in few])
    show("tlog_consistency_proofs", speed, "proofs/s", peer=peer(theirs), at_least=FLOOR_PROOFS)

    made = [(each, tree.leaf_hash(each), tree.prove_inclusion(each)) for each in places]
    speed = PROOFS / best_of(lambda: run_each(lambda each: tlog.verify_inclusion(root, size, *each), made))
    asked = [(tree.leaf_hash(each), other.prove_inclusion(each + 1)) for each in few]
    theirs = PEER_PROOFS / time_of(
        lambda: run_each(lambda each: pymerkle.verify_inclusion(each[0], root, each[1]), asked)
    )
    show("tlog_inclusion_verified", speed, "proofs/s", peer=peer(theirs), at_least=FLOOR_PROOFS)

    grown = [(tree.root(each), each, root, size, tree.prove_consistency(each)) for each in olds]
    speed = PROOFS / best_of(lambda: run_each(lambda each: tlog.verify_consistency(*each), grown))
    show("tlog_consistency_verified", speed, "proofs/s", at_least=FLOOR_PROOFS)


def measure_tiles(tree: tlog.Tree, chance: random.Random) -> None:
    """A log that lies in tiles: made at once, then proofs by a reader that holds none of them yet."""
    hashes = [tree.leaf_hash(each) for each in range(len(tree))]
    took = best_of(lambda: tlog.grow_tiles(lambda _: b"", 0, hashes))
    show("tlog_tiles_grown", len(hashes) / took, "leaves/s")
    grown = tlog.grow_tiles(lambda _: b"", 0, hashes)
    assert grown.root == tree.root()
    places = [chance.randrange(len(tree)) for _ in range(min(500, len(tree)))]
    took = best_of(
        lambda: [tlog.TileTree(grown.tiles.__getitem__, grown.size).prove_inclusion(p) for p in places]
    )
    show("tlog_proof_from_cold_tiles_ms", took / len(places) * 1000, "ms", at_most=5)


def measure_entry() -> None:
    """What a reader does: a saved entry with twelve fields, a signed checkpoint and three witnesses under it."""
    log = tlog.make_signer("register.example/log")
    witnesses = [tlog.make_signer(f"witness.example/{n}", tlog.COSIGNATURE) for n in range(3)]
    openings = tlog.open_values({f"field_{n}": "Ministère de l'intérieur" for n in range(12)})
    leaf = tlog.write_leaf(
        tlog.Leaf("filing", date(2026, 11, 23), "arrangement/1", fields=tlog.commit_fields(openings))
    )
    tree = append_all([leaf, *(os.urandom(32) for _ in range(min(LEAVES, 10_000)))])
    note = tlog.sign_checkpoint(tlog.Checkpoint("register.example/log", len(tree), tree.root()), log)
    for witness in witnesses:
        note = tlog.add_signatures(note, tlog.cosign(note, witness, 1_795_000_000))
    proof = tlog.write_proof(tlog.Proof(0, tuple(tree.prove_inclusion(0)), note))
    entry = tlog.SavedEntry((tlog.SavedLeaf(leaf, openings, proof),))
    keys = [each.verifier for each in witnesses]
    took = best_of(lambda: [tlog.verify_entry(entry, [log.verifier], keys, 3) for _ in range(200)])
    show("tlog_saved_entries_verified", 200 / took, "entries/s")


def main() -> None:
    chance = random.Random(6962)
    tree, other = measure_appends([chance.randbytes(32) for _ in range(LEAVES)])
    measure_proofs(tree, other, chance)
    measure_tiles(tree, chance)
    measure_entry()


if __name__ == "__main__":
    main()
