# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A small register's log, its keys and its witnesses, the same in every run."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from safehold.core import tlog

ORIGIN = "register.example/log"
DAY = date(2026, 11, 23)
ENTRY = UUID("7b0d5a54-6a2f-4d1e-8d8e-0c6a1a6a5f01")
TIME = 1_795_000_000

LOG = tlog.Signer(ORIGIN, tlog.ED25519, b"\1" * 32)
WITNESSES = tuple(tlog.Signer(f"witness.example/w{n}", tlog.COSIGNATURE, bytes([n]) * 32) for n in (2, 3, 4))
LOG_KEYS = [LOG.verifier]
WITNESS_KEYS = [each.verifier for each in WITNESSES]


def leaf_of(
    version: int = 1, kind: str = "filing", **values: object
) -> tuple[bytes, dict[str, tlog.Opening]]:
    """A leaf of the entry, and its openings with salts that are the same in every run."""
    openings = {
        name: tlog.Opening(bytes([n + 1, version]) * 16, value)
        for n, (name, value) in enumerate(sorted(values.items()))
    }
    leaf = tlog.Leaf(kind, DAY, "arrangement/1", version, entry=ENTRY, fields=tlog.commit_fields(openings))
    return tlog.write_leaf(leaf), openings


def checkpoint_of(tree: tlog.Tree, size: int | None = None, *witnesses: tlog.Signer) -> bytes:
    """A checkpoint of a tree, signed by the log and cosigned."""
    size = len(tree) if size is None else size
    note = tlog.sign_checkpoint(tlog.Checkpoint(ORIGIN, size, tree.root(size)), LOG)
    for witness in witnesses:
        note = tlog.add_signatures(note, tlog.cosign(note, witness, TIME))
    return note


def proof_of(tree: tlog.Tree, index: int, note: bytes) -> bytes:
    """The text of a leaf's proof under a checkpoint of the whole tree."""
    return tlog.write_proof(tlog.Proof(index, tuple(tree.prove_inclusion(index)), note))


def saved_entry(versions: tuple[int, ...] = (1, 2, 3), log_key: str = LOG.verifier.text) -> bytes:
    """The file of an entry with three versions in a log of 300 leaves, all witnesses' cosignatures under it.

    versions: those that the file has.
    """
    leaves = [(f"other leaf {n}").encode() for n in range(300)]
    held = {}
    for version in (1, 2, 3):
        place = version * 40
        leaf, openings = leaf_of(
            version, "amendment" if version > 1 else "filing", name="Ministère 部", amount=version * 1000
        )
        leaves[place] = leaf
        held[version] = (place, leaf, openings)
    tree = tlog.Tree()
    tree.extend(leaves)
    note = checkpoint_of(tree, None, *WITNESSES)
    return tlog.write_entry(
        tlog.SavedEntry(
            tuple(
                tlog.SavedLeaf(leaf, {"name": openings["name"]}, proof_of(tree, place, note))
                for place, leaf, openings in (held[version] for version in versions)
            ),
            log_key,
        )
    )


def flips(content: bytes) -> list[bytes]:
    """The content once for each of its bytes, with one bit of it turned."""
    return [
        content[:at] + bytes([byte ^ (1 << at % 8)]) + content[at + 1 :] for at, byte in enumerate(content)
    ]
