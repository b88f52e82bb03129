# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checkpoints (c2sp.org/tlog-checkpoint) and their cosignatures (c2sp.org/tlog-cosignature).

A checkpoint is the size and the root of a log, in a note that the log signed. A cosignature says that a witness has
seen no other history of this log up to that time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from safehold.core.tlog.errors import (
    CheckpointMalformed,
    CosignaturesTooFew,
    KeyMalformed,
    LogForked,
    OriginWrong,
    RootWrong,
)
from safehold.core.tlog.hashing import HASH_BYTES
from safehold.core.tlog.keys import COSIGNATURE, ED25519, Signer, VerifierKey
from safehold.core.tlog.notes import (
    MAX_NOTE_BYTES,
    TIMESTAMP_BYTES,
    Keys,
    Signature,
    check_signatures,
    cosigned_message,
    open_note,
    parse_note,
    sign_note,
)
from safehold.core.tlog.spelling import read_base64, read_number, read_text, write_base64
from safehold.core.tlog.verifying import MAX_SIZE, verify_consistency


@dataclass(frozen=True)
class Checkpoint:
    """The size and root of the log that calls itself `origin`. extensions: further lines, which prove nothing."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        lines = (self.origin, *self.extensions)
        if any(not line or any(each < " " for each in line) for line in lines):
            raise CheckpointMalformed("The lines of a checkpoint are not empty.")
        if not 0 <= self.size <= MAX_SIZE or len(self.root) != HASH_BYTES:
            raise CheckpointMalformed("A checkpoint has a size and a root.")

    @property
    def text(self) -> bytes:
        """What is signed."""
        lines = (self.origin, str(self.size), write_base64(self.root), *self.extensions)
        return "".join(f"{line}\n" for line in lines).encode()


@dataclass(frozen=True)
class Cosignature:
    """That a witness cosigned, and when: seconds since 1970."""

    key: VerifierKey
    timestamp: int
    line: bytes


def sign_checkpoint(checkpoint: Checkpoint, signer: Signer) -> bytes:
    """Return a checkpoint as a note that its log signed; raises OriginWrong for another log's key."""
    if signer.verifier.name != checkpoint.origin:
        raise OriginWrong("A log signs its own checkpoints, and its key bears its name.")
    return sign_note(checkpoint.text, signer)


def open_checkpoint(note: bytes, keys: Sequence[VerifierKey], origin: str | None = None) -> Checkpoint:
    """Return a checkpoint that one of these keys of its log signed.

    origin: the log that it must be of, when the key has another name than its log. Raises NoteMalformed,
    SignatureWrong, NoteUnsigned, CheckpointMalformed, OriginWrong.
    """
    if any(key.kind != ED25519 for key in keys):
        raise KeyMalformed("A checkpoint is signed by the key of a log, not of a witness.")
    opened = open_note(note, keys)
    checkpoint = parse_checkpoint(opened.text)
    accepted = [origin] if origin is not None else [signature.name for signature in opened.signatures]
    if checkpoint.origin not in accepted:
        raise OriginWrong("The checkpoint is of another log than the key.")
    return checkpoint


def read_checkpoint_unverified(note: bytes) -> Checkpoint:
    """Return what a note says, signed by whomever: to show it, or to find whose keys it needs."""
    return parse_checkpoint(parse_note(note).text)


def parse_checkpoint(text: bytes) -> Checkpoint:
    """Read the text of a checkpoint; raises CheckpointMalformed."""
    lines = read_text(text, CheckpointMalformed, MAX_NOTE_BYTES)[:-1].split("\n")
    if len(lines) < 3:
        raise CheckpointMalformed("A checkpoint has an origin, a size and a root.")
    size = read_number(lines[1], CheckpointMalformed)
    root = read_base64(lines[2], CheckpointMalformed, HASH_BYTES)
    return Checkpoint(lines[0], size, root, tuple(lines[3:]))


def check_root(checkpoint: Checkpoint, root: bytes) -> None:
    """Raise RootWrong unless a checkpoint has this root."""
    if checkpoint.root != root:
        raise RootWrong(
            f"The root over the leaves is not the one that was signed for the size {checkpoint.size}."
        )


def check_continues(old: Checkpoint, new: Checkpoint, proof: Sequence[bytes]) -> None:
    """Raise OriginWrong, LogForked or ConsistencyWrong unless one log went on from `old` to `new`."""
    if old.origin != new.origin:
        raise OriginWrong("The checkpoints are of two different logs.")
    if old.size == new.size and old.root != new.root:
        raise LogForked(old.origin, old.size)
    verify_consistency(old.root, old.size, new.root, new.size, proof)


def cosign(note: bytes, signer: Signer, timestamp: int) -> bytes:
    """Return the signature line of a witness under a checkpoint. The caller has checked what it says."""
    if signer.verifier.kind != COSIGNATURE:
        raise KeyMalformed("A cosignature is made by the key of a witness.")
    if not 0 < timestamp <= MAX_SIZE:
        raise ValueError("A cosignature has a time.")
    text = parse_note(note).text
    parse_checkpoint(text)
    signed = signer.sign(cosigned_message(timestamp, text))
    key = signer.verifier
    return Signature(key.name, key.key_id, timestamp.to_bytes(TIMESTAMP_BYTES) + signed).line


def list_cosignatures(note: bytes, witness_keys: Keys) -> tuple[Cosignature, ...]:
    """Return which of these witnesses cosigned, one cosignature for each; raises SignatureWrong."""
    keys = list(witness_keys)
    if any(key.kind != COSIGNATURE for key in keys):
        raise KeyMalformed("A cosignature is checked with the key of a witness.")
    return tuple(
        Cosignature(key, signature.timestamp, signature.line)
        for key, signature in check_signatures(parse_note(note), keys)
    )


def require_cosignatures(note: bytes, witness_keys: Keys, at_least: int) -> tuple[Cosignature, ...]:
    """Do the same; raise CosignaturesTooFew for fewer than `at_least` keys. One key under two names counts once."""
    found = list_cosignatures(note, witness_keys)
    different = len({each.key.public for each in found})
    if different < at_least:
        raise CosignaturesTooFew(different, at_least)
    return found
