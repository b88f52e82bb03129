# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Proofs and saved entries: they hold without any server, and no byte of them can change."""

from dataclasses import replace
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safehold.core.tlog import (
    CosignaturesTooFew,
    EntryLeafWrong,
    EntryMalformed,
    InclusionWrong,
    Leaf,
    LeafMalformed,
    LogForked,
    NoteUnsigned,
    Opening,
    OpeningWrong,
    OriginWrong,
    Proof,
    ProofMalformed,
    SavedEntry,
    SavedLeaf,
    SignatureWrong,
    TlogError,
    Tree,
    VersionMissing,
    commit_fields,
    make_signer,
    open_values,
    parse_proof,
    read_entry,
    read_hashes,
    verify_entry,
    verify_proof,
    write_entry,
    write_hashes,
    write_leaf,
    write_proof,
)
from safehold.core.tlog.tests.logs import (
    DAY,
    LOG,
    LOG_KEYS,
    WITNESS_KEYS,
    WITNESSES,
    checkpoint_of,
    flips,
    leaf_of,
    proof_of,
    saved_entry,
)

LEAVES = [bytes([n]) * 3 for n in range(20)]
TREE = Tree()
TREE.extend(LEAVES)
NOTE = checkpoint_of(TREE, None, *WITNESSES)
PROOF = proof_of(TREE, 7, NOTE)
FILE = saved_entry()
ENTRY = read_entry(FILE)


@given(
    st.integers(0, 2**63 - 1),
    st.lists(st.binary(min_size=32, max_size=32), max_size=63),
    st.binary(max_size=90),
)
def test_a_proof_has_one_text(index: int, hashes: list[bytes], extra: bytes) -> None:
    proof = Proof(index, tuple(hashes), NOTE, extra)
    assert parse_proof(write_proof(proof)) == proof
    assert read_hashes(write_hashes(hashes)) == hashes


def test_a_proof_holds_for_its_leaf_alone() -> None:
    proven = verify_proof(PROOF, LEAVES[7], LOG_KEYS, WITNESS_KEYS, 3)
    assert (proven.index, proven.checkpoint.size, len(proven.cosignatures)) == (7, 20, 3)
    for leaf in [each for each in LEAVES if each != LEAVES[7]] + flips(LEAVES[7]):
        with pytest.raises(InclusionWrong):
            verify_proof(PROOF, leaf, LOG_KEYS)


def test_every_changed_byte_of_a_proof_is_refused() -> None:
    for wrong in flips(PROOF):
        with pytest.raises(TlogError):
            verify_proof(wrong, LEAVES[7], LOG_KEYS, WITNESS_KEYS, 3)


@pytest.mark.parametrize(
    "content",
    [
        b"", PROOF[1:], PROOF.replace(b"@v1", b"@v2"), PROOF.replace(b"index 7", b"index 07"),
        PROOF.replace(b"index 7\n", b""), PROOF.replace(b"index 7\n", b"extra \nindex 7\n"),
        PROOF.replace(b"index 7\n", b"index 7\nextra AAAA\n"), PROOF.replace(b"index 7\n", b"extra AAA\nindex 7\n"),
        PROOF.replace(b"\n", b"\r\n"), PROOF.replace(b"\n\n", b"\n", 1), PROOF.split(b"\n\n")[0] + b"\n\n",
        PROOF.replace(b"index 7\n", b"index 7\n" + b"A" * 43 + b"=\n" * 64), b"\xff" + PROOF,
        PROOF.replace(b"index 7\n", b"extra " + b"AAAA" * 22_000 + b"\nindex 7\n"),
    ],
)  # fmt: skip
def test_what_is_no_proof_is_refused(content: bytes) -> None:
    with pytest.raises(ProofMalformed):
        parse_proof(content)


def test_hashes_as_text_have_one_spelling() -> None:
    line = write_hashes([b"\1" * 32])
    for wrong in (
        line[:-1],
        line + b"\n",
        b"\n" + line,
        line.replace(b"\n", b"\r\n"),
        line * 64,
        line + b" \n",
    ):
        with pytest.raises(ProofMalformed):
            read_hashes(wrong)
    assert read_hashes(b"") == []


def test_a_saved_entry_holds_and_says_what_it_does_not_show() -> None:
    found = verify_entry(ENTRY, LOG_KEYS, WITNESS_KEYS, 3)
    assert [each.leaf.version for each in found] == [1, 2, 3]
    assert [each.openings["name"].value for each in found] == ["Ministère 部"] * 3
    assert {each.hidden for each in found} == {("amount",)}
    assert write_entry(ENTRY) == FILE


def test_every_changed_byte_of_a_saved_entry_is_refused() -> None:
    """The log's key that the file names is not asked: it vouches for nothing."""
    key_starts = FILE.index(LOG.verifier.text.encode())
    key_ends = key_starts + len(LOG.verifier.text)
    for at, wrong in enumerate(flips(FILE)):
        if key_starts <= at < key_ends:
            continue
        with pytest.raises(TlogError):
            verify_entry(read_entry(wrong), LOG_KEYS, WITNESS_KEYS, 3)


def cause_of(entry: SavedEntry, at_least: int = 3) -> tuple[int, type[TlogError]]:
    with pytest.raises(EntryLeafWrong) as refused:
        verify_entry(entry, LOG_KEYS, WITNESS_KEYS, at_least)
    return refused.value.position, type(refused.value.cause)


