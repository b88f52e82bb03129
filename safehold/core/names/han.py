# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Han characters: one written form for all variants, and their readings in Mandarin and Cantonese."""

import functools
from typing import NamedTuple

from safehold.core.names.tables import read_lines, read_yaml

# Written variants that no conversion of scripts covers: Japanese forms, older forms, common exchanges in names.
_VARIANTS = dict(
    zip(
        "沢斎斉広国桜辺浜戸黒竜栄恵団実亜悪円応価峯堃喆昇陞甦淼裏裡着麽庄鉄郎塩顕経転発関読龍剣咲",
        "泽斋齐广国樱边滨户黑龙荣惠团实亚恶圆应价峰坤哲升升苏淼里里著么庄铁郎盐显经转发关读龙剑笑",
        strict=True,
    )
)


class Readings(NamedTuple):
    """The readings of a character, most usual first, without tones."""

    mandarin: tuple[str, ...]
    cantonese: tuple[str, ...]


@functools.cache
def _table() -> tuple[dict[str, str], dict[str, Readings]]:
    simple: dict[str, str] = {}
    readings: dict[str, Readings] = {}
    for line in read_lines("han.tsv"):
        character, plain, mandarin, cantonese = line.split("\t")
        if plain != character:
            simple[character] = plain
        readings[character] = Readings(tuple(mandarin.split()), tuple(cantonese.split()))
    simple.update(_VARIANTS)
    return simple, readings


@functools.cache
def surname_readings() -> dict[str, tuple[str, ...]]:
    """Mandarin readings of characters used as surnames, where they differ; two characters for compound surnames."""
    return {name: tuple(read.split()) for name, read in read_yaml("han.yaml")["surname_readings"].items()}


@functools.cache
def compound_surnames() -> frozenset[str]:
    """Surnames of two characters, simplified."""
    return frozenset(read_yaml("han.yaml")["compound_surnames"])


@functools.cache
def common_surnames() -> str:
    """The most common surnames, most common first, simplified."""
    return str(read_yaml("han.yaml")["surnames"]).replace(" ", "")


def simplify(text: str) -> str:
    """One written form: simplified, variants folded."""
    simple = _table()[0]
    return "".join(simple.get(character, character) for character in text)


@functools.lru_cache(maxsize=30_000)
def readings_of(character: str) -> Readings:
    """The readings of a character as it is written, with those of its simplified form."""
    table = _table()[1]
    own = table.get(character, Readings((), ()))
    plain = simplify(character)
    if plain != character and plain in table and not (own.mandarin and own.cantonese):
        other = table[plain]
        return Readings(own.mandarin or other.mandarin, own.cantonese or other.cantonese)
    return own


@functools.cache
def known_characters() -> tuple[str, ...]:
    """The simplified characters that people are named with: those of the national standard of 1980 (GB 2312)."""
    characters = []
    for row in range(16, 88):
        for cell in range(1, 95):
            try:
                characters.append(bytes((row + 0xA0, cell + 0xA0)).decode("gb2312"))
            except UnicodeDecodeError:
                continue
    return tuple(characters)
