# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The keys a store keeps for each name, and those it looks for, so that names are found without comparing all.

What is stored is short; what is looked for is wider. Characters are stored under their readings; a name in Latin
letters is looked for under the readings of its syllables, and under what a surname's other readings would be. A word
is stored under its consonants and, when the whole name brings nobody, looked for under those one slip of the hand away.
Syllables are in no order, so that it does not matter which end the surname stands at.

| Sort | Stands for |
| --- | --- |
| `h` | the characters of the whole name, simplified |
| `j` | the consonants of all words together, wherever the words are cut |
| `s` | a Chinese surname, and what the given name keeps in Mandarin and Cantonese alike |
| `m`, `c` | a character of a Chinese name as it is read in Mandarin, in Cantonese |
| `n`, `k` | a syllable in Latin letters, as Mandarin, as Cantonese |
| `g` | a given name that many languages have, or that a table knows |
| `w` | the first consonants of a word, by the place where they are made |
| `=` | a name without letters |
"""

import functools
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple
from zlib import crc32

from safehold.core.names.chinese import Sequence
from safehold.core.names.han import common_surnames, known_characters, readings_of
from safehold.core.names.preparing import Kind, PreparedName, Strand, prepare
from safehold.core.names.scripts import HAN
from safehold.core.names.sounds import coarse
from safehold.core.names.spellings import split_cantonese, split_mandarin
from safehold.core.names.syllables import Syllable, surnames_of
from safehold.core.names.tokens import INITIAL, Token

KEYS_VERSION = 3
NO_KEY = "="
MOST_KEYS = 24
MOST_OTHER_SYLLABLES = 3
MOST_SURNAMES = 4
LONGEST_WORD, LONGEST_JOINED = 5, 12
SOUNDS = "PFTKHSCLRMN*"
LONGEST_LETTERS = 60
COMMON_CHARACTERS = 3_755
"""Those of the first level of the national standard of 1980."""
MOST_OTHERS = 8
"""Readings of the other language that are looked for: those that most characters have."""
OTHER, NEAR = 0.7, 0.6
GUESSED = "~"
_WEIGHTS = {"h": 1.0, "j": 1.0, "w": 0.9, "g": 1.0, "m": 1.0, "c": 1.0, "n": 1.0, "k": 1.0, "s": 0.8}
_KEPT = {"b": "P", "p": "P", "d": "T", "t": "T", "n": "L", "l": "L"}


class LookupKey(NamedTuple):
    """A key to look for. Of the keys in one group a name needs one; worth: how much of its weight it counts.

    A group that ends in "~" holds guessed readings of the group without it.
    """

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
    found = [key for strand in name.strands for key in _stored(strand)]
    return frozenset(list(dict.fromkeys(found))[:MOST_KEYS]) or frozenset((NO_KEY,))


@functools.lru_cache(maxsize=1_000)
def lookup_keys(name: str, kind: Kind = "person") -> tuple[LookupKey, ...]:
    """Return what to look for when this name is asked: what it says itself first, then what may be guessed from it."""
    found: dict[str, LookupKey] = {}
    strands = prepare(name, kind).strands
    for find in (_whole, _words, _syllable_keys, _other_readings):
        for number, strand in enumerate(strands):
            for key, group, worth in find(strand):
                found.setdefault(key, LookupKey(key, _of_strand(group, number), worth))
    return tuple(found.values()) or (LookupKey(NO_KEY, NO_KEY, 1.0),)


def count_parts(name: PreparedName) -> int:
    """Return how many syllables a Chinese name has, how many words any other; in two scripts: of the first."""
    for strand in name.strands[:1]:
        if strand.sequences and (strand.is_chinese or strand.script == HAN):
            return len(strand.sequences[0].syllables)
        return sum(token.weight > INITIAL for token in strand.tokens)
    return 0


def letters_of(name: PreparedName) -> str:
    """Return roughly how a name is written in Latin letters, its words in alphabetical order, to order hits."""
    for strand in name.strands[:1]:
        if strand.script == HAN and strand.sequences:
            first, *given = map(_first_reading, strand.sequences[0].syllables)
            return "".join(sorted((first, "".join(given))))
        return "".join(sorted(token.letters for token in strand.tokens))[:LONGEST_LETTERS]
    return ""


def _first_reading(syllable: Syllable) -> str:
    """The reading of a character that comes first in the table, if it is one of those it has in this name."""
    for sound in readings_of(syllable.text).mandarin:
        if sound in syllable.mandarin:
            return sound
    return min(syllable.mandarin, default="")


def _of_strand(group: str, number: int) -> str:
    if not number:
        return group
    return f"{group.removesuffix(GUESSED)}/{number}{GUESSED if group.endswith(GUESSED) else ''}"


def near_keys(name: str, kind: Kind = "person") -> Iterator[LookupKey]:
    """Yield the keys of the words, and of those one consonant away: left out, put in, taken for another, swapped."""
    for number, strand in enumerate(prepare(name, kind).strands):
        for key, group, worth in _all_words(strand):
            yield LookupKey(key, _of_strand(group, number), worth)
        for token in strand.tokens:
            rough = token.coarse[0] if token.coarse else ""
            if token.weight > INITIAL and len(rough) > 2:
                own = rough[:LONGEST_WORD]
                for near in sorted({each[:LONGEST_WORD] for each in _one_off(rough)} - {own, ""}):
                    yield LookupKey("w" + near, _of_strand("w" + own, number), NEAR)


def _one_off(rough: str) -> Iterator[str]:
    for place in range(len(rough[:LONGEST_WORD]) + 1):
        before, after = rough[:place], rough[place:]
        yield before + after[1:]
        yield before + after[1:2] + after[:1] + after[2:]
        for sound in SOUNDS:
            yield before + sound + after[1:]
            yield before + sound + after


def _stored(strand: Strand) -> Iterator[str]:
    mandarin, cantonese = ("m", "c") if strand.script == HAN else ("n", "k")
    yield from (each.key for each in _whole(strand))
    for token in strand.tokens:
        if token.weight > INITIAL:
            yield from _group_keys(token)
            yield from ("w" + rough[:LONGEST_WORD] for rough in token.coarse[:2])
    yield from _surname_keys(strand)
    likely, others = _syllables(strand)
    for syllable in (*likely, *others):
        yield from (mandarin + sound for sound in sorted(syllable.mandarin)[:3])
        yield from (cantonese + sound for sound in sorted(syllable.cantonese)[:3])


def _group_keys(token: Token) -> list[str]:
    return [f"g{crc32(group.encode()):08x}" for group in sorted(token.groups)[:2]]


def _whole(strand: Strand) -> Iterator[LookupKey]:
    if strand.script == HAN:
        yield LookupKey(f"h{crc32(strand.joined.encode()):08x}", "h", 1.0)
    elif len(strand.tokens) > 1 and len(strand.joined) > LONGEST_WORD:
        bones = "".join(token.bones[0].lstrip("*") for token in strand.tokens)
        yield LookupKey("j" + coarse(bones)[:LONGEST_JOINED], "j", 1.0)


def _words(strand: Strand) -> Iterator[LookupKey]:
    """The words, but of a Chinese name in Latin letters: its syllables say more."""
    if not strand.is_chinese or strand.script == HAN:
        yield from _all_words(strand)


def _all_words(strand: Strand) -> Iterator[LookupKey]:
    for token in strand.tokens:
        if token.weight > INITIAL and token.coarse:
            group = "w" + token.coarse[0][:LONGEST_WORD]
            for key in _group_keys(token):
                yield LookupKey(key, group, 1.0)
            for rough in token.coarse[:2]:
                yield LookupKey("w" + rough[:LONGEST_WORD], group, 1.0)


def _syllable_keys(strand: Strand) -> Iterator[LookupKey]:
    """From characters, syllables in Latin letters; from Latin letters, both: the same characters have another key."""
    mandarin, cantonese = ("n", "k") if strand.script == HAN else ("mn", "ck")
    likely, others = _syllables(strand)
    for sort, syllables in (("s", likely), ("t", others)):
        for place, syllable in enumerate(syllables):
            for letters, readings in ((mandarin, syllable.mandarin), (cantonese, syllable.cantonese)):
                for sound in sorted(readings):
                    for letter in letters:
                        yield LookupKey(letter + sound, f"{sort}{place}", 1.0)


def _syllables(strand: Strand) -> tuple[list[Syllable], list[Syllable]]:
    """The syllables of the likeliest way to cut a Chinese name, and those of other ways that are not in it."""
    likely: dict[str, Syllable] = {}
    others: dict[str, Syllable] = {}
    for sequence in strand.sequences:
        for syllable in sequence.syllables:
            if sequence is strand.sequences[0]:
                likely.setdefault(syllable.text, syllable)
            elif syllable.text not in likely:
                others.setdefault(syllable.text, syllable)
    return list(likely.values()), list(others.values())[:MOST_OTHER_SYLLABLES]


def _other_readings(strand: Strand) -> Iterator[LookupKey]:
    """From Latin letters: the syllables in which the other language reads the same characters."""
    for key in _surname_keys(strand):
        yield LookupKey(key, "S", OTHER)
    if strand.script == HAN:
        return
    to_cantonese, to_mandarin = _readings_by_each_other()
    for place, syllable in enumerate(_syllables(strand)[0]):
        group = f"s{place}{GUESSED}"
        for each in sorted(syllable.mandarin):
            yield from (LookupKey("k" + sound, group, OTHER) for sound in to_cantonese.get(each, ()))
        for each in sorted(syllable.cantonese):
            yield from (LookupKey("n" + sound, group, OTHER) for sound in to_mandarin.get(each, ()))
        for surname in sorted(syllable.surnames)[:MOST_SURNAMES]:
            for sound in readings_of(surname).mandarin[:1]:
                yield from (LookupKey(letter + sound, group, OTHER) for letter in "mn")


def _surname_keys(strand: Strand) -> list[str]:
    """The likeliest surnames of a Chinese name, each with what stays of the given name in every reading."""
    found: dict[str, None] = {}
    order = common_surnames()
    for sequence in strand.sequences:
        if sequence.well_formed or sequence.is_written:
            for surname in sorted(_surnames(sequence), key=lambda one: (order.find(one) % 10_000, one))[:3]:
                found[f"s{ord(surname):x}{''.join(map(_what_stays, sequence.syllables[1:]))}"] = None
    return list(found)[:MOST_SURNAMES]


def _surnames(sequence: Sequence) -> frozenset[str]:
    first = sequence.syllables[0]
    return first.surnames if sequence.is_written else surnames_of(first)


def _what_stays(syllable: Syllable) -> str:
    """What a reading keeps in both: whether it begins with a labial, dental or lateral, and ends in a nasal."""
    if syllable.mandarin:
        sound = syllable.text if syllable.text in syllable.mandarin else min(syllable.mandarin)
        initial, final = split_mandarin(sound)
    else:
        initial, final = split_cantonese(min(syllable.cantonese, default=""))
    return _KEPT.get(initial, "Z") + ("n" if final.endswith(("n", "ng", "m")) else "v")


@functools.cache
def _readings_by_each_other() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The Cantonese readings that most characters of a Mandarin reading have, and the other way round."""
    there: dict[str, Counter[str]] = {}
    back: dict[str, Counter[str]] = {}
    for character in known_characters()[:COMMON_CHARACTERS]:
        readings = readings_of(character)
        for mandarin in readings.mandarin[:2]:
            for cantonese in readings.cantonese[:2]:
                there.setdefault(mandarin, Counter())[cantonese] += 1
                back.setdefault(cantonese, Counter())[mandarin] += 1
    return _most(there), _most(back)


def _most(counts: dict[str, Counter[str]]) -> dict[str, list[str]]:
    return {sound: [other for other, _ in found.most_common(MOST_OTHERS)] for sound, found in counts.items()}
