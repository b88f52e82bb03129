# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Recipients and identities from their Bech32 text, whichever of the two types they are."""

from functools import lru_cache

from . import bech32
from .errors import IdentityMalformed, RecipientMalformed
from .hybrid import HybridIdentity, HybridRecipient
from .keypair import Identity, Recipient
from .secret import SecretBytes
from .x25519 import X25519Identity, X25519Recipient

_RECIPIENTS: dict[str, type[HybridRecipient] | type[X25519Recipient]] = {
    kind.prefix: kind for kind in (HybridRecipient, X25519Recipient)
}
_IDENTITIES: dict[str, type[HybridIdentity] | type[X25519Identity]] = {
    kind.prefix: kind for kind in (HybridIdentity, X25519Identity)
}


@lru_cache(maxsize=256)
def parse_recipient(text: str) -> Recipient:
    """Parse `age1pq1…` or `age1…` text, in lower case; raise RecipientMalformed.

    Parsed recipients are kept: the same few keys are sealed to again and again.
    """
    try:
        prefix, key = bech32.decode(text)
    except bech32.Bech32Malformed as malformed:
        raise RecipientMalformed(str(malformed)) from None
    if prefix not in _RECIPIENTS or text != text.lower():
        raise RecipientMalformed
    return _RECIPIENTS[prefix](key)


def parse_identity(text: str) -> Identity:
    """Parse `AGE-SECRET-KEY-PQ-1…` or `AGE-SECRET-KEY-1…` text, in upper case; raise IdentityMalformed."""
    try:
        prefix, data = bech32.decode(text)
    except bech32.Bech32Malformed as malformed:
        raise IdentityMalformed(str(malformed)) from None
    seed = SecretBytes(data)
    del data
    if prefix not in _IDENTITIES or text != text.upper():
        raise IdentityMalformed
    return _IDENTITIES[prefix](seed)
