# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checkpoints and cosignatures: whose they are, and when two of them cannot both be true."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safehold.core.tlog import (
    ED25519,
    Checkpoint,
    CheckpointMalformed,
    ConsistencyWrong,
    CosignaturesTooFew,
    KeyMalformed,
    LogForked,
    NoteUnsigned,
    OriginWrong,
    RootWrong,
    SignatureWrong,
    Signer,
    TlogError,
    Tree,
    add_signatures,
    check_continues,
    check_root,
    cosign,
    list_cosignatures,
    open_checkpoint,
    parse_checkpoint,
    read_checkpoint_unverified,
    require_cosignatures,
    sign_checkpoint,
    sign_note,
)
from safehold.core.tlog.tests.logs import (
    LOG,
    LOG_KEYS,
    ORIGIN,
    TIME,
    WITNESS_KEYS,
    WITNESSES,
    checkpoint_of,
    flips,
)

TREE = Tree()
TREE.extend(bytes([n]) for n in range(50))
NOTE = checkpoint_of(TREE, None, *WITNESSES)
ORIGINS = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=40)


@given(ORIGINS, st.integers(0, 2**63 - 1), st.binary(min_size=32, max_size=32), st.lists(ORIGINS, max_size=3))
def test_a_checkpoint_has_one_text(origin: str, size: int, root: bytes, more: list[str]) -> None:
    checkpoint = Checkpoint(origin, size, root, tuple(more))
    assert parse_checkpoint(checkpoint.text) == checkpoint


def test_a_checkpoint_opens_with_its_logs_key() -> None:
    assert open_checkpoint(NOTE, LOG_KEYS) == Checkpoint(ORIGIN, 50, TREE.root())
    assert read_checkpoint_unverified(NOTE).size == 50


@pytest.mark.parametrize(
    "text",
    [
        "", "a\n5\n", "\n5\nROOT\n", "a\n05\nROOT\n", "a\n-1\nROOT\n", "a\n+1\nROOT\n", "a\n5 \nROOT\n",
        "a\n9223372036854775808\nROOT\n", "a\n٥\nROOT\n", "a\n5\nROOT", "a\n5\nROOT\n\n", "a\n5\nROOT \n",
        "a\n5\nAAAA\n", "a\n5\nROOT=\n", "a\n0x5\nROOT\n", "a\n" + "9" * 30 + "\nROOT\n",
    ],
)  # fmt: skip
def test_any_other_spelling_is_refused(text: str) -> None:
    root = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
    parse_checkpoint(f"a\n5\n{root}\n".encode())
    with pytest.raises(CheckpointMalformed):
        parse_checkpoint(text.replace("ROOT", root).encode())


def test_only_the_log_signs_its_checkpoints() -> None:
    other = Signer("other.example", ED25519, b"\7" * 32)
    with pytest.raises(OriginWrong):
        sign_checkpoint(Checkpoint(ORIGIN, 50, TREE.root()), other)
    foreign = sign_note(Checkpoint(ORIGIN, 50, TREE.root()).text, other)
    with pytest.raises(NoteUnsigned):
        open_checkpoint(foreign, LOG_KEYS)
    with pytest.raises(OriginWrong):
        open_checkpoint(foreign, [other.verifier, *LOG_KEYS])
    assert open_checkpoint(foreign, [other.verifier], ORIGIN).size == 50
    with pytest.raises(OriginWrong):
        open_checkpoint(NOTE, LOG_KEYS, "other.example")


def test_a_witness_does_not_stand_in_for_the_log() -> None:
    cosigned_only = NOTE.replace(checkpoint_of(TREE).split(b"\n\n")[1], b"")
    with pytest.raises(NoteUnsigned):
        open_checkpoint(cosigned_only, LOG_KEYS)
    with pytest.raises(KeyMalformed):
        open_checkpoint(cosigned_only, WITNESS_KEYS)
    with pytest.raises(KeyMalformed):
        list_cosignatures(NOTE, LOG_KEYS)
    with pytest.raises(KeyMalformed):
        cosign(NOTE, LOG, TIME)


def test_every_changed_byte_of_a_cosigned_checkpoint_is_seen() -> None:
    for wrong in flips(NOTE):
        with pytest.raises(TlogError):
            open_checkpoint(wrong, LOG_KEYS)
            require_cosignatures(wrong, WITNESS_KEYS, len(WITNESSES))


def test_cosignatures_are_counted_by_key() -> None:
    assert [each.timestamp for each in require_cosignatures(NOTE, WITNESS_KEYS, 3)] == [TIME] * 3
    one = checkpoint_of(TREE, None, WITNESSES[0])
    assert [each.key for each in list_cosignatures(one, WITNESS_KEYS)] == WITNESS_KEYS[:1]
    twice = add_signatures(one, cosign(one, WITNESSES[0], TIME + 1))
    alias = Signer("witness.example/again", WITNESSES[0].verifier.kind, b"\2" * 32)
    renamed = add_signatures(twice, cosign(one, alias, TIME))
    for note in (one, twice, renamed):
        with pytest.raises(CosignaturesTooFew) as few:
            require_cosignatures(note, [*WITNESS_KEYS, alias.verifier], 2)
        assert (few.value.found, few.value.wanted) == (1, 2)


def test_a_cosignature_holds_for_its_own_checkpoint_only() -> None:
    line = cosign(checkpoint_of(TREE, 49), WITNESSES[0], TIME)
    with pytest.raises(SignatureWrong) as wrong:
        list_cosignatures(add_signatures(checkpoint_of(TREE), line), WITNESS_KEYS)
    assert wrong.value.name == WITNESSES[0].verifier.name


@pytest.mark.parametrize("timestamp", [0, -1, 2**63])
def test_a_cosignature_has_a_time(timestamp: int) -> None:
    with pytest.raises(ValueError, match="time"):
        cosign(NOTE, WITNESSES[0], timestamp)


def test_only_checkpoints_are_cosigned() -> None:
    with pytest.raises(CheckpointMalformed):
        cosign(sign_note(b"Something else.\n", LOG), WITNESSES[0], TIME)


def test_two_checkpoints_of_one_log_continue_each_other_or_are_named() -> None:
    old, new = Checkpoint(ORIGIN, 20, TREE.root(20)), Checkpoint(ORIGIN, 50, TREE.root())
    check_continues(old, new, TREE.prove_consistency(20))
    check_continues(new, new, [])
    with pytest.raises(ConsistencyWrong):
        check_continues(old, new, [])
    with pytest.raises(ConsistencyWrong):
        check_continues(new, old, [])
    with pytest.raises(OriginWrong):
        check_continues(Checkpoint("other.example", 20, old.root), new, TREE.prove_consistency(20))
    with pytest.raises(LogForked) as forked:
        check_continues(Checkpoint(ORIGIN, 50, old.root), new, [])
    assert (forked.value.origin, forked.value.size) == (ORIGIN, 50)


def test_a_root_over_other_leaves_is_named() -> None:
    check_root(open_checkpoint(NOTE, LOG_KEYS), TREE.root())
    with pytest.raises(RootWrong):
        check_root(open_checkpoint(NOTE, LOG_KEYS), TREE.root(49))
