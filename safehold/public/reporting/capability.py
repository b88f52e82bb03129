# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The address under which files may be added for one day, and what is derived from it.

A capability is 32 random bytes, apart from the receipt: whoever sees it can add files and read nothing. The
database holds its hash only. It refuses to print itself.

HKDF-SHA256 without salt, one label for each output. The key that recognises the same file again belongs to
the mailbox, not to one capability; it rests beside the grant under this capability, bound to the recipient
that files are sealed to: whoever swaps that recipient in the database makes the grant worthless.
"""

import base64
import binascii
import hashlib
import secrets
from typing import NoReturn, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from safehold.public.reporting.errors import CapabilityUnknown

SECRET_BYTES = 32
TEXT_PATTERN = r"[A-Za-z0-9_-]{43}"
_LABEL_PREFIX = b"safehold/capability/1/"
_NONCE = bytes(12)
"""Each wrapping key is used once: it comes from a capability, and a capability has one grant."""


class Capability:
    """32 secret bytes."""

    __slots__ = ("_secret",)

    def __init__(self, secret: bytes) -> None:
        if len(secret) != SECRET_BYTES:
            raise CapabilityUnknown
        self._secret = bytes(secret)

    @classmethod
    def generate(cls) -> Self:
        return cls(secrets.token_bytes(SECRET_BYTES))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the last part of an address; raises CapabilityUnknown."""
        try:
            capability = cls(base64.urlsafe_b64decode(text + "="))
        except (ValueError, binascii.Error):
            raise CapabilityUnknown from None
        if capability.text != text:
            raise CapabilityUnknown
        return capability

    @property
    def text(self) -> str:
        """43 characters for an address."""
        return base64.urlsafe_b64encode(self._secret).decode().rstrip("=")

    @property
    def hash(self) -> str:
        """SHA-256 in hex: the row's key."""
        return hashlib.sha256(self._secret).hexdigest()

    @property
    def upload_key(self) -> Ed25519PrivateKey:
        """Signs the notes of files that come through this capability."""
        return Ed25519PrivateKey.from_private_bytes(self._derive(b"upload-key"))

    @property
    def verify_key(self) -> bytes:
        return self.upload_key.public_key().public_bytes_raw()

    def wrap(self, mac_key: bytes, files_recipient: bytes) -> bytes:
        """Seal the mailbox's key for recognising files, bound to the recipient of its files."""
        return self._cipher().encrypt(_NONCE, mac_key, files_recipient)

    def unwrap(self, wrapped: bytes, files_recipient: bytes) -> bytes:
        """Open what `wrap` sealed; raises CapabilityUnknown when either was changed."""
        try:
            return self._cipher().decrypt(_NONCE, wrapped, files_recipient)
        except InvalidTag:
            raise CapabilityUnknown from None

    def _cipher(self) -> ChaCha20Poly1305:
        return ChaCha20Poly1305(self._derive(b"file-mac-key"))

    def _derive(self, label: bytes) -> bytes:
        kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=_LABEL_PREFIX + label)
        return kdf.derive(self._secret)

    def __repr__(self) -> str:
        return "Capability(hidden)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("A capability is never pickled: it must not reach a cache, a queue or a session.")
