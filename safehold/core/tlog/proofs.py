# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Proofs that can be kept (c2sp.org/tlog-proof): a leaf's place, the hashes up to the root, and the checkpoint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from safehold.core.tlog.checkpoints import Checkpoint, Cosignature, open_checkpoint, require_cosignatures
from safehold.core.tlog.errors import ProofMalformed
from safehold.core.tlog.hashing import hash_leaf
from safehold.core.tlog.keys import VerifierKey
from safehold.core.tlog.notes import MAX_NOTE_BYTES
from safehold.core.tlog.spelling import (
    read_base64,
    read_hash_lines,
    read_number,
    read_text,
    write_base64,
    write_hashes,
)
from safehold.core.tlog.verifying import MAX_PROOF_HASHES, verify_inclusion

FIRST_LINE = "c2sp.org/tlog-proof@v1"
MAX_EXTRA_BYTES = 64 * 1024
MAX_PROOF_BYTES = MAX_NOTE_BYTES + 2 * MAX_EXTRA_BYTES + 64 * MAX_PROOF_HASHES


@dataclass(frozen=True)
class Proof:
    """What a proof's text holds. `extra` is bound by nothing: never trust it."""

    index: int
    hashes: tuple[bytes, ...]
    note: bytes
    extra: bytes = b""


@dataclass(frozen=True)
class Proven:
    """What a proof proved."""

    index: int
    checkpoint: Checkpoint
    cosignatures: tuple[Cosignature, ...]


def write_proof(proof: Proof) -> bytes:
    """Return a proof as text."""
    extra = f"extra {write_base64(proof.extra)}\n" if proof.extra else ""
    head = f"{FIRST_LINE}\n{extra}index {proof.index}\n".encode()
    return head + write_hashes(proof.hashes) + b"\n" + proof.note


def parse_proof(content: bytes) -> Proof:
    """Read a proof's text without verifying anything; raises ProofMalformed."""
    read_text(content, ProofMalformed, MAX_PROOF_BYTES)
    head, found, note = content.partition(b"\n\n")
    first, *lines = head.decode().split("\n")
    if first != FIRST_LINE or not found or not note:
        raise ProofMalformed("A proof has a first line of its own, an index, hashes and a checkpoint.")
    extra = b""
    if lines and lines[0].startswith("extra "):
        extra = read_base64(lines.pop(0).removeprefix("extra "), ProofMalformed)
        if not 0 < len(extra) <= MAX_EXTRA_BYTES:
            raise ProofMalformed("A proof's extra data are missing or too long.")
    if not lines or not lines[0].startswith("index "):
        raise ProofMalformed("A proof has an index.")
    index = read_number(lines[0].removeprefix("index "), ProofMalformed)
    return Proof(index, tuple(read_hash_lines(lines[1:], ProofMalformed)), note, extra)


def verify_proof(
    content: bytes,
    leaf: bytes,
    log_keys: Sequence[VerifierKey],
    witness_keys: Sequence[VerifierKey] = (),
    at_least: int = 0,
) -> Proven:
    """Return what a proof proves about a leaf, or raise the first thing that does not hold.

    at_least: how many of the witnesses must have cosigned. Raises ProofMalformed, NoteMalformed, CheckpointMalformed,
    NoteUnsigned, SignatureWrong, OriginWrong, CosignaturesTooFew, InclusionWrong.
    """
    proof = parse_proof(content)
    checkpoint = open_checkpoint(proof.note, log_keys)
    cosignatures = require_cosignatures(proof.note, witness_keys, at_least)
    verify_inclusion(checkpoint.root, checkpoint.size, proof.index, hash_leaf(leaf), proof.hashes)
    return Proven(proof.index, checkpoint, cosignatures)
