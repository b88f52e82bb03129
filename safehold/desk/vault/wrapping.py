# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How secrets lie at rest. Pure: keys, salts and nonces come in.

Two ways. *Sealed* to an age recipient (a vault, a member): the plaintext is a label, the id of the thing and
the 32 secret bytes, so that a blob moved to another row is refused. *Wrapped* under a 32-byte key (derived
from a passphrase, or held by a browser): XChaCha20-Poly1305, 24 bytes nonce, then ciphertext; what it belongs
to is associated data.
"""

import hmac
from collections.abc import Iterable
from hashlib import sha256

from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
)
from nacl.exceptions import CryptoError

from safehold.core import age
from safehold.desk.vault.errors import KeyMissing, SecretMisplaced, VaultError

SECRET_BYTES = 32
NONCE_BYTES = 24

VAULT = "vault/1"
SIGNING = "signing-key/1"
INTAKE = "intake-key/1"
SUBJECT = "subject-key/1"


class WrappingBroken(VaultError):
    """The key is not the one under which this was wrapped, or the bytes were changed."""


def seal_secret(label: str, thing: object, secret: bytes, recipient: age.Recipient | str) -> bytes:
    """Seal 32 secret bytes that belong to `thing` (an id) to one recipient."""
    if len(secret) != SECRET_BYTES:
        raise ValueError("A secret has 32 bytes.")
    return age.seal(_place(label, thing) + secret, [recipient])


def open_secret(
    label: str, thing: object, sealed: bytes | memoryview, identities: Iterable[age.Identity]
) -> bytes:
    """Open what `seal_secret` sealed; raise KeyMissing when no identity fits, SecretMisplaced for another's
    secret.
    """
    try:
        plain = age.open_sealed(bytes(sealed), identities)
    except age.AgeError:
        raise KeyMissing(label) from None
    place = _place(label, thing)
    if len(plain) != len(place) + SECRET_BYTES or not hmac.compare_digest(plain[: len(place)], place):
        raise SecretMisplaced(label)
    return plain[len(place) :]


def wrap_secret(key: bytes, nonce: bytes, secret: bytes, belongs_to: bytes) -> bytes:
    """Encrypt a secret under a 32-byte key, for `belongs_to` only."""
    return nonce + crypto_aead_xchacha20poly1305_ietf_encrypt(secret, belongs_to, nonce, key)


def unwrap_secret(key: bytes, wrapped: bytes, belongs_to: bytes) -> bytes:
    """Open what `wrap_secret` wrote; raise WrappingBroken."""
    nonce, ciphertext = wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:]
    try:
        return crypto_aead_xchacha20poly1305_ietf_decrypt(ciphertext, belongs_to, nonce, key)
    except (CryptoError, ValueError):
        raise WrappingBroken from None


def _place(label: str, thing: object) -> bytes:
    """32 bytes that name what a secret is for."""
    return sha256(f"safehold/{label}\n{thing}".encode()).digest()


def member_place(member_id: object) -> bytes:
    """Return what a member's wrapped identity belongs to."""
    return f"safehold/member-key/1\n{member_id}".encode()
