# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Published vectors: roots, nodes and proofs of certificate transparency, notes of C2SP and of Go.

Where each comes from stands in the file, under "origin". One is excepted: its roots are words and not hashes, which
its library does not look at and ours refuses.
"""

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from safehold.core.tlog import (
    ED25519,
    KeyMalformed,
    RequestMalformed,
    Seen,
    Signer,
    TlogError,
    Tree,
    WitnessRefusal,
    hash_leaf,
    judge,
    open_note,
    parse_checkpoint,
    parse_note,
    parse_signer,
    parse_vkey,
    read_checkpoint_unverified,
    read_request,
    refuse,
    sign_note,
    verify_consistency,
    verify_inclusion,
    write_request,
)

FILE = Path(__file__).parents[4] / ".." / "shared" / "data" / "tlog_vectors.json"
VECTORS: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8")) if FILE.is_file() else {}
NO_HASHES = "consistency/additional/sizes-are-equal-one-and-proof-is-empty.json"
SKIPPED = pytest.mark.skipif(
    not VECTORS, reason="SKIPPED: the log vectors are not at ../shared/data/tlog_vectors.json"
)
pytestmark = SKIPPED


def cases(kind: str) -> list[Any]:
    """Parameters for the vectors of a kind, or for one test that says it skipped."""
    found = VECTORS.get(kind, [])
    return [pytest.param(each, id=each["name"]) for each in found] or [pytest.param({}, marks=SKIPPED)]


def bytes_of(text: str | None) -> bytes:
    return base64.b64decode(text or "")


@pytest.mark.parametrize("case", cases("inclusion"))
def test_inclusion(case: dict[str, Any]) -> None:
    proof = [bytes_of(each) for each in case["proof"] or []]
    given = (bytes_of(case["root"]), case["treeSize"], case["leafIdx"], bytes_of(case["leafHash"]), proof)
    if case["wantErr"]:
        with pytest.raises(TlogError):
            verify_inclusion(*given)
    else:
        verify_inclusion(*given)


@pytest.mark.parametrize("case", cases("consistency"))
def test_consistency(case: dict[str, Any]) -> None:
    proof = [bytes_of(each) for each in case["proof"] or []]
    given = (bytes_of(case["root1"]), case["size1"], bytes_of(case["root2"]), case["size2"], proof)
    if case["wantErr"] or case["name"] == NO_HASHES:
        with pytest.raises(TlogError):
            verify_consistency(*given)
    else:
        verify_consistency(*given)


def test_nodes_and_roots() -> None:
    tree = Tree()
    tree.extend(bytes.fromhex(leaf) for leaf in VECTORS["leaves"])
    assert [tree.root(size).hex() for size in range(len(tree) + 1)] == VECTORS["roots"]
    for level, hashes in enumerate(VECTORS["nodes"]):
        assert [tree.node(level, index).hex() for index in range(len(hashes))] == hashes


def test_notes() -> None:
    for each in VECTORS["notes"]:
        key, note = parse_vkey(each["vkey"]), each["note"].encode()
        assert open_note(note, [key]).signatures[0].name == key.name
        if "signing_key" in each:
            assert sign_note(parse_note(note).text, parse_signer(each["signing_key"])) == note
            assert parse_signer(each["signing_key"]).text == each["signing_key"]
        if "seed" in each:
            assert Signer(key.name, ED25519, bytes.fromhex(each["seed"])).verifier == key
    for text in VECTORS["bad_vkeys"]:
        with pytest.raises(KeyMalformed):
            parse_vkey(text)


def test_checkpoints() -> None:
    for each in VECTORS["checkpoints"]:
        found = parse_checkpoint(each["text"].encode())
        assert (found.origin, found.size) == (each["origin"], each["size"])
        assert found.root == hash_leaf(each["root_is_hash_of_leaf"].encode())
        assert found.text == each["text"].encode()


def test_a_cosigned_checkpoint_and_a_request_are_read() -> None:
    """The specifications print no keys for these: only their form is checked."""
    note = VECTORS["cosigned"]["note"].encode()
    assert parse_note(note).signatures[-1].timestamp == VECTORS["cosigned"]["timestamp"]
    request = read_request(VECTORS["request"].encode())
    assert request.checkpoint == read_checkpoint_unverified(note)
    assert write_request(request.old_size, request.proof, request.note) == VECTORS["request"].encode()


def test_other_peoples_keys() -> None:
    for text in VECTORS["vkeys"]:
        assert parse_vkey(text).text == text


@pytest.mark.parametrize("case", cases("witness"))
def test_a_witness_answers_as_another_witness(case: dict[str, Any]) -> None:
    """A log's requests in their order.

    Two answers differ. The other one says 403 of an unknown log, the specification says 404. And its broken signature
    has base64 that is not canonical: we refuse that as no request (400), before the signature is looked at (403).
    """
    seen, key = Seen(), parse_vkey(case["vkey"])
    for step in case["steps"]:
        try:
            request = read_request(step["body"].encode())
        except RequestMalformed:
            assert step["status"] == 403
            continue
        keys = [key] if request.checkpoint.origin == case["origin"] else []
        if step["status"] == 200:
            checkpoint = judge(request, keys, seen)
            seen = Seen(checkpoint.size, checkpoint.root)
            continue
        with pytest.raises(WitnessRefusal) as refused:
            judge(request, keys, seen)
        answer = refuse(refused.value)
        assert answer.status == (step["status"] if keys else 404)
        assert step["answer"] is None or answer.body == f"{step['answer']}\n".encode()
