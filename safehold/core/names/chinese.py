# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A name as a Chinese name: surname and given name, syllable by syllable, from characters or from Latin letters."""

import functools
import itertools
from typing import NamedTuple

from safehold.core.names.han import (
    common_surnames,
    compound_surnames,
    readings_of,
    simplify,
    surname_readings,
)
from safehold.core.names.syllables import EMPTY, Syllable, cut, shared_readings, surnames_of
from safehold.core.names.tokens import Token

LONGEST_NAME = 4
MOST_SEQUENCES = 20
MOST_COMMON = 200


class Sequence(NamedTuple):
    """A surname and a given name in syllables. Dropped: the words that are not in it."""

    syllables: tuple[Syllable, ...]
    dropped: tuple[str, ...]
    is_written: bool  # in characters
    well_formed: bool  # begins with a surname


@functools.lru_cache(maxsize=30_000)
def read_character(character: str, place: int) -> Syllable:
    """A character as a syllable; a surname may have a reading of its own."""
    plain = simplify(character)
    readings = readings_of(character)
    mandarin = frozenset(readings.mandarin)
    if place == 0:
        mandarin |= frozenset(surname_readings().get(plain, ()))
    return Syllable(plain, mandarin, frozenset(readings.cantonese), frozenset(plain), False)


def from_characters(text: str) -> tuple[Sequence, ...]:
    """The readings of a name in characters; a married woman's name also without her husband's surname."""
    plain = simplify(text)
    if not 2 <= len(plain) <= LONGEST_NAME:
        return ()
    compound = plain[:2] in compound_surnames()
    formed = compound or plain[0] in common_surnames()
    found = [Sequence(_characters(text), (), True, formed)]
    if compound:
        found[0] = Sequence(_compound(text), (), True, True)
    elif len(plain) == LONGEST_NAME and plain[0] in common_surnames() and plain[1] in common_surnames():
        found.append(Sequence(_characters(text[1:]), (text[0],), True, True))
    return tuple(found)


def _characters(text: str) -> tuple[Syllable, ...]:
    return tuple(read_character(character, place) for place, character in enumerate(text))


def _compound(text: str) -> tuple[Syllable, ...]:
    own = surname_readings().get(simplify(text[:2]))
    syllables = list(_characters(text))
    for place, sound in enumerate(own or ()):
        old = syllables[place]
        syllables[place] = Syllable(old.text, old.mandarin | {sound}, old.cantonese, old.surnames, False)
    return tuple(syllables)


def from_latin(words: tuple[tuple[str, ...], ...]) -> tuple[Sequence, ...]:
    """The readings of a name in Latin letters: words, each in the parts its hyphens make."""
    cuts = [_cut_word(word) for word in words]
    fit = [place for place, found in enumerate(cuts) if found]
    dropped = tuple("".join(words[place]) for place, found in enumerate(cuts) if not found)
    alone = len(fit) == len(words) == 1
    if (len(fit) < 2 and not alone) or len(fit) > 5 or len(dropped) > 2:
        return ()
    found: dict[tuple[str, ...], Sequence] = {}
    for order in _orders(fit):
        left = tuple("".join(words[place]) for place in fit if place not in order)
        for choice in itertools.islice(itertools.product(*(cuts[place] for place in order)), 6):
            if len(order) > 1 and len(choice[0]) > 1 and not _is_compound(choice[0]):
                continue
            syllables = tuple(syllable for part in choice for syllable in part)
            if 2 <= len(syllables) <= LONGEST_NAME and len(found) < MOST_SEQUENCES:
                key = tuple(syllable.text for syllable in syllables)
                if key not in found:
                    found[key] = Sequence(syllables, dropped + left, False, bool(surnames_of(syllables[0])))
    return tuple(found.values())


@functools.cache
def _compound_sounds() -> frozenset[tuple[str, str]]:
    """The readings of compound surnames."""
    sounds: set[tuple[str, str]] = set()
    for name in compound_surnames():
        own = surname_readings().get(name)
        first, second = readings_of(name[0]), readings_of(name[1])
        sounds.update(itertools.product(first.mandarin[:2], second.mandarin[:2]))
        sounds.update(itertools.product(first.cantonese[:2], second.cantonese[:2]))
        if own:
            sounds.add((own[0], own[1]))
    return frozenset(sounds)


