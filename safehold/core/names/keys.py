# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The keys a store keeps for each name, and those it looks for, so that names are found without comparing all.

What is stored is short; what is looked for is wider. A name in pinyin is stored under its Mandarin syllables and looked
for under the Cantonese ones too that the same characters may have; a word is stored under its consonants and, when that
brings nobody, looked for under those one slip of the hand away. Syllables are in no order, so that it does not matter
which end the surname stands at.

| Sort | Stands for |
| --- | --- |
| `h` | the characters of the whole name, simplified |
| `j` | the consonants of all words together, wherever the words are cut |
| `w` | the first consonants of a word, by the place where they are made |
| `m`, `c` | a syllable of a Chinese name, in Mandarin and in Cantonese |
| `=` | a name without letters |
"""

import functools
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from zlib import crc32

from safehold.core.names.han import readings_of
from safehold.core.names.preparing import Kind, PreparedName, Strand, prepare
from safehold.core.names.scripts import HAN
from safehold.core.names.sounds import coarse
from safehold.core.names.syllables import Syllable, shared_readings
from safehold.core.names.tokens import INITIAL

KEYS_VERSION = 2
NO_KEY = "="
MOST_KEYS = 20
MOST_SYLLABLES = 5
LONGEST_WORD, LONGEST_JOINED = 5, 12
SOUNDS = "PFTKHSCLRMN*"
_WEIGHTS = {"h": 1.0, "j": 1.0, "w": 0.9, "m": 1.0, "c": 1.0}
OTHER_READING, OTHER_SURNAME, NEAR = 0.6, 0.7, 0.5


class LookupKey(NamedTuple):
    """A key to look for. Of the keys in one group a name needs one; worth: how much of its weight it counts."""

    key: str
    group: str
    worth: float


@functools.lru_cache(maxsize=5_000)
def retrieval_keys(name: str, kind: Kind = "person") -> frozenset[str]:
    """Return the few short keys under which a name is stored; never none."""
    return prepared_keys(prepare(name, kind))


def key_weight(key: str) -> float:
    """How much a shared key of this sort says."""
    return _WEIGHTS.get(key[:1], 0.1)


def prepared_keys(name: PreparedName) -> frozenset[str]:
    """The keys of a prepared name."""
    found = [each.key for strand in name.strands for each in _own_keys(strand)]
    return frozenset(list(dict.fromkeys(found))[:MOST_KEYS]) or frozenset((NO_KEY,))


def lookup_keys(name: str, kind: Kind = "person") -> tuple[LookupKey, ...]:
    """Return what to look for when this name is asked: its own keys first, then those of its other readings."""
    prepared = prepare(name, kind)
    found: dict[str, LookupKey] = {}
    for strand in prepared.strands:
        for each in (*_own_keys(strand), *_other_readings(strand)):
            found.setdefault(each.key, each)
    return tuple(found.values()) or (LookupKey(NO_KEY, NO_KEY, 1.0),)


def near_keys(name: str, kind: Kind = "person") -> Iterator[LookupKey]:
    """Yield the keys of words that are one consonant away: left out, put in, taken for another, or swapped."""
    for strand in prepare(name, kind).strands:
        for token in strand.tokens:
            rough = token.coarse[0] if token.coarse else ""
            if token.weight > INITIAL and len(rough) > 2:
                own = rough[:LONGEST_WORD]
                for near in sorted({each[:LONGEST_WORD] for each in _one_off(rough)} - {own}):
                    yield LookupKey("w" + near, "w" + own, NEAR)


def _one_off(rough: str) -> Iterator[str]:
    for place in range(len(rough[:LONGEST_WORD]) + 1):
        before, after = rough[:place], rough[place:]
        yield before + after[1:]
        yield before + after[1:2] + after[:1] + after[2:]
        for sound in SOUNDS:
            yield before + sound + after[1:]
            yield before + sound + after


def _own_keys(strand: Strand) -> Iterator[LookupKey]:
    if strand.script == HAN:
        yield LookupKey(f"h{crc32(strand.joined.encode()):08x}", "h", 1.0)
    elif len(strand.tokens) > 1 and len(strand.joined) > LONGEST_WORD:
        bones = "".join(token.bones[0].lstrip("*") for token in strand.tokens)
        yield LookupKey("j" + coarse(bones)[:LONGEST_JOINED], "j", 1.0)
    for place, syllable in enumerate(_syllables(strand)):
        for letter, readings in (("m", syllable.mandarin), ("c", syllable.cantonese)):
            for sound in sorted(readings)[:3]:
                yield LookupKey(letter + sound, f"s{place}", 1.0)
    for token in strand.tokens:
        if token.weight > INITIAL:
            for rough in dict.fromkeys(each[:LONGEST_WORD] for each in token.coarse[:2]):
                yield LookupKey("w" + rough, "w" + token.coarse[0][:LONGEST_WORD], 1.0)


def _syllables(strand: Strand) -> list[Syllable]:
    """The syllables of all the ways in which the strand is a Chinese name, each once."""
    found: dict[str, Syllable] = {}
    for sequence in strand.sequences:
        for syllable in sequence.syllables:
            found.setdefault(syllable.text, syllable)
    return list(found.values())[:MOST_SYLLABLES]


def _other_readings(strand: Strand) -> Iterator[LookupKey]:
    """The other language's syllables for the same characters: known exactly from characters, guessed from Latin."""
    if strand.script == HAN:
        return
    for place, syllable in enumerate(_syllables(strand)):
        group = f"s{place}"
        for sound in _cantonese_of(syllable.mandarin):
            yield LookupKey("c" + sound, group, OTHER_READING)
        for sound in _mandarin_of(syllable.cantonese):
            yield LookupKey("m" + sound, group, OTHER_READING)
        for surname in sorted(syllable.surnames)[:4]:
            for sound in readings_of(surname).mandarin[:1]:
                yield LookupKey("m" + sound, group, OTHER_SURNAME)


def _cantonese_of(mandarin: Iterable[str]) -> list[str]:
    return sorted({sound for each in mandarin for sound in shared_readings().get(each, ())})


def _mandarin_of(cantonese: Iterable[str]) -> list[str]:
    return sorted({sound for each in cantonese for sound in _by_cantonese().get(each, ())})


@functools.cache
def _by_cantonese() -> dict[str, frozenset[str]]:
    turned: dict[str, set[str]] = {}
    for mandarin, sounds in shared_readings().items():
        for sound in sounds:
            turned.setdefault(sound, set()).add(mandarin)
    return {sound: frozenset(found) for sound, found in turned.items()}
