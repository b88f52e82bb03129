# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which script a name is written in, by the names that Unicode gives to its letters."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache

SCRIPTS = {
    "LATIN": "latin",
    "CYRILLIC": "cyrillic",
    "ARABIC": "arabic",
    "CJK": "han",
    "TIBETAN": "tibetan",
    "GREEK": "greek",
    "HANGUL": "hangul",
    "HIRAGANA": "kana",
    "KATAKANA": "kana",
    "HEBREW": "hebrew",
    "MYANMAR": "myanmar",
}
OTHER = "other"


@lru_cache(maxsize=4096)
def script_of_letter(letter: str) -> str:
    """Return the script of one letter, "" for what is not a letter."""
    if not letter.isalpha():
        return ""
    return SCRIPTS.get(unicodedata.name(letter, "").split(" ")[0], OTHER)


def script_of(text: str) -> str:
    """Return the script most letters of a text are in."""
    if text.isascii():
        return "latin" if any(letter.isalpha() for letter in text) else OTHER
    found = Counter(script for letter in text if (script := script_of_letter(letter)))
    return found.most_common(1)[0][0] if found else OTHER
