# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A receipt, how it is shown, and what is derived from it.

Derivation: HKDF-SHA256 (RFC 5869) without salt, 32 bytes for each label. The input has 128 bits of entropy,
so no slow derivation is needed. Labels are never reused or renamed: a new meaning gets a new label.
"""

import hmac
import secrets
from functools import cached_property
from typing import NoReturn

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from safehold.core.receipts.digits import SECRET_BYTES, in_groups, to_digits
from safehold.core.receipts.errors import ReceiptWrongLength
from safehold.core.receipts.words import to_words

DERIVED_BYTES = 32
_LABEL_PREFIX = b"safehold/receipt/1/"


class Receipt:
    """128 secret bits. Printing, formatting or pickling one never shows them."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) != SECRET_BYTES:
            raise ReceiptWrongLength("bytes", len(secret), SECRET_BYTES)
        self._secret = bytes(secret)

    @property
    def groups(self) -> tuple[str, ...]:
        """Eight groups of five ASCII digits."""
        return in_groups(to_digits(self._secret))

    @property
    def digits(self) -> str:
        """The eight groups with a space between them, as shown."""
        return " ".join(self.groups)

    def words(self, language: str) -> tuple[str, ...] | None:
        """Twelve words in `language` (a code of LANGUAGES), or None where it has no list."""
        return to_words(self._secret, language)

    @cached_property
    def lookup_id(self) -> str:
        """64 hex characters under which the public side files the report; tells nothing else."""
        return self._derive(b"lookup-id").hex()

    @property
    def identity_seed(self) -> bytes:
        """32 bytes: the reporter's age identity (`age1pq1...` recipient)."""
        return self._derive(b"identity-seed")

    @cached_property
    def signing_key(self) -> Ed25519PrivateKey:
        """The reporter's signing key, for messages, grants and upload keys."""
        return Ed25519PrivateKey.from_private_bytes(self._derive(b"signing-key"))

    @property
    def verify_key(self) -> bytes:
        """32 bytes: the public half of `signing_key`; stands inside the sealed report."""
        return self.signing_key.public_key().public_bytes_raw()

    @cached_property
    def mac_key(self) -> bytes:
        """32 bytes: key of `mac`."""
        return self._derive(b"mac-key")

    def mac(self, content: bytes) -> str:
        """HMAC-SHA256 of `content`, 64 hex characters: tells a retry from a different content."""
        return hmac.digest(self.mac_key, content, "sha256").hex()

    def _derive(self, label: bytes) -> bytes:
        kdf = HKDF(algorithm=SHA256(), length=DERIVED_BYTES, salt=None, info=_LABEL_PREFIX + label)
        return kdf.derive(self._secret)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Receipt) and hmac.compare_digest(self._secret, other._secret)

    def __hash__(self) -> int:
        return hash(self.lookup_id)

    def __repr__(self) -> str:
        return "Receipt(hidden)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("A receipt is never pickled: it must not reach a cache, a queue or a session.")


def generate() -> Receipt:
    """Make a new receipt from the operating system's random source."""
    return Receipt(secrets.token_bytes(SECRET_BYTES))