def _is_compound(syllables: tuple[Syllable, ...]) -> bool:
    if len(syllables) != 2:
        return False
    first, second = syllables
    sounds = _compound_sounds()
    return any(
        pair in sounds
        for pair in itertools.chain(
            itertools.product(first.mandarin, second.mandarin),
            itertools.product(first.cantonese, second.cantonese),
        )
    )


def _cut_word(parts: tuple[str, ...]) -> tuple[tuple[Syllable, ...], ...]:
    if len(parts) == 1:
        return cut(parts[0])
    cuts = [cut(part) for part in parts]
    if not all(cuts):
        return ()
    return (tuple(syllable for found in cuts for syllable in found[0]),)


def _orders(fit: list[int]) -> list[list[int]]:
    """Surname first, then surname last, then the same with one name of another kind left out at either end."""
    orders = [fit]
    if len(fit) > 1:
        orders.append([fit[-1], *fit[:-1]])
    if len(fit) > 2:
        for rest in (fit[1:], fit[:-1]):
            orders += [rest, [rest[-1], *rest[:-1]]]
        orders.append([fit[1], *fit[2:], fit[0]])
    if len(fit) > 3:
        orders.append(fit[2:])
    return orders


def agree(a: Sequence, b: Sequence) -> str:
    """How two sequences can be the same characters: "mandarin", "cantonese", "shared", or empty when they cannot."""
    left, right = a.syllables, b.syllables
    if len(left) != len(right) or not _same_surname(left[0], right[0], a.is_written or b.is_written):
        return ""
    return _agree_given(left[1:], right[1:], a.is_written or b.is_written)


def _agree_given(left: tuple[Syllable, ...], right: tuple[Syllable, ...], written: bool) -> str:
    if all(x.mandarin & y.mandarin for x, y in zip(left, right, strict=True)):
        return "mandarin"
    if all(x.cantonese & y.cantonese for x, y in zip(left, right, strict=True)):
        return "cantonese"
    if not written and (_shared(left, right) or _shared(right, left)):
        return "shared"
    return "near" if len(left) > 1 and _near(left, right) else ""


def _same_surname(x: Syllable, y: Syllable, written: bool) -> bool:
    if x.mandarin & y.mandarin or x.cantonese & y.cantonese:
        return True
    if written:
        return bool(x.surnames & y.surnames)
    return bool(surnames_of(x) & surnames_of(y))


def _near(left: tuple[Syllable, ...], right: tuple[Syllable, ...]) -> bool:
    """Every syllable agrees when m, n and ng at the end are one, and at least one agrees without that."""
    mandarin = [(x.mandarin, y.mandarin) for x, y in zip(left, right, strict=True)]
    cantonese = [(x.cantonese, y.cantonese) for x, y in zip(left, right, strict=True)]
    return any(
        any(x & y for x, y in sounds) and all(x & y or _without_ends(x) & _without_ends(y) for x, y in sounds)
        for sounds in (mandarin, cantonese)
    )


@functools.lru_cache(maxsize=20_000)
def _without_ends(sounds: frozenset[str]) -> frozenset[str]:
    return frozenset(
        sound.rstrip("mng") + "n" for sound in sounds if sound[-1:] in {"m", "n", "g"} and len(sound) > 2
    )


def _shared(mandarin: tuple[Syllable, ...], cantonese: tuple[Syllable, ...]) -> bool:
    shared = shared_readings()
    return all(
        any(shared.get(sound, EMPTY) & y.cantonese for sound in x.mandarin)
        for x, y in zip(mandarin, cantonese, strict=True)
    )


def is_chinese(tokens: tuple[Token, ...], sequences: tuple[Sequence, ...]) -> bool:
    """Do all the words make up one well-formed Chinese name, of a common surname and in one language?"""
    return bool(tokens) and any(not sequence.dropped and _is_sound(sequence) for sequence in sequences[:2])


def _is_sound(sequence: Sequence) -> bool:
    first = sequence.syllables[0]
    one_language = all(one.mandarin for one in sequence.syllables) or all(
        one.cantonese for one in sequence.syllables
    )
    return one_language and not surnames_of(first).isdisjoint(common_surnames()[:MOST_COMMON])
