# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A word in Latin letters as syllables of Chinese, and what each may stand for."""

import functools
from dataclasses import dataclass

from safehold.core.names.han import common_surnames, known_characters, readings_of, surname_readings
from safehold.core.names.spellings import spell_cantonese, spell_mandarin
from safehold.core.names.tables import read_yaml

LONGEST = 8
MOST_SYLLABLES = 4
MOST_CUTS = 3
_NEVER_INSIDE = frozenset(("i", "u", "o", "e", "ng", "n", "m", "'"))
Spelled = dict[str, frozenset[str]]
EMPTY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Syllable:
    """What a spelled syllable may stand for: Mandarin and Cantonese readings, and surnames written so by custom."""

    text: str
    mandarin: frozenset[str]
    cantonese: frozenset[str]
    surnames: frozenset[str]
    pinyin: bool


@functools.cache
def _spellings() -> tuple[
    dict[str, frozenset[str]], dict[str, frozenset[str]], dict[str, frozenset[str]], frozenset[str]
]:
    mandarin: dict[str, set[str]] = {}
    cantonese: dict[str, set[str]] = {}
    known = known_characters()
    sounds = {reading for character in known for reading in readings_of(character).mandarin} - {
        "n",
        "ng",
        "m",
        "hm",
        "hng",
    }
    for sound in sounds:
        for spelling in spell_mandarin(sound):
            mandarin.setdefault(spelling, set()).add(sound)
            if "'" in spelling:
                mandarin.setdefault(spelling.replace("'", ""), set()).add(sound)
    for sound in {reading for character in known for reading in readings_of(character).cantonese}:
        for spelling in spell_cantonese(sound):
            cantonese.setdefault(spelling, set()).add(sound)
    surnames: dict[str, set[str]] = {}
    for spelling, names in read_yaml("han.yaml")["surname_spellings"].items():
        surnames[str(spelling)] = set(str(names))
    return (
        {spelling: frozenset(found) for spelling, found in mandarin.items()},
        {spelling: frozenset(found) for spelling, found in cantonese.items()},
        {spelling: frozenset(found) for spelling, found in surnames.items()},
        frozenset(sound.replace("v", "u") for sound in sounds),
    )


@functools.lru_cache(maxsize=20_000)
def read_syllable(text: str) -> Syllable | None:
    """The syllable spelled so (small letters, apostrophe where it is written), or nothing."""
    mandarin, cantonese, surnames, pinyin = _spellings()
    plain = text.replace("'", "")
    sounds = mandarin.get(text) or mandarin.get(plain) or EMPTY
    other = cantonese.get(plain) or EMPTY
    names = surnames.get(plain) or EMPTY
    if not (sounds or other or names):
        return None
    return Syllable(plain, sounds, other, names, plain in pinyin)


@functools.lru_cache(maxsize=20_000)
def cut(word: str) -> tuple[tuple[Syllable, ...], ...]:
    """The ways a written word falls into syllables, the likeliest first: fewest syllables, and all of one system."""
    found: list[tuple[Syllable, ...]] = []
    _cut_from(word.strip("'"), (), found)
    found.sort(key=_unlikely)
    fewest = min(map(len, found), default=0)
    return tuple(cut for cut in found if len(cut) == fewest or all(one.pinyin for one in cut))[:MOST_CUTS]


def _unlikely(syllables: tuple[Syllable, ...]) -> tuple[int, int, int]:
    by_pinyin = all(syllable.pinyin for syllable in syllables)
    one_system = by_pinyin or all(s.mandarin for s in syllables) or all(s.cantonese for s in syllables)
    return (0 if one_system else 1, len(syllables), 0 if by_pinyin else 1)


def _cut_from(rest: str, done: tuple[Syllable, ...], found: list[tuple[Syllable, ...]]) -> None:
    if not rest:
        found.append(done)
        return
    if len(done) == MOST_SYLLABLES or len(found) > 30:
        return
    for length in range(min(LONGEST, len(rest)), 0, -1):
        part = rest[:length]
        if (length < len(rest) or done) and part in _NEVER_INSIDE:
            continue
        if length < len(rest) and rest[length] == "'":
            syllable = read_syllable(part)
            if syllable:
                _cut_from(rest[length + 1 :], (*done, syllable), found)
            continue
        syllable = read_syllable(part)
        if syllable:
            _cut_from(rest[length:], (*done, syllable), found)


@functools.cache
def shared_readings() -> dict[str, frozenset[str]]:
    """Which Cantonese readings a Mandarin reading goes with, by the characters that people are named with."""
    shared: dict[str, set[str]] = {}
    for character in known_characters():
        readings = readings_of(character)
        for mandarin in readings.mandarin[:2]:
            shared.setdefault(mandarin, set()).update(readings.cantonese[:2])
    return {mandarin: frozenset(found) for mandarin, found in shared.items()}


@functools.cache
def surname_by_sound() -> tuple[dict[str, str], dict[str, str]]:
    """Surnames by their Mandarin and by their Cantonese reading, most common first."""
    mandarin: dict[str, str] = {}
    cantonese: dict[str, str] = {}
    for character in common_surnames():
        for sound in surname_readings().get(character, readings_of(character).mandarin[:1]):
            mandarin[sound] = mandarin.get(sound, "") + character
        for sound in readings_of(character).cantonese[:2]:
            cantonese[sound] = cantonese.get(sound, "") + character
    return mandarin, cantonese


@functools.lru_cache(maxsize=10_000)
def surnames_of(syllable: Syllable) -> frozenset[str]:
    """The surnames a syllable can stand for."""
    mandarin, cantonese = surname_by_sound()
    found = set(syllable.surnames)
    for sound in syllable.mandarin:
        found.update(mandarin.get(sound, ""))
    for sound in syllable.cantonese:
        found.update(cantonese.get(sound, ""))
    return frozenset(found)
