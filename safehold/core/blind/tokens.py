# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""From a word to the number that stands for it (SPEC.md, Tokens)."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from uuid import UUID

from safehold.core.blind.folding import Alike, fold
from safehold.core.blind.words import read_words
from safehold.core.envelopes import padme

KEY_BYTES = 32
TOKEN_BYTES = 4
"""One search of ten thousand cases in a thousand finds a case too many, and whatever is found is read before it is
shown. A longer token would cost more room and hide less."""
FEWEST = 8
"""A name and a number look alike: each has at least so many tokens."""

_LABEL = b"safehold/search/1\n"
_FILLER = "filler"


def derive_key(search_key: bytes, purpose: str) -> bytes:
    """Return the key under which the words of one class of fields become tokens; of `filler`, the key of those that
    stand for no word.

    Another class has another key: who may not read a class never asks for its tokens.
    """
    if len(search_key) != KEY_BYTES:
        raise ValueError("A search key has 32 bytes.")
    return hmac.digest(search_key, _LABEL + purpose.encode(), "sha256")


def token_of(class_key: bytes, term: str) -> int:
    """Return the token of one term: a folded word, syllable, character or pair of characters."""
    return _cut(hmac.digest(class_key, term.encode("utf-8", "surrogatepass"), "sha256"))


def tokens_of(class_key: bytes, texts: Iterable[str], alike: Alike | None = None) -> set[int]:
    """Return the tokens of every word in some texts."""
    terms: set[str] = set()
    for text in texts:
        for word in read_words(fold(text, alike).text):
            terms |= word.terms()
    return {token_of(class_key, term) for term in terms}


def fill_up(search_key: bytes, source_id: UUID, tokens: set[int]) -> set[int]:
    """Return the tokens of one text, with others among them that stand for no word: their number says little.

    The others follow from the key and the source, so that the same text gives the same tokens.
    """
    key, full, place = derive_key(search_key, _FILLER), set(tokens), 0
    wanted = max(FEWEST, padme(len(tokens)))
    while len(full) < wanted:
        full.add(_cut(hmac.digest(key, source_id.bytes + place.to_bytes(4, "big"), "sha256")))
        place += 1
    return full


def _cut(mac: bytes) -> int:
    """A signed number: databases have no other kind of this size."""
    return int.from_bytes(mac[:TOKEN_BYTES], "big", signed=True)
