# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checkpoints and exports as files: what a changed byte does to them, and what they say about a chain."""

import dataclasses
import json
from base64 import b64decode
from collections.abc import Callable
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from safehold.desk.audit import rules
from safehold.desk.audit.errors import (
    AuditError,
    ChainBroken,
    CheckpointForged,
    CheckpointMalformed,
    ExportCut,
    ExportMalformed,
    Fault,
)
from safehold.desk.audit.rules import Row
from safehold.desk.audit.tests.chains import DAY, HOUSE, OTHER, compute, export, make_chain, sign

ROOT, STRANGER = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
ROOT_HEX = ROOT.public_key().public_bytes_raw().hex()
CHAIN = make_chain(6)
NOTE = sign(CHAIN[3], ROOT)
EXPORT = export(CHAIN)


def read(content: bytes) -> rules.Chain:
    return rules.read_export(iter(content.splitlines(keepends=True)))


def test_a_checkpoint_says_what_it_was_made_of() -> None:
    checkpoint = rules.read_checkpoint(NOTE, ROOT_HEX)
    assert (checkpoint.head, checkpoint.organisation_id, checkpoint.on_day) == (
        (4, CHAIN[3].hash),
        HOUSE,
        DAY,
    )
    assert rules.is_checkpoint(NOTE)
    assert not rules.is_checkpoint(EXPORT)


def test_a_checkpoint_has_the_form_of_a_signed_note() -> None:
    """C2SP signed-note and tlog-checkpoint: origin, size, hash; a blank line; name, key id and signature."""
    text, signature = NOTE.decode().split("\n\n")
    origin, size, head, *ours = text.split("\n")
    assert (origin, size, b64decode(head).hex()) == (f"safehold/audit/1/{HOUSE}", "4", CHAIN[3].hash)
    assert ours == ["organisation north", f"day {DAY}", f"root {ROOT_HEX}"]
    dash, name, blob = signature.split(" ")
    assert (dash, name) == ("—", origin)
    public_key = ROOT.public_key()
    named = f"{name}\n".encode() + b"\x01" + public_key.public_bytes_raw()
    assert b64decode(blob)[:4] == sha256(named).digest()[:4]
    public_key.verify(b64decode(blob)[4:], f"{text}\n".encode())


def test_a_checkpoint_is_by_the_root_or_is_refused() -> None:
    with pytest.raises(CheckpointForged):
        rules.read_checkpoint(sign(CHAIN[3], STRANGER), ROOT_HEX)
    claimed = dataclasses.replace(rules.read_checkpoint(NOTE), sequence=5)
    with pytest.raises(CheckpointForged):
        rules.read_checkpoint(rules.sign_checkpoint(claimed, STRANGER.sign))


@given(place=st.integers(0, len(NOTE) - 1), flip=st.integers(1, 255))
def test_any_changed_byte_of_a_checkpoint_is_refused(place: int, flip: int) -> None:
    changed = bytearray(NOTE)
    changed[place] ^= flip
    with pytest.raises(AuditError):
        rules.read_checkpoint(bytes(changed), ROOT_HEX)


@pytest.mark.parametrize("note", [b"", b"\xff", NOTE[:-1], NOTE + b"x", NOTE.replace(b"\n\n", b"\n"), EXPORT])
def test_what_is_no_checkpoint_is_refused(note: bytes) -> None:
    with pytest.raises(CheckpointMalformed):
        rules.read_checkpoint(note, ROOT_HEX)


def test_a_witness_may_sign_under_it() -> None:
    """Signature lines of others are passed over, as signed-note asks."""
    rules.read_checkpoint(NOTE + "— witness.example.org AAAAAAAA\n".encode(), ROOT_HEX)


def test_a_checkpoint_that_went_through_another_systems_editor_still_holds() -> None:
    rules.read_checkpoint(NOTE.replace(b"\n", b"\r\n"), ROOT_HEX)
    assert len(read(EXPORT.replace(b"\n", b"\r\n"))) == 6


def test_an_export_is_read_back() -> None:
    chain = read(EXPORT)
    assert (len(chain), chain.slug, chain.organisation_id, chain.last_day) == (6, "north", HOUSE, DAY)
    assert chain.hash_at(6) == CHAIN[5].hash
    assert (chain.hash_at(0), chain.hash_at(7)) == ("", "")
    assert len(read(export([]))) == 0
    assert rules.is_export(EXPORT)


