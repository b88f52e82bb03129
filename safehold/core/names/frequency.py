# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names so common that the name alone says little."""

import functools
from typing import Protocol

from safehold.core.names.chinese import Sequence, from_characters
from safehold.core.names.scripts import HAN
from safehold.core.names.tables import read_yaml
from safehold.core.names.tokens import PARTICLE, Token, given_groups

COMMON_SCORE = 0.65


class Readable(Protocol):
    """What commonness is judged by."""

    @property
    def script(self) -> str: ...
    @property
    def joined(self) -> str: ...
    @property
    def tokens(self) -> tuple[Token, ...]: ...
    @property
    def sequences(self) -> tuple[Sequence, ...]: ...


@functools.cache
def _tables() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    data = read_yaml("common.yaml")
    names = frozenset(str(data["chinese"]).split())
    spelled = frozenset(word for line in data["full_names"] for word in [" ".join(sorted(str(line).split()))])
    groups = given_groups()
    given = frozenset(group for word in str(data["given"]).split() for group in groups.get(word, ()))
    return names, spelled, given


def is_common(strand: Readable) -> bool:
    """Do so many people bear this name that it says little without a second fact?"""
    names, spelled, given = _tables()
    if strand.script == HAN:
        return strand.joined in names
    if any(_is_reading_of_one(sequence) for sequence in strand.sequences if not sequence.dropped):
        return True
    words = [token for token in strand.tokens if token.weight > PARTICLE]
    if " ".join(sorted(token.letters for token in words)) in spelled:
        return True
    return 0 < len(words) <= 2 and all(token.groups & given for token in words)


@functools.cache
def _written() -> dict[int, tuple[Sequence, ...]]:
    """The common Chinese names in syllables, by how many there are."""
    found: dict[int, list[Sequence]] = {}
    for name in sorted(_tables()[0]):
        (written, *_) = from_characters(name)
        found.setdefault(len(written.syllables), []).append(written)
    return {count: tuple(each) for count, each in found.items()}


def _is_reading_of_one(sequence: Sequence) -> bool:
    return any(_is_reading_of(sequence, written) for written in _written().get(len(sequence.syllables), ()))


def _is_reading_of(sequence: Sequence, written: Sequence) -> bool:
    syllables = sequence.syllables
    return all(
        x.mandarin & y.mandarin and y.pinyin for x, y in zip(written.syllables, syllables, strict=True)
    ) or all(x.cantonese & y.cantonese for x, y in zip(written.syllables, syllables, strict=True))
