# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The post-quantum recipient type `mlkem768x25519`: HPKE over ML-KEM-768 and X25519 (X-Wing).

Source: C2SP age, section "The MLKEM768-X25519 (i.e. X-Wing) hybrid post-quantum recipient type";
draft-ietf-hpke-pq-03; FIPS 203. A key is encapsulated anew for each stanza by the library.
"""

from functools import cached_property
from hashlib import shake_256
from typing import ClassVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from .errors import RecipientMalformed, StanzaMalformed
from .keypair import Identity, Recipient
from .secret import SecretBytes
from .stanza import Stanza, encode_base64

KIND = "mlkem768x25519"
INFO = b"age-encryption.org/mlkem768x25519"
ENCAPSULATED_BYTES = 1120  # ML-KEM-768 ciphertext 1,088 and X25519 share 32
MLKEM_CIPHERTEXT_BYTES = 1088
MLKEM_PUBLIC_BYTES = 1184
MLKEM_SEED_BYTES = 64
EXPANDED_SEED_BYTES = 96

_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


class HybridRecipient(Recipient):
    """An `age1pq1…` public key: ML-KEM-768 key (1,184 bytes), then X25519 key (32 bytes)."""

    prefix: ClassVar[str] = "age1pq"
    size_bytes: ClassVar[int] = MLKEM_PUBLIC_BYTES + 32
    post_quantum: ClassVar[bool] = True

    def __init__(self, key: bytes) -> None:
        super().__init__(key)
        try:
            # FIPS 203, section 7.2: the library refuses an encapsulation key out of range.
            mlkem_key = MLKEM768PublicKey.from_public_bytes(self.key[:MLKEM_PUBLIC_BYTES])
        except ValueError:
            raise RecipientMalformed("Its ML-KEM-768 key is out of range.") from None
        x25519_key = X25519PublicKey.from_public_bytes(self.key[MLKEM_PUBLIC_BYTES:])
        self._public = MLKEM768X25519PublicKey(mlkem_key, x25519_key)

    def wrap(self, file_key: bytes) -> Stanza:
        """Wrap by HPKE SealBase with empty associated data; the argument is `enc`, the body the rest."""
        try:
            sealed = _SUITE.encrypt(file_key, self._public, INFO)
        except ValueError:
            raise RecipientMalformed("Its X25519 key has low order.") from None
        encapsulated, body = sealed[:ENCAPSULATED_BYTES], sealed[ENCAPSULATED_BYTES:]
        return Stanza(KIND, (encode_base64(encapsulated),), body)


class HybridIdentity(Identity):
    """An `AGE-SECRET-KEY-PQ-1…` private key, kept parsed; its seed is 32 bytes."""

    prefix: ClassVar[str] = "age-secret-key-pq-"

    def __init__(self, seed: bytes) -> None:
        super().__init__(seed)
        expanded = SecretBytes(shake_256(self._seed).digest(EXPANDED_SEED_BYTES))
        self._mlkem = MLKEM768PrivateKey.from_seed_bytes(expanded[:MLKEM_SEED_BYTES])
        self._x25519 = X25519PrivateKey.from_private_bytes(expanded[MLKEM_SEED_BYTES:])
        self._private = MLKEM768X25519PrivateKey(self._mlkem, self._x25519)

    @cached_property
    def recipient(self) -> HybridRecipient:
        """The public half."""
        mlkem_key = self._mlkem.public_key().public_bytes_raw()
        return HybridRecipient(mlkem_key + self._x25519.public_key().public_bytes_raw())

    def unwrap(self, stanza: Stanza) -> SecretBytes | None:
        """Open by HPKE OpenBase; the shape of the stanza is checked first, as the section requires."""
        if stanza.kind != KIND:
            return None
        stanza.expect_arguments(1)
        encapsulated = stanza.decode_argument(0, ENCAPSULATED_BYTES)
        stanza.expect_wrapped_file_key()
        try:
            return SecretBytes(_SUITE.decrypt(encapsulated + stanza.body, self._private, INFO))
        except InvalidTag:
            self._refuse_low_order(encapsulated[MLKEM_CIPHERTEXT_BYTES:])
            return None

    def _refuse_low_order(self, share: bytes) -> None:
        """Raise StanzaMalformed for a share of low order (RFC 9180, section 7.1.4).

        The library reports it like any other failure; the exchange alone tells the two apart.
        """
        try:
            self._x25519.exchange(X25519PublicKey.from_public_bytes(share))
        except ValueError:
            raise StanzaMalformed("Its X25519 share has low order.") from None
