# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which script a name is written in, and letters that pass for others."""

import functools
import unicodedata

LATIN, CYRILLIC, ARABIC, TIBETAN, HAN, OTHER, NONE = "latn", "cyr", "arab", "tibt", "han", "other", ""

_RANGES = (
    (0x0041, 0x024F, LATIN),
    (0x0250, 0x02AF, LATIN),
    (0x1E00, 0x1EFF, LATIN),
    (0x2C60, 0x2C7F, LATIN),
    (0xA720, 0xA7FF, LATIN),
    (0x0400, 0x052F, CYRILLIC),
    (0x1C80, 0x1C8F, CYRILLIC),
    (0x2DE0, 0x2DFF, CYRILLIC),
    (0xA640, 0xA69F, CYRILLIC),
    (0x0600, 0x06FF, ARABIC),
    (0x0750, 0x077F, ARABIC),
    (0x0870, 0x08FF, ARABIC),
    (0xFB50, 0xFDFF, ARABIC),
    (0xFE70, 0xFEFC, ARABIC),
    (0x0F00, 0x0FFF, TIBETAN),
    (0x3005, 0x3007, HAN),
    (0x3400, 0x4DBF, HAN),
    (0x4E00, 0x9FFF, HAN),
    (0xF900, 0xFAFF, HAN),
    (0x20000, 0x323AF, HAN),
)

# Letters of other alphabets that look like a Latin letter; read backwards, Latin letters that look like a Cyrillic one.
_CYRILLIC_LOOKS = dict(
    zip(
        "АВЕКМНОРСТХУІЈЅЗаеорсухіјѕԁԛԝһкмтвнпгѵӏԌҮүґӕ",
        "ABEKMHOPCTXYIJS3aeopcyxijsdqwhkmtbnnrvlGYyrae",
        strict=False,
    )
)
_CYRILLIC_LOOKS.update({"З": "3", "г": "r", "п": "n", "в": "b", "н": "h", "т": "t"})
_GREEK_LOOKS = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορυχ", "ABEZHIKMNOPTYXaiknopux", strict=True))
_TO_LATIN = _CYRILLIC_LOOKS | _GREEK_LOOKS
_TO_CYRILLIC = dict(zip("ABEKMHOPCTXYIJSaeopcyxijskmtbh", "АВЕКМНОРСТХУІЈЅаеорсухіјѕкмтвн", strict=True))
_DIGITS = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "9": "g"}


@functools.lru_cache(maxsize=20_000)
def script_of(character: str) -> str:
    """The script of one character; empty for what is no letter."""
    point = ord(character)
    if not character.isalpha() and not unicodedata.category(character).startswith("M"):
        return HAN if character in "〇々" else NONE
    for first, last, script in _RANGES:
        if first <= point <= last:
            return script
    return OTHER


def scripts_in(text: str) -> dict[str, int]:
    """How many letters of each script, most frequent first."""
    found: dict[str, int] = {}
    for character in text:
        script = script_of(character)
        if script and not unicodedata.category(character).startswith("M"):
            found[script] = found.get(script, 0) + 1
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def main_script(text: str) -> str:
    """The script most letters are in; "other" when there is none."""
    return next(iter(scripts_in(text)), OTHER)


def script_pair(left: str, right: str) -> str:
    """How the error tables name two scripts: "han-latn"."""
    return "-".join(sorted((main_script(left), main_script(right))))


def fold_confusables(name: str) -> tuple[str, tuple[str, ...]]:
    """The name with look-alike letters of another alphabet made into the letters they stand for, and those letters."""
    strange: list[str] = []
    words = [_fold_word(word, strange) for word in name.split(" ")]
    return " ".join(words), tuple(strange)


def _fold_word(word: str, strange: list[str]) -> str:
    if word.isascii():
        return _fold_digits(word)
    found = scripts_in(word)
    greek = any("Ͱ" <= letter <= "Ͽ" for letter in word)
    if not (LATIN in found and (CYRILLIC in found or greek)):
        return word
    latin_rest = sum(1 for letter in word if script_of(letter) == LATIN and letter not in _TO_CYRILLIC)
    other_rest = sum(
        1 for letter in word if script_of(letter) in {CYRILLIC, OTHER} and letter not in _TO_LATIN
    )
    if other_rest > latin_rest or (other_rest == latin_rest and found.get(CYRILLIC, 0) > found[LATIN]):
        table, kept = _TO_CYRILLIC, LATIN
    else:
        table, kept = _TO_LATIN, CYRILLIC
    letters = []
    for letter in word:
        script = script_of(letter)
        if letter in table and (script == kept or (kept == CYRILLIC and script == OTHER)):
            strange.append(letter)
            letters.append(table[letter])
        else:
            letters.append(letter)
    folded = "".join(letters)
    return _fold_digits(folded) if folded.isascii() else folded


def _fold_digits(word: str) -> str:
    """A digit among letters stands for a letter (Ig0r)."""
    if word.isalpha() or not any(letter.isdigit() for letter in word):
        return word
    if sum(letter.isalpha() for letter in word) <= sum(letter.isdigit() for letter in word):
        return word
    return "".join(_DIGITS.get(letter, letter) for letter in word)
