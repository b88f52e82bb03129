# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keys of logs and witnesses, with a name (c2sp.org/signed-note). A log's signs notes, a witness's cosigns them.

A verifier key is public text: name, short id, kind and key. A signing key's text has the form of Go's `note` package
and is what lies in a key file. The name is part of the id: a key under another name is another key.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from functools import cached_property
from typing import NoReturn

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from safehold.core.tlog.errors import KeyMalformed
from safehold.core.tlog.spelling import read_base64, write_base64

ED25519 = 0x01
COSIGNATURE = 0x04
KINDS_OF_KEYS = (ED25519, COSIGNATURE)
KEY_BYTES = 32
KEY_ID_BYTES = 4
LONGEST_NAME = 255
PRIVATE_PREFIX = "PRIVATE+KEY+"


@dataclass(frozen=True)
class VerifierKey:
    """A public key, its name, and what it signs: notes (ED25519) or cosignatures (COSIGNATURE)."""

    name: str
    kind: int
    public: bytes

    def __post_init__(self) -> None:
        check_name(self.name)
        if self.kind not in KINDS_OF_KEYS or len(self.public) != KEY_BYTES:
            raise KeyMalformed("Keys here are Ed25519 keys, for notes or for cosignatures.")

    @cached_property
    def key_id(self) -> bytes:
        named = self.name.encode() + b"\n" + bytes([self.kind]) + self.public
        return hashlib.sha256(named).digest()[:KEY_ID_BYTES]

    @property
    def text(self) -> str:
        """The key as people hand it on: a vkey."""
        return f"{self.name}+{self.key_id.hex()}+{write_base64(bytes([self.kind]) + self.public)}"

    def has_signed(self, signature: bytes, message: bytes) -> bool:
        """Tell whether an Ed25519 signature over these very bytes is this key's. Used by this package alone."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


def parse_vkey(text: str) -> VerifierKey:
    """Read a verifier key's text; raises KeyMalformed."""
    name, key_id, kind, public = _split(text)
    key = VerifierKey(name, kind, public)
    if key.key_id.hex() != key_id:
        raise KeyMalformed("The key does not fit its own id: a part of it was left out or changed.")
    return key


class Signer:
    """A secret key, its name, and what it signs. Shows its name only; is not pickled or copied."""

    def __init__(self, name: str, kind: int, seed: bytes) -> None:
        if len(seed) != KEY_BYTES:
            raise KeyMalformed("A secret key has 32 bytes.")
        self._seed = seed
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.verifier = VerifierKey(name, kind, self._key.public_key().public_bytes_raw())

    @property
    def text(self) -> str:
        """The key as it lies in a file. Never show it."""
        secret = write_base64(bytes([self.verifier.kind]) + self._seed)
        return f"{PRIVATE_PREFIX}{self.verifier.name}+{self.verifier.key_id.hex()}+{secret}"

    def sign(self, message: bytes) -> bytes:
        """Return the Ed25519 signature over these very bytes."""
        return self._key.sign(message)

    def __repr__(self) -> str:
        return f"Signer({self.verifier.name!r})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("A secret key is not pickled or copied.")


def make_signer(name: str, kind: int = ED25519) -> Signer:
    """Return a new key."""
    return Signer(name, kind, secrets.token_bytes(KEY_BYTES))


def parse_signer(text: str) -> Signer:
    """Read a signing key's text; raises KeyMalformed, which does not show it."""
    if not text.startswith(PRIVATE_PREFIX):
        raise KeyMalformed("This is not a signing key.")
    name, key_id, kind, seed = _split(text.removeprefix(PRIVATE_PREFIX))
    signer = Signer(name, kind, seed)
    if signer.verifier.key_id.hex() != key_id:
        raise KeyMalformed("The key does not fit its own id: a part of it was left out or changed.")
    return signer


def check_name(name: str) -> None:
    """Raise KeyMalformed for a name that no signature line can hold."""
    if not 0 < len(name) <= LONGEST_NAME or any(each.isspace() or each < " " or each == "+" for each in name):
        raise KeyMalformed("A key's name has no spaces and no plus signs.")
    try:
        name.encode()
    except UnicodeEncodeError:
        raise KeyMalformed("A key's name is text.") from None


def _split(text: str) -> tuple[str, str, int, bytes]:
    """Return name, id, kind and the 32 bytes of a key's text."""
    parts = text.split("+", 2)  # base64 may have plus signs, names and ids may not
    if len(parts) != 3:
        raise KeyMalformed("A key has a name, an id and a key, with plus signs between them.")
    content = read_base64(parts[2], KeyMalformed, 1 + KEY_BYTES)
    return parts[0], parts[1], content[0], content[1:]
