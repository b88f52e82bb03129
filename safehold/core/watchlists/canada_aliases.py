# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Cuts "also known as A, B and C" into names, with the help of the other language. Pure.

"Al Rowad Bank for Development and Investment and Gulf Bank" has two places where it may be cut. The French line says
"… Development and Investment et Gulf Bank": of all ways to cut both lines, the one is taken in which most names are
the same. Where one line alone is there, the last "and" of a list with commas, or a plural "les noms", cuts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from safehold.core.watchlists.canada_words import fold, unquote

AND = {"en": re.compile(r",? and |,? or "), "fr": re.compile(r",? et (?:de |d’)?|,? ou (?:de |d’)?")}
FORM = re.compile(
    r"(?:(?:[OCPZ]?JSC|[OPZ]AO|OOO|AO|LLC|LLP|LP|SC|FSUE|Ltd\.?|Limited|Inc\.?|GmbH|Co\.|Corp\.?|S\.?A\.?|PLC"
    r"|Pte\.?)[ ,]*)+"
)
MOST_CUTS = 4


def cut_others(english: str, french: str, *, is_person: bool, is_plural: bool) -> tuple[list[str], list[str]]:
    """Return the names in the English group and in the French one; a group may be empty."""
    ours, theirs = _ways("en", english), _ways("fr", french)
    if not english or not french:
        return _alone(ours, english, is_plural), _alone(theirs, french, is_plural)
    score, best = max(
        (
            ((_agreement(one, other), is_plural and len(one) > 1, -len(one)), (one, other))
            for one in ours
            for other in theirs
        ),
        key=lambda scored: scored[0],
    )
    if not score[0]:
        best = _alone(ours, english, is_plural), _alone(theirs, french, is_plural)
    is_either = is_person and re.search(r" or | ou ", f"{english} {french}") is not None
    return _spelt(best[0], is_either), _spelt(best[1], is_either)


def _ways(language: str, text: str) -> list[list[str]]:
    """Return the ways to cut a group: at its commas, and at none or one "and" of the last piece, or at every "or"."""
    if not text:
        return [[]]
    pieces = _merge_forms([piece.strip() for piece in re.split(r",\s+|\s*;\s*", text) if piece.strip()])
    head, last = pieces[:-1], pieces[-1]
    ways = [pieces]
    cuts = list(AND[language].finditer(last))
    for cut in cuts[-MOST_CUTS:]:
        ways.append([*head, last[: cut.start()], last[cut.end() :]])
    if len(cuts) > 1:
        ways.append([*head, *AND[language].split(last)])
    return [[unquote(name) for name in way if name.strip()] for way in ways]


def _merge_forms(pieces: list[str]) -> list[str]:
    """Return the pieces with a legal form put back to the name before it: "Obukhovsky Plant, JSC"."""
    merged: list[str] = []
    for piece in pieces:
        if merged and FORM.fullmatch(piece):
            merged[-1] = f"{merged[-1]}, {piece}"
        else:
            merged.append(piece)
    return merged


def _alone(ways: list[list[str]], text: str, is_plural: bool) -> list[str]:
    """Return the way to cut a group without the other language: the last "and" of what must be a list."""
    cut = [way for way in ways[1:] if len(way) == len(ways[0]) + 1]
    if cut and (is_plural or len(ways[0]) > 1 or re.search(r" (?:or|ou) ", text)):
        return cut[-1]
    return ways[0]


def _agreement(one: Sequence[str], other: Sequence[str]) -> float:
    first, second = {fold(name) for name in one}, {fold(name) for name in other}
    return len(first & second) / max(len(first), len(second), 1)


def _spelt(names: list[str], is_either: bool) -> list[str]:
    """Return whole names where people are listed by a part: "Tatiana DYACHENKO or DIACHENKO"."""
    if not is_either or len(names) < 2:
        return names
    first, last = names[0].split(), names[-1].split()
    if len(last) > 1 and all(len(name.split()) == 1 for name in names[:-1]) and _is_given(names[0]):
        return [" ".join([name, *last[1:]]) for name in names[:-1]] + [names[-1]]
    if len(first) > 1 and all(len(name.split()) == 1 for name in names[1:]):
        same_shape = all(name.isupper() == first[-1].isupper() for name in names[1:])
        related = all(name[:1].casefold() == first[-1][:1].casefold() or name.isupper() for name in names[1:])
        if same_shape and related:
            return [names[0]] + [" ".join([*first[:-1], name]) for name in names[1:]]
    return names


def _is_given(name: str) -> bool:
    return not name.isupper()
