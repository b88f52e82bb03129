# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How secrets lie at rest. Pure: keys, salts and nonces come in.

Two ways. *Sealed* to an age recipient (a vault, a member): the plaintext is a label, the id of the thing and
the 32 secret bytes, so that a blob moved to another row is refused. *Wrapped* under a 32-byte key (derived
from a passphrase or from a vault's secret, or held by a browser): XChaCha20-Poly1305, 24 bytes nonce, then
ciphertext; what it belongs to is associated data. Case keys of the organisation's own vault are wrapped, since
a removal wraps all of them anew (docs/decisions/0016-removing-a-member.md).
"""

import hashlib
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

UNDER_OWN_VAULT = b"\x01"
"""The first byte of a case key wrapped under its vault's own key. Another byte: another way to hold it."""


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


def subject_key_of(vault_secret: bytes) -> bytes:
    """Return the key under which a vault's case keys are wrapped."""
    return hashlib.blake2b(vault_secret, digest_size=SECRET_BYTES, person=b"vault subjects").digest()


def wrap_subject(key: bytes, nonce: bytes, thing: str, secret: bytes) -> bytes:
    """Wrap the key of one thing ("<id> <version>") under `subject_key_of` a vault."""
    return UNDER_OWN_VAULT + wrap_secret(key, nonce, secret, _place(SUBJECT, thing))


def unwrap_subject(key: bytes, thing: str, wrapped: bytes) -> bytes:
    """Open what `wrap_subject` wrote; raise SecretMisplaced when it was changed or is another thing's."""
    if wrapped[:1] != UNDER_OWN_VAULT:
        raise SecretMisplaced(SUBJECT)
    try:
        return unwrap_secret(key, wrapped[1:], _place(SUBJECT, thing))
    except WrappingBroken:
        raise SecretMisplaced(SUBJECT) from None


def mac_recipient(vault_secret: bytes, holder_id: object, recipient: str) -> str:
    """Return what shows, to whoever opens the vault, that `recipient` is the key its holder was admitted with."""
    key = hashlib.blake2b(vault_secret, digest_size=SECRET_BYTES, person=b"vault recipients").digest()
    return hmac.new(key, f"{holder_id}\n{recipient}".encode(), sha256).hexdigest()


def _place(label: str, thing: object) -> bytes:
    """32 bytes that name what a secret is for."""
    return sha256(f"safehold/{label}\n{thing}".encode()).digest()


def member_place(member_id: object) -> bytes:
    """Return what a member's wrapped identity belongs to."""
    return f"safehold/member-key/1\n{member_id}".encode()
