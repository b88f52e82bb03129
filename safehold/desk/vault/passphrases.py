# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Six words that a person writes down. The system chooses them; nothing is kept that could check a guess
quickly.

Words come from the BIP-39 lists (2,048 words, the first four letters unique): 66 random bits, behind
Argon2id. Only the lists are used, not BIP-39's checksum or seeds. French members get the French list. What is
typed is forgiven its case, accents, spaces, commas and hyphens.
"""

import hashlib
import re
import secrets
import unicodedata
from functools import cache

from mnemonic import Mnemonic

WORD_COUNT = 6

_LISTS = {"fr": "french"}
_SEPARATORS = re.compile(r"[\s,;.\-_/]+")


def generate(language: str) -> str:
    """Choose six words, in French for French, else in English."""
    words = _words(_LISTS.get(language, "english"))
    return " ".join(secrets.choice(words) for _ in range(WORD_COUNT))


def canonical(typed: str) -> str:
    """Bring typed words to the one form that the key is derived from."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", typed).casefold())
    plain = "".join(char for char in folded if unicodedata.category(char) not in {"Mn", "Cf"})
    return " ".join(word for word in _SEPARATORS.split(plain) if word)


def name_of(public_key: str) -> str:
    """Return six words that name a public key, for two people to compare by voice."""
    number = int.from_bytes(hashlib.sha256(public_key.encode()).digest())
    words = _words("english")
    return " ".join(words[(number >> (11 * place)) % len(words)] for place in range(WORD_COUNT))


@cache
def _words(name: str) -> list[str]:
    return [unicodedata.normalize("NFC", word) for word in Mnemonic(name).wordlist]