def test_an_export_holds_ids_and_verbs_alone() -> None:
    row = json.loads(EXPORT.splitlines()[1])
    assert set(row) == {"sequence", "on_day", "member_id", "verb", "subject", "previous_hash", "hash"}


@given(place=st.integers(0, len(EXPORT) - 1), flip=st.integers(1, 255))
def test_any_changed_byte_of_an_export_is_noticed(place: int, flip: int) -> None:
    changed = bytearray(EXPORT)
    changed[place] ^= flip
    try:
        chain = read(bytes(changed))
    except AuditError:
        return
    start = json.loads(bytes(changed).splitlines()[0])
    assert start["organisation"] != "north", "only the short name in the first line is not part of the chain"
    assert chain.hash_at(6) == CHAIN[5].hash


def test_an_export_that_did_not_arrive_whole_says_so() -> None:
    lines = EXPORT.splitlines(keepends=True)
    with pytest.raises(ExportCut):
        read(b"".join(lines[:-1]))
    with pytest.raises(ExportMalformed) as refused:
        read(EXPORT + lines[1])
    assert refused.value.line == len(lines) + 1
    with pytest.raises(ExportMalformed):
        read(b"")


def changed(row: Row) -> Row:
    return dataclasses.replace(row, verb="case.listed")


FAULTS: dict[str, tuple[Callable[[list[Row]], list[Row]], int, Fault]] = {
    "removed": (lambda rows: rows[:2] + rows[3:], 3, Fault.MISSING),
    "changed": (lambda rows: [*rows[:2], changed(rows[2]), *rows[3:]], 3, Fault.CHANGED),
    "inserted": (lambda rows: [*rows[:3], rows[2], *rows[3:]], 4, Fault.REPEATED),
    "reordered": (lambda rows: [*rows[:2], rows[3], rows[2], *rows[4:]], 3, Fault.MISSING),
    "replaced": (lambda rows: [*compute([*rows[:2], changed(rows[2])], 3), *rows[3:]], 4, Fault.UNLINKED),
    "cut": (lambda rows: rows[:4], 5, Fault.CUT),
    "another's": (lambda rows: make_chain(6, OTHER), 1, Fault.UNLINKED),
}


@pytest.mark.parametrize("tampered", FAULTS)
def test_the_first_wrong_row_is_named(tampered: str) -> None:
    tamper, sequence, fault = FAULTS[tampered]
    with pytest.raises(ChainBroken) as broken:
        read(export(tamper(list(CHAIN)), (6, CHAIN[5].hash)))
    assert (broken.value.sequence, broken.value.fault) == (sequence, fault)


def test_a_chain_computed_anew_holds_alone_and_not_against_a_checkpoint() -> None:
    anew = read(export(compute([*CHAIN[:2], changed(CHAIN[2]), *CHAIN[3:]], 3)))
    anew.check_holds((2, CHAIN[1].hash))
    with pytest.raises(ChainBroken) as broken:
        anew.check_holds(rules.read_checkpoint(NOTE).head)
    assert (broken.value.sequence, broken.value.fault) == (4, Fault.FORKED)


def test_a_chain_without_its_end_does_not_hold_against_a_checkpoint() -> None:
    with pytest.raises(ChainBroken) as broken:
        read(export(CHAIN[:3])).check_holds(rules.read_checkpoint(NOTE).head)
    assert (broken.value.sequence, broken.value.fault) == (4, Fault.CUT)


def test_two_exports_part_at_the_first_row_that_differs() -> None:
    forked = read(export(compute([*CHAIN[:4], changed(CHAIN[4]), CHAIN[5]], 5)))
    read(EXPORT).check_continues(read(export(CHAIN[:4])))
    forked.check_continues(read(export(CHAIN[:4])))
    with pytest.raises(ChainBroken) as broken:
        forked.check_continues(read(EXPORT))
    assert (broken.value.sequence, broken.value.fault) == (5, Fault.FORKED)
    with pytest.raises(ChainBroken) as broken:
        read(export(CHAIN[:4])).check_continues(read(EXPORT))
    assert (broken.value.sequence, broken.value.fault) == (5, Fault.CUT)
