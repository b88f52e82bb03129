# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The two halves of an age key pair, whatever its type: Recipient seals, Identity opens.

A passphrase is not a key pair and is never accepted where these are asked for.
"""

from abc import ABC, abstractmethod
from functools import cached_property
from typing import ClassVar, NoReturn

from . import bech32
from .errors import IdentityMalformed, RecipientMalformed
from .secret import SecretBytes
from .stanza import Stanza

SEED_BYTES = 32


class Recipient(ABC):
    """A public key. `str(recipient)` is its `age1…` text; equal keys are equal recipients."""

    prefix: ClassVar[str]
    size_bytes: ClassVar[int]
    post_quantum: ClassVar[bool]

    def __init__(self, key: bytes) -> None:
        if len(key) != self.size_bytes:
            raise RecipientMalformed(f"Its key is not {self.size_bytes} bytes long.")
        self.key = bytes(key)

    @abstractmethod
    def wrap(self, file_key: bytes) -> Stanza:
        """Wrap the 16-byte file key in a fresh stanza; raise RecipientMalformed for a weak key."""

    @cached_property
    def _text(self) -> str:
        return bech32.encode(self.prefix, self.key)

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._text[:20]}…>"

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and isinstance(other, Recipient) and self.key == other.key

    def __hash__(self) -> int:
        return hash((self.prefix, self.key))


class Identity(ABC):
    """A private key. Its secret leaves only through `secret_seed` and `secret_text`; it is not pickled."""

    prefix: ClassVar[str]

    def __init__(self, seed: bytes) -> None:
        if len(seed) != SEED_BYTES:
            raise IdentityMalformed(f"A seed is {SEED_BYTES} bytes.")
        self._seed = SecretBytes(seed)

    @property
    @abstractmethod
    def recipient(self) -> Recipient:
        """The public half."""

    @abstractmethod
    def unwrap(self, stanza: Stanza) -> SecretBytes | None:
        """Return the file key, or None for another's stanza; raise StanzaMalformed."""

    def secret_seed(self) -> bytes:
        """Return the 32 secret bytes, for wrapping under another key."""
        return self._seed

    def secret_text(self) -> str:
        """Return the `AGE-SECRET-KEY-…` text, for other age programs."""
        return bech32.encode(self.prefix, self._seed).upper()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {str(self.recipient)[:20]}…>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("An identity is not pickled: pass its recipient, or seal its seed.")
