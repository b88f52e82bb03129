# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The form in which texts are compared: without case, accents, width, vowel marks, or one of two Chinese scripts.

Folding goes cluster by cluster (a character with the marks on it), so that each folded character knows where it came
from, and so that a word folds alike wherever it stands. Folding what was folded changes nothing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

Alike = Mapping[int, str]
"""Code point -> the one character it counts as, as in `str.translate`: simplified for traditional."""

ATTACHED = {"Mn", "Me", "Cf"}
"""Categories of what belongs to the character before it: marks, and characters without a width of their own."""
WITHOUT_DECOMPOSITION = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "ŧ": "t", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
    | dict.fromkeys("ʼʻʹ", "'")
)
ARABIC_FORMS = str.maketrans(
    {"ي": "ی", "ى": "ی", "ک": "ك", "ە": "ه", "ھ": "ه", "ہ": "ه", "ة": "ه", "ـ": None}
)
"""One letter on several keyboards, or lost on the way between them; and the stroke that only stretches."""
MOST_ROUNDS = 8


@dataclass(frozen=True)
class Folded:
    """A folded text. `starts`: for each of its characters, and for its end, the place in the original text."""

    text: str = field(repr=False)
    starts: range | list[int] = field(repr=False)


def fold(text: str, alike: Alike | None = None) -> Folded:
    """Fold a text. alike: characters that count as another one; each is mapped to one character."""
    if text.isascii():
        return Folded(text.lower(), range(len(text) + 1))
    parts, starts = [], []
    for start, cluster in _clusters(text):
        folded = _fold_cluster(cluster)
        parts.append(folded)
        starts += [start] * len(folded)
    whole = "".join(parts)
    return Folded(whole.translate(alike) if alike else whole, [*starts, len(text)])


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    """Return each cluster with its place. Marks at the very beginning are a cluster of their own."""
    begins = [place for place, character in enumerate(text) if not place or not _is_attached(character)]
    for start, end in pairwise([*begins, len(text)]):
        yield start, text[start:end]


@lru_cache(4096)
def _is_attached(character: str) -> bool:
    return unicodedata.category(character) in ATTACHED


@lru_cache(32_768)
def _fold_cluster(cluster: str) -> str:
    folded = _fold_once(cluster)
    for _ in range(MOST_ROUNDS):
        again = _fold_once(folded)
        if again == folded:
            break
        folded = again
    return folded


def _fold_once(cluster: str) -> str:
    seen = "".join(c for c in cluster if unicodedata.category(c) != "Cf")
    composed = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", seen).casefold())
    composed = "".join(_digit(c) for c in composed)
    if any("\u0f00" <= c <= "\u0fff" for c in composed):
        return "".join(c for c in composed if "\u0f00" <= c <= "\u0fff" or not _is_attached(c))
    if any("\u0600" <= c <= "\u08ff" for c in composed):
        return _bare(composed).translate(ARABIC_FORMS)
    bare = _bare(unicodedata.normalize("NFD", composed))
    return unicodedata.normalize("NFC", bare.translate(WITHOUT_DECOMPOSITION))


def _digit(character: str) -> str:
    """A digit of any script is the digit that everybody has on the keyboard."""
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)


def _bare(text: str) -> str:
    return "".join(c for c in text if not _is_attached(c))
