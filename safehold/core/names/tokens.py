# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words of a name, each with its sounds and its weight."""

import functools
import itertools
import re
from dataclasses import dataclass, field, replace

from safehold.core.names.alphabets import is_uyghur, read_abjad, read_cyrillic, read_other, read_uyghur
from safehold.core.names.scripts import ARABIC, CYRILLIC, LATIN
from safehold.core.names.sounds import (
    MARKS,
    coarse,
    folded,
    guess_sounds,
    plain_letters,
    read_sounds,
    skeleton,
)
from safehold.core.names.tables import read_words, read_yaml
from safehold.core.names.tibetan import latin_elements

_NUMBERS = itertools.count()
_PATRONYMIC = re.compile(
    r"(ovich|evich|ovych|evych|avich|ovitch|evitch|ivich|yich|jevic|ovic|ovna|evna|auna|euna|iuna|ivna|inichna|ievna|ewitsch|owitsch|ovn|iyovych)$"
)
_WITH_ARTICLE = re.compile(r"[ae]l[bcdfghjkmnpqrstvwz].{3}")
PARTICLE, LIGHT, INITIAL, PATRONYMIC, WORD = 0.15, 0.3, 0.45, 0.6, 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Token:
    """One word: plain letters, sounds by each custom of spelling, consonants, what it weighs."""

    letters: str
    sounds: tuple[str, ...]
    bones: tuple[str, ...]
    coarse: tuple[str, ...]
    folded: tuple[str, ...]
    weight: float
    abjad: bool = False
    groups: frozenset[str] = frozenset()
    child_of: bool = False
    transcribed: bool = False
    number: int = field(default_factory=lambda: next(_NUMBERS))

    @property
    def is_initial(self) -> bool:
        return len(self.letters) == 1


@functools.cache
def given_groups() -> dict[str, frozenset[str]]:
    """Given names that are one name: a word, and the groups it is in."""
    groups: dict[str, set[str]] = {}
    for line in str(read_yaml("people.yaml")["same_given"]).splitlines():
        words = line.split()
        for word in words:
            groups.setdefault(word, set()).add(words[0])
            groups.setdefault("~" + guess_sounds(word)[0], set()).add(words[0])
    for line in str(read_yaml("uyghur.yaml")["elements"]).splitlines():
        words = [plain_letters(word) for word in line.split("|")[0].split() if len(word) > 2]
        known = {group for word in words for group in groups.get(word, ())} or {
            "ug:" + word for word in words[:1]
        }
        for word in words:
            groups.setdefault(word, set()).update(known)
    for word, elements in latin_elements().items():
        if len(word) > 2:
            groups.setdefault(plain_letters(word), set()).update("bo:" + element for element in elements)
    return {word: frozenset(found) for word, found in groups.items()}


@functools.cache
def arabic_names() -> dict[str, str]:
    """Common names whose vowels Arabic letters leave out, and how they are said."""
    names = {}
    for line in str(read_yaml("arabic.yaml")["names"]).splitlines():
        written, said = line.split("|")
        names.update(dict.fromkeys(written.split(), said.strip()))
    return names


def _groups_of(letters: str, sounds: tuple[str, ...]) -> frozenset[str]:
    groups = given_groups()
    found = groups.get(letters)
    if found is None and len(letters) > 3:
        found = groups.get("~" + sounds[0])
    return found or frozenset()


@functools.lru_cache(maxsize=40_000)
def make_token(word: str, script: str, uyghur: bool = False) -> Token | None:
    """The token of one word; nothing for a word without letters."""
    abjad = False
    if script == LATIN:
        letters = plain_letters(word)
        sounds = guess_sounds(letters)
        if _WITH_ARTICLE.match(letters):
            sounds = (*sounds, *guess_sounds(letters[2:])[:1])
    else:
        if script == CYRILLIC:
            readings = read_cyrillic(word)
        elif script == ARABIC:
            known = None if uyghur else arabic_names().get(word)
            if known:
                return build_token(known, guess_sounds(known)[:1])
            readings = read_uyghur(word) if uyghur else read_abjad(word)
            abjad = not uyghur
        else:
            readings = read_other(word)
        letters = readings[0]
        sounds = tuple(dict.fromkeys(read_sounds(reading) for reading in readings))
    if not letters or not sounds[0]:
        return None
    return build_token(letters, sounds, abjad=abjad)


def build_token(
    letters: str,
    sounds: tuple[str, ...],
    *,
    abjad: bool = False,
    transcribed: bool = False,
    groups: frozenset[str] | None = None,
) -> Token:
    """A token from its letters and sounds."""
    bones = tuple(skeleton(sound) for sound in sounds)
    weight = WORD
    if len(letters) == 1:
        weight = INITIAL
    elif letters in read_words("people.yaml", "particles"):
        weight = PARTICLE
    elif letters in read_words("people.yaml", "light"):
        weight = PATRONYMIC if letters == "abd" else LIGHT
    elif _PATRONYMIC.search(letters) and len(letters) > 6:
        weight = PATRONYMIC
    if weight == PARTICLE or (groups is None and (transcribed or abjad)):
        groups = frozenset()
    elif groups is None:
        groups = _groups_of(letters, sounds)
    return Token(
        letters,
        sounds,
        bones,
        tuple(coarse(bone) for bone in bones),
        tuple(folded(sound) for sound in sounds),
        weight,
        abjad,
        groups,
        letters in read_words("people.yaml", "child_of"),
        transcribed,
    )


def as_word(token: Token) -> Token:
    """A word that only looks like a small one (Ben Netanyahu)."""
    groups = given_groups().get(token.letters, frozenset())
    return (
        replace(token, weight=WORD, groups=groups, child_of=False, number=next(_NUMBERS)) if groups else token
    )


_APART = re.compile(r"[\s,;/\-‐‑‒–—_.()\[\]\"“”«»|·・•‧∙⋅＝=&+:!?*#@\\،؛\u200b\u00ad]+")
_CAMEL = re.compile(r"(?<=[a-zà-ÿ]{2})(?=[A-ZÀ-Þ][a-zà-ÿ]{2})")


def split_words(text: str) -> list[str]:
    """The words as they are written; marks that stand for a sound stay in them."""
    return [
        word
        for word in (part.strip("'`’‘") for part in _APART.split(text))
        if word and any(c.isalpha() for c in word)
    ]


def strip_marks(word: str) -> str:
    return "".join(letter for letter in word if letter not in MARKS)


def uncamel(text: str) -> str:
    """VladimirPutin as two words."""
    return _CAMEL.sub(" ", text)


__all__ = ["Token", "build_token", "is_uyghur", "make_token", "split_words", "strip_marks", "uncamel"]
