# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Splits a secret into sheets, reads a sheet as somebody typed it, and joins two of them."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from shamir_mnemonic import MnemonicError, Share, combine_mnemonics, generate_mnemonics
from shamir_mnemonic.wordlist import WORDLIST

from safehold.core.age.secret import SecretBytes
from safehold.core.sheets.checksum import place_of, trace_of
from safehold.core.sheets.errors import SheetsWrong

SHEETS = 3
NEEDED = 2
WORD_COUNT = 33
LETTERS = re.compile(r"[^\W\d_]+")


def split(secret: bytes) -> tuple[str, ...]:
    """Return the three sheets of a 32-byte secret, each 33 words with spaces between them."""
    (shares,) = generate_mnemonics(1, [(NEEDED, SHEETS)], secret, iteration_exponent=0)
    return tuple(shares)


def join(typed: Sequence[str]) -> SecretBytes:
    """Return the secret of two sheets as somebody typed them; raise SheetsWrong."""
    first, second = map(read, typed)
    one, two = Share.from_mnemonic(first), Share.from_mnemonic(second)
    if one.common_parameters() != two.common_parameters():
        raise SheetsWrong("mixed")
    if one.index == two.index:
        raise SheetsWrong("same")
    try:
        return SecretBytes(combine_mnemonics([first, second]))
    except MnemonicError:
        raise SheetsWrong("mixed") from None


def read(typed: str) -> str:
    """Return one sheet as it was printed; raise SheetsWrong.

    Numbers, capitals and punctuation are forgiven, and so is the end of a word: the first four letters tell
    it.
    """
    words = LETTERS.findall(unicodedata.normalize("NFKC", typed).casefold())
    if len(words) != WORD_COUNT:
        raise SheetsWrong("count", len(words))
    numbers = [_known().get(word[:4], -1) for word in words]
    if -1 in numbers:
        raise SheetsWrong("unknown", numbers.index(-1) + 1)
    if (trace := trace_of(numbers)) != 0:
        place = place_of(trace, WORD_COUNT)
        raise SheetsWrong("place", place) if place else SheetsWrong("checksum")
    printed = " ".join(WORDLIST[number] for number in numbers)
    _refuse_foreign(printed)
    return printed


def _refuse_foreign(printed: str) -> None:
    try:
        share = Share.from_mnemonic(printed)
    except MnemonicError:
        raise SheetsWrong("foreign") from None
    if (share.group_count, share.member_threshold, share.iteration_exponent) != (1, NEEDED, 0):
        raise SheetsWrong("foreign")


@cache
def _known() -> dict[str, int]:
    """The first four letters of each word -> its number. They are unique (SLIP-39, "Wordlist")."""
    return {word[:4]: number for number, word in enumerate(WORDLIST)}
