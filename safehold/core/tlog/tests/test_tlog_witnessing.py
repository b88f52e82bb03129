# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""When a witness cosigns, when it does not, and what both sides say."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safehold.core.tlog import (
    AddCheckpoint,
    AnswerMalformed,
    Checkpoint,
    CheckpointInconsistent,
    CheckpointUnsigned,
    OldSizeElsewhere,
    OldSizeWrong,
    OriginUnknown,
    RequestMalformed,
    Seen,
    SplitView,
    Tree,
    WitnessBehind,
    WitnessRefusal,
    WitnessRefused,
    add_signatures,
    cosign,
    judge,
    make_signer,
    read_answer,
    read_request,
    refuse,
    sign_checkpoint,
    write_request,
)
from safehold.core.tlog.tests.logs import (
    LOG,
    LOG_KEYS,
    ORIGIN,
    TIME,
    WITNESSES,
    checkpoint_of,
    flips,
)

TREE = Tree()
TREE.extend(bytes([n]) for n in range(100))
FORGED = Tree()
FORGED.extend(bytes([n if n != 3 else 200]) for n in range(100))
WITNESS = WITNESSES[0]


def request_of(tree: Tree, old: int, size: int, claimed: int | None = None) -> AddCheckpoint:
    proof = tree.prove_consistency(old, size) if old <= size else []
    return read_request(write_request(old if claimed is None else claimed, proof, checkpoint_of(tree, size)))


def refusal_of(request: AddCheckpoint, seen: Seen, keys: object = LOG_KEYS) -> WitnessRefusal:
    with pytest.raises(WitnessRefusal) as refused:
        judge(request, keys, seen)  # type: ignore[arg-type]
    return refused.value


@settings(deadline=None)
@given(st.lists(st.integers(0, 100), min_size=1, max_size=12))
def test_a_witness_follows_a_log_that_only_grows(sizes: list[int]) -> None:
    seen = Seen()
    for size in sorted(sizes):
        request = request_of(TREE, seen.size, size)
        checkpoint = judge(request, LOG_KEYS, seen)
        assert checkpoint == Checkpoint(ORIGIN, size, TREE.root(size))
        seen = Seen(checkpoint.size, checkpoint.root)


@settings(deadline=None)
@given(st.integers(4, 100), st.integers(4, 100))
def test_no_proof_leads_from_one_history_to_another(one: int, other: int) -> None:
    """Whatever the log hands in of its two histories, a witness that saw one never cosigns the other."""
    old, new = sorted((one, other))
    seen = Seen(old, TREE.root(old))
    for tree in (TREE, FORGED):
        proof = tuple(tree.prove_consistency(old, new))
        request = replace(request_of(FORGED, old, new), proof=proof)
        assert refusal_of(request, seen).status == 422


def test_what_a_witness_refuses_is_named_with_its_status() -> None:
    seen = Seen(50, TREE.root(50))
    stranger = make_signer(ORIGIN).verifier
    empty = read_request(write_request(0, [], sign_checkpoint(Checkpoint(ORIGIN, 0, b"\1" * 32), LOG)))
    broken = request_of(TREE, 50, 60)
    tampered = replace(broken, note=broken.note.replace(b"\n60\n", b"\n61\n"))
    cases: list[tuple[AddCheckpoint, Seen, object, type[WitnessRefusal], int]] = [
        (request_of(TREE, 50, 60), seen, [], OriginUnknown, 404),
        (request_of(TREE, 50, 60), seen, [stranger], CheckpointUnsigned, 403),
        (tampered, seen, LOG_KEYS, CheckpointUnsigned, 403),
        (request_of(TREE, 60, 50), seen, LOG_KEYS, OldSizeWrong, 400),
        (request_of(TREE, 40, 60), seen, LOG_KEYS, OldSizeElsewhere, 409),
        (request_of(TREE, 0, 60), seen, LOG_KEYS, OldSizeElsewhere, 409),
        (request_of(TREE, 40, 60, claimed=50), seen, LOG_KEYS, CheckpointInconsistent, 422),
        (request_of(FORGED, 50, 50), seen, LOG_KEYS, SplitView, 422),
        (request_of(TREE, 10, 60, claimed=0), Seen(), LOG_KEYS, CheckpointInconsistent, 422),
        (empty, Seen(), LOG_KEYS, CheckpointInconsistent, 422),
    ]
    for request, last, keys, kind, status in cases:
        refusal = refusal_of(request, last, keys)
        assert isinstance(refusal, kind)
        assert refuse(refusal).status == refusal.status == status
    answer = refuse(refusal_of(request_of(TREE, 40, 60), seen))
    assert (answer.body, answer.content_type) == (b"50\n", "text/x.tlog.size")


BODY = write_request(50, TREE.prove_consistency(50, 60), checkpoint_of(TREE, 60))


def test_every_changed_byte_of_a_request_is_refused() -> None:
    for wrong in flips(BODY):
        with pytest.raises(WitnessRefusal):
            judge(read_request(wrong), LOG_KEYS, Seen(50, TREE.root(50)))


@pytest.mark.parametrize(
    "body",
    [
        b"", b"old 5", BODY[4:], BODY.replace(b"old 50", b"old 050"), BODY.replace(b"old 50", b"old  50"),
        BODY.replace(b"\n\n", b"\n", 1), BODY.replace(b"\n", b"\r\n"), BODY + b"x" * 70_000, BODY[:-1],
        BODY.replace(b"old 50", b"old -1"), BODY.replace(b"old 50\n", b"old 50\n" + b"A" * 43 + b"=\n" * 64),
        write_request(50, [b"\0" * 32] * 64, checkpoint_of(TREE, 60)), BODY.replace(b"\n60\n", b"\nsixty\n"),
        write_request(50, [b"\0" * 31], checkpoint_of(TREE, 60)), b"\xff" + BODY,
    ],
)  # fmt: skip
def test_what_is_no_request_is_refused(body: bytes) -> None:
    with pytest.raises(RequestMalformed):
        read_request(body)


def test_a_log_reads_what_its_witness_answered() -> None:
    note = checkpoint_of(TREE)
    line = cosign(note, WITNESS, TIME)
    unknown = cosign(note, WITNESSES[1], TIME)
    assert read_answer(200, unknown + line, note, WITNESS.verifier) == line
    with pytest.raises(WitnessBehind) as behind:
        read_answer(409, b"40\n", note, WITNESS.verifier)
    assert behind.value.size == 40
    with pytest.raises(WitnessRefused) as refused:
        read_answer(422, b"x" * 9_000, note, WITNESS.verifier)
    assert (refused.value.status, len(refused.value.reason)) == (422, 500)
    for status, body in (
        (200, b""),
        (200, unknown),
        (200, b"hello\n"),
        (200, cosign(checkpoint_of(TREE, 9), WITNESS, TIME)),
        (409, b"forty\n"),
        (409, b"\xff"),
    ):
        with pytest.raises(AnswerMalformed):
            read_answer(status, body, note, WITNESS.verifier)
    assert add_signatures(note, line) == checkpoint_of(TREE, None, WITNESS)
