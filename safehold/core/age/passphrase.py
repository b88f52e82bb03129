# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The passphrase type `scrypt`, for backups. Always alone in its file.

Source: C2SP age, section "The scrypt recipient type"; RFC 7914. With work factor 18 one derivation takes
256 MiB of memory. The passphrase is used as given (UTF-8): whoever reads it from a keyboard normalizes it.
"""

import re
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from .errors import PassphraseMissing, StanzaMalformed, WorkFactorTooHigh, WorkFactorTooLow
from .header import SCRYPT_KIND
from .secret import SecretBytes
from .stanza import Stanza, encode_base64

SALT_LABEL = b"age-encryption.org/v1/scrypt"
SALT_BYTES = 16
HIGHEST_WORK_FACTOR = 18
LOWEST_WORK_FACTOR = 14
ZERO_NONCE = bytes(12)
_WORK_FACTOR = re.compile(r"[1-9][0-9]*", re.ASCII)


class _Passphrase:
    def __init__(self, passphrase: str) -> None:
        if not passphrase:
            raise PassphraseMissing
        self._passphrase = SecretBytes(passphrase.encode("utf-8"))

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    def _cipher(self, salt: bytes, work_factor: int) -> ChaCha20Poly1305:
        """Derive the wrap key: N = 2^work factor, r = 8, p = 1, 32 bytes."""
        scrypt = Scrypt(SALT_LABEL + salt, 32, n=2**work_factor, r=8, p=1)
        return ChaCha20Poly1305(SecretBytes(scrypt.derive(self._passphrase)))


class PassphraseRecipient(_Passphrase):
    """Seals to a passphrase. `work_factor` is the base-two logarithm of N, 14 to 18."""

    def __init__(self, passphrase: str, work_factor: int = HIGHEST_WORK_FACTOR) -> None:
        super().__init__(passphrase)
        if work_factor > HIGHEST_WORK_FACTOR:
            raise WorkFactorTooHigh
        if work_factor < LOWEST_WORK_FACTOR:
            raise WorkFactorTooLow
        self._work_factor = work_factor

    def wrap(self, file_key: bytes) -> Stanza:
        """Wrap under a key derived with a fresh salt."""
        salt = secrets.token_bytes(SALT_BYTES)
        body = self._cipher(salt, self._work_factor).encrypt(ZERO_NONCE, file_key, None)
        return Stanza(SCRYPT_KIND, (encode_base64(salt), str(self._work_factor)), body)


class PassphraseIdentity(_Passphrase):
    """Opens a file sealed to a passphrase with a work factor of at most 18."""

    def unwrap(self, stanza: Stanza) -> SecretBytes | None:
        """Unwrap the file key; the shape and the cost are checked before the derivation."""
        if stanza.kind != SCRYPT_KIND:
            return None
        stanza.expect_arguments(2)
        salt = stanza.decode_argument(0, SALT_BYTES)
        work_factor = _parse_work_factor(stanza.arguments[1])
        stanza.expect_wrapped_file_key()
        try:
            return SecretBytes(self._cipher(salt, work_factor).decrypt(ZERO_NONCE, stanza.body, None))
        except InvalidTag:
            return None


def _parse_work_factor(text: str) -> int:
    """Read a decimal without sign or leading zero; refuse it above 18 (upper limit: SHOULD)."""
    if not _WORK_FACTOR.fullmatch(text):
        raise StanzaMalformed("Its work factor is not a decimal number.")
    if len(text) > 2 or int(text) > HIGHEST_WORK_FACTOR:
        raise WorkFactorTooHigh
    return int(text)