def changed(position: int, **changes: object) -> SavedEntry:
    leaves = list(ENTRY.leaves)
    leaves[position - 1] = replace(leaves[position - 1], **changes)  # type: ignore[arg-type]
    return replace(ENTRY, leaves=tuple(leaves))


def test_each_way_to_tamper_has_its_name() -> None:
    second = ENTRY.leaves[1]
    other_value = {"name": Opening(second.openings["name"].salt, "Somebody else")}
    assert cause_of(changed(2, openings=other_value)) == (2, OpeningWrong)
    assert cause_of(changed(2, leaf=leaf_of(2, "notice", name="x")[0], openings={})) == (2, InclusionWrong)
    assert cause_of(changed(2, leaf=second.leaf.replace(b"amendment", b"amendmend"))) == (2, LeafMalformed)
    uncosigned = second.proof.partition("— witness".encode())[0]
    assert cause_of(changed(2, proof=uncosigned)) == (2, CosignaturesTooFew)
    signed_wrong = second.proof.replace(b"\n300\n", b"\n301\n")
    assert cause_of(changed(2, proof=signed_wrong)) == (2, SignatureWrong)
    with pytest.raises(EntryLeafWrong) as refused:
        verify_entry(ENTRY, [make_signer("other.example").verifier])
    assert isinstance(refused.value.cause, NoteUnsigned)
    with pytest.raises(VersionMissing) as missing:
        verify_entry(read_entry(saved_entry((1, 3))), LOG_KEYS)
    assert missing.value.version == 2
    with pytest.raises(LeafMalformed):
        verify_entry(read_entry(saved_entry((2, 1, 3))), LOG_KEYS)


def test_leaves_that_are_no_versions_may_stand_among_them() -> None:
    """A notice has the number of the version it speaks of, and a withholding names no entry."""
    told = open_values({"withheld": ["name"], "why": "safety"})
    withholding = Leaf("withholding", DAY, "withholding/1", about=(0,), fields=commit_fields(told))
    leaves = [leaf_of(3)[0], write_leaf(withholding), leaf_of(9, "notice")[0], leaf_of(4, "correction")[0]]
    tree = Tree()
    tree.extend(leaves)
    note = checkpoint_of(tree)
    saved = tuple(SavedLeaf(leaf, {}, proof_of(tree, at, note)) for at, leaf in enumerate(leaves))
    assert len(verify_entry(SavedEntry(saved), LOG_KEYS)) == 4
    other = write_leaf(Leaf("notice", DAY, "notice/1", entry=uuid4()))
    tree.append(other)
    note = checkpoint_of(tree)
    mixed = tuple(SavedLeaf(leaf, {}, proof_of(tree, at, note)) for at, leaf in enumerate([*leaves, other]))
    with pytest.raises(LeafMalformed):
        verify_entry(SavedEntry(mixed), LOG_KEYS)


def entry_over(tree: Tree, *places: int) -> SavedEntry:
    leaves = [leaf_of(version)[0] for version, _ in enumerate(places, 1)]
    note = checkpoint_of(tree)
    return SavedEntry(
        tuple(SavedLeaf(leaf, {}, proof_of(tree, at, note)) for leaf, at in zip(leaves, places, strict=True))
    )


def test_a_file_from_two_histories_is_a_forked_log() -> None:
    one, other = Tree(), Tree()
    one.extend([leaf_of(1)[0], b"here"])
    other.extend([b"there", leaf_of(2)[0]])
    first, second = entry_over(one, 0).leaves[0], leaf_of(2)[0]
    forked = SavedEntry((first, SavedLeaf(second, {}, proof_of(other, 1, checkpoint_of(other)))))
    with pytest.raises(LogForked):
        verify_entry(forked, LOG_KEYS)


def test_a_file_from_two_logs_is_refused() -> None:
    """Both keys are trusted; an entry is still in one log."""
    from safehold.core import tlog

    tree = Tree()
    tree.extend([leaf_of(1)[0], leaf_of(2)[0]])
    elsewhere = tlog.Signer("other.example", tlog.ED25519, b"\6" * 32)
    note = tlog.sign_checkpoint(tlog.Checkpoint("other.example", 2, tree.root()), elsewhere)
    first, second = entry_over(tree, 0, 1).leaves
    mixed = SavedEntry((first, replace(second, proof=proof_of(tree, 1, note))))
    with pytest.raises(OriginWrong):
        verify_entry(mixed, [LOG.verifier, elsewhere.verifier])


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{}", b"[]", b"\xff", FILE + b"\n", FILE.replace(b":", b": ", 1), FILE.replace(b"entry/1", b"entry/2"),
        b'{"format":"safehold/register-entry/1","leaves":[],"log_key":""}',
        b'{"format":"safehold/register-entry/1","leaves":[{}],"log_key":""}',
        b'{"format":"safehold/register-entry/1","leaves":[{"leaf":1,"openings":{},"proof":""}],"log_key":""}',
        b'{"format":"safehold/register-entry/1","leaves":{},"log_key":""}',
        b'{"format":"safehold/register-entry/1","leaves":[{"leaf":"","openings":{},"proof":""}],"log_key":null}',
    ],
)  # fmt: skip
def test_what_is_no_saved_entry_is_refused(content: bytes) -> None:
    with pytest.raises(EntryMalformed):
        read_entry(content)


def test_an_entry_that_would_not_be_read_again_is_not_written() -> None:
    value = {"name": Opening(b"\0" * 32, 1.5)}
    for entry in (SavedEntry(()), SavedEntry((replace(ENTRY.leaves[0], openings=value),))):
        with pytest.raises(EntryMalformed):
            write_entry(entry)
