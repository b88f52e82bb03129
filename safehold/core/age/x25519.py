# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The classical recipient type `X25519`: for files of others and programs without post-quantum keys.

Source: C2SP age, section "The X25519 recipient type"; RFC 7748; RFC 7539.
"""

from functools import cached_property
from typing import ClassVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from .errors import RecipientMalformed, StanzaMalformed
from .header import derive_key
from .keypair import Identity, Recipient
from .secret import SecretBytes
from .stanza import Stanza, encode_base64

KIND = "X25519"
INFO = b"age-encryption.org/v1/X25519"
KEY_BYTES = 32
# Fixed by the section: each wrap key is used once.
ZERO_NONCE = bytes(12)


class X25519Recipient(Recipient):
    """An `age1…` public key of 32 bytes."""

    prefix: ClassVar[str] = "age"
    size_bytes: ClassVar[int] = KEY_BYTES
    post_quantum: ClassVar[bool] = False

    def __init__(self, key: bytes) -> None:
        super().__init__(key)
        self._public = X25519PublicKey.from_public_bytes(self.key)

    def wrap(self, file_key: bytes) -> Stanza:
        """Wrap under a key shared with a fresh ephemeral secret."""
        ephemeral = X25519PrivateKey.generate()
        share = ephemeral.public_key().public_bytes_raw()
        try:
            shared = SecretBytes(ephemeral.exchange(self._public))
        except ValueError:
            raise RecipientMalformed("Its X25519 key has low order.") from None
        wrap_key = derive_key(shared, share + self.key, INFO)
        body = ChaCha20Poly1305(wrap_key).encrypt(ZERO_NONCE, file_key, None)
        return Stanza(KIND, (encode_base64(share),), body)


class X25519Identity(Identity):
    """An `AGE-SECRET-KEY-1…` private key, kept parsed; its seed is the scalar."""

    prefix: ClassVar[str] = "age-secret-key-"

    def __init__(self, seed: bytes) -> None:
        super().__init__(seed)
        self._private = X25519PrivateKey.from_private_bytes(self._seed)

    @cached_property
    def recipient(self) -> X25519Recipient:
        """The public half."""
        return X25519Recipient(self._private.public_key().public_bytes_raw())

    def unwrap(self, stanza: Stanza) -> SecretBytes | None:
        """Unwrap the file key; the shape of the stanza is checked first, as the section requires."""
        if stanza.kind != KIND:
            return None
        stanza.expect_arguments(1)
        share = stanza.decode_argument(0, KEY_BYTES)
        stanza.expect_wrapped_file_key()
        wrap_key = derive_key(self._exchange(share), share + self.recipient.key, INFO)
        try:
            return SecretBytes(ChaCha20Poly1305(wrap_key).decrypt(ZERO_NONCE, stanza.body, None))
        except InvalidTag:
            return None

    def _exchange(self, share: bytes) -> SecretBytes:
        """Agree on a shared secret; an all-zero one MUST abort (section X25519 recipient stanza)."""
        try:
            return SecretBytes(self._private.exchange(X25519PublicKey.from_public_bytes(share)))
        except ValueError:
            raise StanzaMalformed("Its X25519 share has low order.") from None
