# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What differs between two versions of an entry: field by field, and within a text word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, NamedTuple

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


class Piece(NamedTuple):
    """A part of a text. `is_new`: it stands in this version alone."""

    text: str
    is_new: bool


@dataclass(frozen=True)
class Change:
    """One field in two versions. Absent: it is not open there."""

    name: str
    before: Any
    after: Any
    in_before: bool
    in_after: bool

    @property
    def differs(self) -> bool:
        return (self.before, self.in_before) != (self.after, self.in_after)


def compare(names: Iterable[str], before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Return each of some fields with what it says in two versions."""
    return [Change(name, before.get(name), after.get(name), name in before, name in after) for name in names]


def mark_words(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Return two texts in pieces, those marked that the other has not. The pieces put together are the texts.

    A space between two words that are marked is marked with them.
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    left: list[Piece] = []
    right: list[Piece] = []
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for place, (what, from_old, to_old, from_new, to_new) in enumerate(codes):
        words = old[from_old:to_old]
        is_new = what != "equal" or (0 < place < len(codes) - 1 and "".join(words).isspace())
        _add(left, words, is_new)
        _add(right, new[from_new:to_new], is_new)
    return left, right


def _add(pieces: list[Piece], words: list[str], is_new: bool) -> None:
    """Put words behind the pieces: into the last one, if it is of their sort."""
    if not words:
        return
    before = pieces.pop().text if pieces and pieces[-1].is_new == is_new else ""
    pieces.append(Piece(before + "".join(words), is_new))
