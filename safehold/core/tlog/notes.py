# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signed notes (c2sp.org/signed-note): a text, an empty line, and a line for each signature.

A signature by an unknown key is passed over. One that names a known key and is not by it makes the whole note worth
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from safehold.core.tlog.errors import KeyMalformed, NoteMalformed, NoteUnsigned, SignatureWrong
from safehold.core.tlog.keys import COSIGNATURE, KEY_ID_BYTES, Signer, VerifierKey, check_name
from safehold.core.tlog.spelling import read_base64, read_text, write_base64
from safehold.core.tlog.verifying import MAX_SIZE

MAX_NOTE_BYTES = 256 * 1024
MAX_SIGNATURES = 64
TIMESTAMP_BYTES = 8
LINE_START = "— "

Keys = Iterable[VerifierKey]


@dataclass(frozen=True)
class Signature:
    """A signature line: whose it says that it is, and its bytes."""

    name: str
    key_id: bytes
    content: bytes

    @property
    def line(self) -> bytes:
        return f"{LINE_START}{self.name} {write_base64(self.key_id + self.content)}\n".encode()

    @property
    def timestamp(self) -> int:
        """When a cosignature says that it was made. Means nothing for other signatures."""
        return int.from_bytes(self.content[:TIMESTAMP_BYTES])


@dataclass(frozen=True)
class Note:
    """A text that ends in a line feed, and its signatures."""

    text: bytes
    signatures: tuple[Signature, ...]


def sign_note(text: bytes, *signers: Signer) -> bytes:
    """Return a text as a note, signed by these; raises NoteMalformed, or KeyMalformed for a witness's key."""
    read_text(text, NoteMalformed, MAX_NOTE_BYTES)
    if not signers or any(signer.verifier.kind == COSIGNATURE for signer in signers):
        raise KeyMalformed("Notes are signed by the keys of logs.")
    signatures = (
        Signature(key.name, key.key_id, signer.sign(text)) for signer in signers for key in (signer.verifier,)
    )
    return write_note(Note(text, tuple(signatures)))


def write_note(note: Note) -> bytes:
    """Return a note as bytes."""
    return note.text + b"\n" + b"".join(signature.line for signature in note.signatures)


def parse_note(content: bytes) -> Note:
    """Read a note without looking at what its signatures are worth; raises NoteMalformed."""
    whole = read_text(content, NoteMalformed, MAX_NOTE_BYTES)
    before, found, after = whole.rpartition("\n\n")
    if not found or not after:
        raise NoteMalformed("A note has a text, an empty line and signatures.")
    return Note(f"{before}\n".encode(), parse_signatures(after.encode()))


def parse_signatures(lines: bytes) -> tuple[Signature, ...]:
    """Read signature lines; raises NoteMalformed."""
    found = read_text(lines, NoteMalformed, MAX_NOTE_BYTES)[:-1].split("\n")
    if len(found) > MAX_SIGNATURES:
        raise NoteMalformed(f"A note has {MAX_SIGNATURES} signatures at most.")
    return tuple(_parse_line(line) for line in found)


def open_note(content: bytes, keys: Keys) -> Note:
    """Return a note with the signatures of these keys only, one for each at most.

    Raises NoteMalformed, SignatureWrong, and NoteUnsigned when none of them signed.
    """
    note = parse_note(content)
    verified = check_signatures(note, keys)
    if not verified:
        raise NoteUnsigned("No key that is trusted here signed this.")
    return Note(note.text, tuple(signature for _, signature in verified))


def check_signatures(note: Note, keys: Keys) -> list[tuple[VerifierKey, Signature]]:
    """Return the known keys that signed, each with its first signature; raises SignatureWrong. There may be none."""
    known = _by_id(keys)
    found: dict[VerifierKey, Signature] = {}
    for signature in note.signatures:
        key = known.get((signature.name, signature.key_id))
        if key is None:
            continue
        _check(key, signature, note.text)
        found.setdefault(key, signature)
    return list(found.items())


def add_signatures(content: bytes, lines: bytes) -> bytes:
    """Return a note with more signature lines, each once; what they are worth is not looked at."""
    note = parse_note(content)
    signatures = tuple(dict.fromkeys((*note.signatures, *parse_signatures(lines))))
    if len(signatures) > MAX_SIGNATURES:
        raise NoteMalformed(f"A note has {MAX_SIGNATURES} signatures at most.")
    return write_note(Note(note.text, signatures))


def cosigned_message(timestamp: int, text: bytes) -> bytes:
    """Return what a witness's key signs over a checkpoint (c2sp.org/tlog-cosignature)."""
    return f"cosignature/v1\ntime {timestamp}\n".encode() + text


def _check(key: VerifierKey, signature: Signature, text: bytes) -> None:
    content, message = signature.content, text
    if key.kind == COSIGNATURE:
        content, message = content[TIMESTAMP_BYTES:], cosigned_message(signature.timestamp, text)
        if signature.timestamp > MAX_SIZE:
            raise SignatureWrong(key.name)
    if not key.has_signed(content, message):
        raise SignatureWrong(key.name)


def _by_id(keys: Keys) -> dict[tuple[str, bytes], VerifierKey]:
    known: dict[tuple[str, bytes], VerifierKey] = {}
    for key in keys:
        if known.setdefault((key.name, key.key_id), key) != key:
            raise KeyMalformed("Two different keys have the same name and id.")
    return known


def _parse_line(line: str) -> Signature:
    parts: Sequence[str] = line.removeprefix(LINE_START).split(" ")
    if not line.startswith(LINE_START) or len(parts) != 2:
        raise NoteMalformed("A signature line has a name and a signature.")
    try:
        check_name(parts[0])
    except KeyMalformed:
        raise NoteMalformed("A signature line names no key.") from None
    content = read_base64(parts[1], NoteMalformed)
    if len(content) <= KEY_ID_BYTES:
        raise NoteMalformed("A signature line has no signature.")
    return Signature(parts[0], content[:KEY_ID_BYTES], content[KEY_ID_BYTES:])
