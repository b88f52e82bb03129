# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signed notes and keys: one spelling, unknown keys passed over, a known key's broken signature ends the note."""

import copy
import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safehold.core.tlog import (
    COSIGNATURE,
    ED25519,
    KeyMalformed,
    NoteMalformed,
    NoteUnsigned,
    SignatureWrong,
    Signer,
    TlogError,
    VerifierKey,
    add_signatures,
    make_signer,
    open_note,
    parse_note,
    parse_signer,
    parse_vkey,
    sign_note,
)
from safehold.core.tlog.tests.logs import LOG, WITNESSES, flips

OTHER = Signer("other.example", ED25519, b"\7" * 32)
TEXT = "Zwei Zeilen,\n\nund — eine 行.\n".encode()
NOTE = sign_note(TEXT, LOG, OTHER)
NAMES = st.text(st.characters(exclude_categories=["Z", "C"], exclude_characters="+"), min_size=1, max_size=40)
LINES = st.text(st.characters(exclude_categories=["Cc", "Cs"]) | st.just("\n"), max_size=80)


@settings(deadline=None)
@given(NAMES, LINES, st.binary(min_size=32, max_size=32))
def test_a_note_opens_with_its_key(name: str, lines: str, seed: bytes) -> None:
    signer, text = Signer(name, ED25519, seed), f"{lines}\n".encode()
    note = open_note(sign_note(text, signer), [signer.verifier])
    assert (note.text, len(note.signatures)) == (text, 1)


@settings(deadline=None)
@given(NAMES, st.sampled_from([ED25519, COSIGNATURE]), st.binary(min_size=32, max_size=32))
def test_keys_have_one_text(name: str, kind: int, seed: bytes) -> None:
    signer = Signer(name, kind, seed)
    assert parse_vkey(signer.verifier.text) == signer.verifier
    assert parse_signer(signer.text).verifier == signer.verifier
    assert len({signer.verifier.text, parse_signer(signer.text).text, signer.text}) == 2


@pytest.mark.parametrize("text", [LOG.verifier.text, WITNESSES[0].verifier.text])
def test_every_changed_letter_of_a_public_key_is_refused(text: str) -> None:
    for wrong in (*flips(text.encode()), text[:-1].encode(), text.encode() + b"="):
        with pytest.raises(KeyMalformed):
            parse_vkey(wrong.decode("latin-1"))


def test_every_changed_letter_of_a_signing_key_is_refused_and_not_shown() -> None:
    for wrong in flips(LOG.text.encode()):
        with pytest.raises(KeyMalformed) as refused:
            parse_signer(wrong.decode("latin-1"))
        assert LOG.text[-20:] not in str(refused.value)


def test_a_signing_key_shows_its_name_only() -> None:
    signer = make_signer("log.example")
    assert repr(signer) == "Signer('log.example')"
    for leak in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            leak(signer)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\nb", "a\u2003b", "a\u2028", "\ud800", "a" * 256])
def test_names_that_no_line_can_hold_are_refused(name: str) -> None:
    with pytest.raises(KeyMalformed):
        VerifierKey(name, ED25519, b"\0" * 32)


def test_a_key_is_not_taken_for_another_kind() -> None:
    cosigner = Signer(LOG.verifier.name, COSIGNATURE, b"\1" * 32)
    assert cosigner.verifier.public == LOG.verifier.public
    assert cosigner.verifier.key_id != LOG.verifier.key_id
    with pytest.raises(NoteUnsigned):
        open_note(NOTE, [cosigner.verifier])
    with pytest.raises(KeyMalformed):
        sign_note(TEXT, cosigner)
    with pytest.raises(KeyMalformed):
        VerifierKey("a", 2, b"\0" * 32)


def test_unknown_keys_are_passed_over() -> None:
    renamed = VerifierKey("other", ED25519, OTHER.verifier.public)
    assert open_note(NOTE, [OTHER.verifier]).signatures == parse_note(NOTE).signatures[1:]
    for keys in ([], [renamed], [make_signer("third.example").verifier]):
        with pytest.raises(NoteUnsigned):
            open_note(NOTE, keys)


def test_a_known_keys_broken_signature_ends_the_note_though_another_holds() -> None:
    moved = NOTE.split(b"\n\n")[-1].split(b"\n")[0] + b"\n"
    forged = add_signatures(sign_note(b"Other words.\n", OTHER), moved)
    assert open_note(forged, [OTHER.verifier])
    with pytest.raises(SignatureWrong) as refused:
        open_note(forged, [OTHER.verifier, LOG.verifier])
    assert refused.value.name == LOG.verifier.name


def test_every_changed_byte_of_a_note_is_seen() -> None:
    """It is refused, or, where the changed byte makes a key unknown, is signed by one key less."""
    keys = [LOG.verifier, OTHER.verifier]
    for wrong in flips(NOTE):
        try:
            found = open_note(wrong, keys)
        except TlogError:
            continue
        assert found.text == TEXT
        assert len(found.signatures) == 1


def test_every_changed_byte_of_a_note_with_one_signature_is_refused() -> None:
    for wrong in flips(sign_note(TEXT, LOG)):
        with pytest.raises(TlogError):
            open_note(wrong, [LOG.verifier])


LINE = sign_note(b"a\n", LOG).split(b"\n\n")[1]


@pytest.mark.parametrize(
    "note",
    [
        b"", b"a\n", b"a\n\n", b"a\n" + LINE, b"\n\n" + LINE[:-1], b"a\n\n" + LINE[:-1], b"a\n\n" + LINE + b"\n",
        b"a\n\n" + LINE + b"x\n", b"a\r\n\n" + LINE, b"a\0\n\n" + LINE, b"a\xff\n\n" + LINE,
        b"a\n\n" + LINE.replace(b" ", b"  ", 1), b"a\n\n" + LINE.replace("—".encode(), b"-"),
        b"a\n\n" + LINE[:-1] + b" \n", b"a\n\n" + "— name AAAAAA==\n".encode(), b"a\n\n" + "— name AAAA\n".encode(),
        b"a\n\n" + "— na+me AAAAAAAA\n".encode(), b"a\n\n" + "— name AAAAAAB=\n".encode(), b"a\n\n" + LINE * 65,
        b"a" * 300_000 + b"\n\n" + LINE,
    ],
)  # fmt: skip
def test_what_is_no_note_is_refused(note: bytes) -> None:
    with pytest.raises(NoteMalformed):
        open_note(note, [LOG.verifier])


@pytest.mark.parametrize("text", [b"", b"no end", b"a\tb\n", b"\xff\n"])
def test_a_text_that_no_note_can_hold_is_not_signed(text: bytes) -> None:
    with pytest.raises(NoteMalformed):
        sign_note(text, LOG)


def test_signatures_are_added_once() -> None:
    lines = NOTE.split(b"\n\n")[-1]
    assert add_signatures(NOTE, lines) == NOTE
    assert add_signatures(sign_note(TEXT, LOG), lines) == NOTE
    with pytest.raises(NoteMalformed):
        add_signatures(NOTE, b"hello\n")


def test_two_keys_with_one_name_and_id_are_refused() -> None:
    class Twin(VerifierKey):
        key_id = LOG.verifier.key_id

    with pytest.raises(KeyMalformed):
        open_note(NOTE, [LOG.verifier, Twin(LOG.verifier.name, ED25519, OTHER.verifier.public)])
