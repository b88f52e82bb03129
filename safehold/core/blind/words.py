# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What counts as a word, by script.

Chinese (and other East Asian) characters stand in runs without spaces: a run is found by its pairs of neighbours, and
by each single character. Tibetan is found by its syllables, which a tsheg divides. Everything else is found by whole
words: letters and digits, of the Latin, Arabic, Cyrillic and other alphabets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

LONGEST_WORD = 64
"""Of a longer word, so many characters count."""

_CHARACTER = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u3105-\u312f\u31a0-\u31bf\u3400-\u4dbf"
    "\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
_SYLLABLE = "\u0f00\u0f18-\u0f19\u0f35\u0f37\u0f39\u0f3e-\u0f3f\u0f40-\u0f6c\u0f71-\u0f84\u0f86-\u0fbc\u0fc6"
_TSHEG = "\u0f0b\u0f0c"
_WORDS = re.compile(
    f"(?P<characters>[{_CHARACTER}]+)"
    f"|(?P<syllables>[{_SYLLABLE}]+(?:[{_TSHEG}]+[{_SYLLABLE}]+)*)"
    f"|(?P<letters>(?:(?![{_CHARACTER}{_SYLLABLE}])[^\\W_])+)"
)
_TSHEGS = re.compile(f"[{_TSHEG}]+")


class Kind(StrEnum):
    CHARACTERS = "characters"
    SYLLABLES = "syllables"
    LETTERS = "letters"


@dataclass(frozen=True)
class Word:
    """A word of a folded text, and where it stands in it. `parts`: its characters, its syllables, or itself."""

    kind: Kind
    parts: tuple[str, ...] = field(repr=False)
    start: int = 0
    end: int = 0

    def terms(self) -> set[str]:
        """Return what it is found by: everything that a query for it, or for a part of it, may ask for."""
        if self.kind is Kind.CHARACTERS:
            return {*self.parts, *("".join(pair) for pair in pairwise(self.parts))}
        return set(self.parts)

    def asked(self) -> set[str]:
        """Return what a query for it asks for: pairs of characters say more than each alone."""
        if self.kind is Kind.CHARACTERS and len(self.parts) > 1:
            return {"".join(pair) for pair in pairwise(self.parts)}
        return set(self.parts)


def read_words(folded: str) -> Iterator[Word]:
    """Return the words of a folded text in their order."""
    for match in _WORDS.finditer(folded):
        kind = Kind(match.lastgroup or "")
        yield Word(kind, _parts(kind, match.group()), match.start(), match.end())


def _parts(kind: Kind, run: str) -> tuple[str, ...]:
    if kind is Kind.CHARACTERS:
        return tuple(run)
    if kind is Kind.SYLLABLES:
        return tuple(each[:LONGEST_WORD] for each in _TSHEGS.split(run))
    return (run[:LONGEST_WORD],)
