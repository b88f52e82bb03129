# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What stands around a name or is written with it: titles, the Arabic article, names of two words written as one."""

import re

from safehold.core.names.scripts import ARABIC, CYRILLIC, LATIN, TIBETAN
from safehold.core.names.sounds import plain_letters
from safehold.core.names.tables import read_words, read_yaml

_SERVANT = re.compile(r"^abd[aeiou](.{4,})$")


def _servant(word: str) -> str:
    """Abdurrahman without its first word and the article: Rahman."""
    found = _SERVANT.match(word)
    if not found or word.endswith(("llah", "lla", "llahi", "ullo")):
        return ""
    rest = found[1]
    if rest[0] == rest[1] or (rest[0] == "l" and len(rest) > 4):
        rest = rest[1:]
    return rest


def arabic_customs(words: list[str]) -> list[str]:
    """Abdelfattah as Abd al Fattah, Nasr Allah as Nasrallah."""
    found: list[str] = []
    for word in words:
        plain = plain_letters(word)
        if plain in {"allah", "ullah", "ollah", "alla", "ulla", "ollahi"} and found:
            found[-1] += plain
        elif plain in {"abdul", "abdel", "abdal", "abdol", "abdu", "abdil"}:
            found.append("abd")
        elif servant := _servant(plain):
            found += ["abd", servant]
        else:
            found.append(word)
    return found


def without_titles(words: list[str], script: str) -> list[str]:
    if script == LATIN:
        titles = read_words("people.yaml", "titles")
        kept = [word for word in words if plain_letters(word) not in titles]
    else:
        key = {CYRILLIC: "titles_cyrillic", ARABIC: "titles_arabic", TIBETAN: "titles_tibetan"}.get(script)
        listed = frozenset(read_yaml("people.yaml")[key]) if key else frozenset()
        kept = [word for word in words if word.lower() not in listed]
    return kept or words


def without_article(words: list[str]) -> list[str]:
    """The Arabic article apart, as Latin letters write it."""
    found: list[str] = []
    for word in words:
        if word in {"الله", "اله"} and found:
            found[-1] += word
        elif word.startswith("عبدال") and len(word) > 7 and not word.endswith("الله"):
            found += ["عبد", word[5:]]
        elif word.startswith(("ابو", "أبو")) and len(word) > 5:
            found += ["ابو", word[3:]]
        elif word.startswith("ال") and len(word) > 4:
            found += ["ال", word[2:]]
        else:
            found.append(word)
    return found


def without_legal_forms(words: list[str]) -> list[str]:
    """The name of an organisation without Ltd, GmbH, OOO."""
    forms = read_words("people.yaml", "legal_forms")
    return [word for word in words if plain_letters(word) not in forms] or words
