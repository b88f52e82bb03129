# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a log and a witness say to each other (c2sp.org/tlog-witness), and when a witness cosigns.

`judge` is the whole law of a witness: from a request, the keys of its log and what was cosigned last, it gives the
checkpoint to be remembered and then cosigned, or raises why not. Between reading what was cosigned last and storing
what is now, nobody else may write.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from safehold.core.tlog.checkpoints import (
    Checkpoint,
    list_cosignatures,
    open_checkpoint,
    read_checkpoint_unverified,
)
from safehold.core.tlog.errors import (
    AnswerMalformed,
    CheckpointInconsistent,
    CheckpointMalformed,
    CheckpointUnsigned,
    ConsistencyWrong,
    NoteMalformed,
    NoteUnsigned,
    OldSizeElsewhere,
    OldSizeWrong,
    OriginUnknown,
    RequestMalformed,
    SignatureWrong,
    SplitView,
    WitnessBehind,
    WitnessRefusal,
    WitnessRefused,
)
from safehold.core.tlog.hashing import EMPTY_ROOT
from safehold.core.tlog.keys import VerifierKey
from safehold.core.tlog.notes import Note, parse_note, parse_signatures, write_note
from safehold.core.tlog.spelling import read_hash_lines, read_number, read_text, write_hashes
from safehold.core.tlog.verifying import verify_consistency

MAX_REQUEST_BYTES = 64 * 1024
LONGEST_REASON = 500
TEXT, SIZE = "text/plain; charset=utf-8", "text/x.tlog.size"


@dataclass(frozen=True)
class Seen:
    """What a witness cosigned last for one log."""

    size: int = 0
    root: bytes = EMPTY_ROOT


@dataclass(frozen=True)
class AddCheckpoint:
    """A log asks to have a checkpoint cosigned, with the proof that it continues the one of `old_size`."""

    old_size: int
    proof: tuple[bytes, ...]
    note: bytes
    checkpoint: Checkpoint
    """As the note says it: not verified."""


@dataclass(frozen=True)
class Answer:
    """What a witness answers over HTTP."""

    status: int
    body: bytes
    content_type: str = TEXT


def write_request(old_size: int, proof: Sequence[bytes], note: bytes) -> bytes:
    """Return the body of an add-checkpoint request."""
    return f"old {old_size}\n".encode() + write_hashes(proof) + b"\n" + note


def read_request(body: bytes) -> AddCheckpoint:
    """Read the body of an add-checkpoint request; raises RequestMalformed."""
    read_text(body, RequestMalformed, MAX_REQUEST_BYTES)
    head, found, note = body.partition(b"\n\n")
    lines = head.decode().split("\n")
    if not found or not lines[0].startswith("old "):
        raise RequestMalformed("A request has an old size, a proof, an empty line and a checkpoint.")
    old_size = read_number(lines[0].removeprefix("old "), RequestMalformed)
    proof = read_hash_lines(lines[1:], RequestMalformed)
    try:
        return AddCheckpoint(old_size, tuple(proof), note, read_checkpoint_unverified(note))
    except (NoteMalformed, CheckpointMalformed) as error:
        raise RequestMalformed(str(error)) from None


def judge(request: AddCheckpoint, log_keys: Sequence[VerifierKey], seen: Seen) -> Checkpoint:
    """Return the checkpoint to remember and cosign, or raise a WitnessRefusal.

    log_keys: those that the witness trusts for the origin of the request's checkpoint; none when it follows no such
    log.
    """
    if not log_keys:
        raise OriginUnknown("This witness does not follow that log.")
    try:
        checkpoint = open_checkpoint(request.note, log_keys, request.checkpoint.origin)
    except (NoteUnsigned, SignatureWrong) as error:
        raise CheckpointUnsigned(str(error)) from None
    if request.old_size > checkpoint.size:
        raise OldSizeWrong("The old size is beyond the checkpoint's.")
    if request.old_size != seen.size:
        raise OldSizeElsewhere(seen.size)
    if checkpoint.size == seen.size and checkpoint.root != seen.root:
        raise SplitView(f"Forked: the log signed two different roots for the size {seen.size}.")
    try:
        verify_consistency(seen.root, seen.size, checkpoint.root, checkpoint.size, request.proof)
    except ConsistencyWrong as error:
        raise CheckpointInconsistent(f"Not shown to continue the size {seen.size}: {error}") from None
    return checkpoint


def refuse(refusal: WitnessRefusal) -> Answer:
    """Return how a witness says that it does not cosign, and why."""
    if isinstance(refusal, OldSizeElsewhere):
        return Answer(refusal.status, f"{refusal.size}\n".encode(), SIZE)
    return Answer(refusal.status, f"{refusal}\n".encode())


def read_answer(status: int, body: bytes, note: bytes, witness: VerifierKey) -> bytes:
    """Return the signature line of this witness from its answer about a note, verified.

    Raises WitnessBehind when it cosigned another size last, WitnessRefused, AnswerMalformed.
    """
    if status == OldSizeElsewhere.status:
        text = body.decode("ascii", "replace")
        raise WitnessBehind(read_number(text.removesuffix("\n"), AnswerMalformed))
    if status != 200:
        raise WitnessRefused(status, body[:LONGEST_REASON].decode("utf-8", "replace").strip())
    try:
        found = list_cosignatures(write_note(Note(parse_note(note).text, parse_signatures(body))), [witness])
    except (NoteMalformed, SignatureWrong) as error:
        raise AnswerMalformed(str(error)) from None
    if not found:
        raise AnswerMalformed("The witness answered without a signature of its key.")
    return found[0].line
