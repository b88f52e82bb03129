# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""128 bits as 12 BIP-39 words, in the languages of ours that have a list.

Source: BIP-39 (the word lists and the 4-bit checksum), through the `mnemonic` package. Only the encoding is
used, not the BIP-39 seed derivation. Words are written in NFC; reading forgives case, accents and spelling
of the ending (the first four letters are unique in the English and in the French list). The two Chinese
lists give a character they share the same number, so they are read as one.
"""

import unicodedata
from collections.abc import Sequence
from functools import cache

from mnemonic import Mnemonic

from safehold.core.receipts.errors import ReceiptCheckFailed, ReceiptWordUnknown, ReceiptWrongLength

WORD_COUNT = 12
PREFIX_LETTERS = 4

_LISTS = {
    "en": "english",
    "fr": "french",
    "zh-hans": "chinese_simplified",
    "zh-hant": "chinese_traditional",
}
_READ_TOGETHER = (("en",), ("fr",), ("zh-hans", "zh-hant"))

LANGUAGES = tuple(_LISTS)
"""Language codes that have a word list."""


def fold(text: str) -> str:
    """Bring typed text to one form: no compatibility forms, capitals, accents or direction marks."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(char for char in folded if unicodedata.category(char) not in {"Mn", "Cf"})


def to_words(secret: bytes, language: str) -> tuple[str, ...] | None:
    """Write a 16-byte secret as 12 words; None where `language` has no list."""
    if language not in _LISTS:
        return None
    phrase = _bip39(language).to_mnemonic(secret)
    return tuple(unicodedata.normalize("NFC", phrase).split())


def from_words(words: Sequence[str]) -> bytes:
    """Read 12 folded words of one language; raises ReceiptWrongLength, ReceiptWordUnknown or
    ReceiptCheckFailed.

    Some words stand in both the English and the French list, with different numbers. Should all twelve, and
    both checksums hold, the text is refused rather than guessed; the digits still work. That is less than
    once in a million receipts typed in four letters a word, and practically never with whole words.
    """
    if len(words) != WORD_COUNT:
        raise ReceiptWrongLength("words", len(words), WORD_COUNT)
    readings = [[numbers.get(word) for word in words] for numbers in _all_numbers()]
    complete = [[n for n in reading if n is not None] for reading in readings if None not in reading]
    if not complete:
        raise ReceiptWordUnknown(_first_unknown(readings))
    secrets = {secret for reading in complete if (secret := _checked(reading)) is not None}
    if len(secrets) != 1:
        raise ReceiptCheckFailed
    return secrets.pop()


def _first_unknown(readings: Sequence[Sequence[int | None]]) -> int:
    """Position, from 1, of the first unknown word in the language that knows most of them."""
    return min(readings, key=lambda reading: reading.count(None)).index(None) + 1


def _checked(numbers: Sequence[int]) -> bytes | None:
    """The 16 bytes of twelve word numbers, or None when the BIP-39 checksum does not hold."""
    english = _bip39("en")
    try:
        return bytes(english.to_entropy([english.wordlist[number] for number in numbers]))
    except ValueError:
        return None


@cache
def _bip39(language: str) -> Mnemonic:
    return Mnemonic(_LISTS[language])


@cache
def _all_numbers() -> tuple[dict[str, int], ...]:
    """For each group of lists read together: folded word, or its first four letters, to its number."""
    return tuple(
        {key: number for language in group for key, number in _numbers(language)} for group in _READ_TOGETHER
    )


def _numbers(language: str) -> list[tuple[str, int]]:
    words = [fold(word) for word in _bip39(language).wordlist]
    return [(key, i) for i, word in enumerate(words) for key in (word[:PREFIX_LETTERS], word)]
