# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two names compared: a score from 0 to 1, the reasons for it, and what weakens it."""

import functools

from rapidfuzz.distance import Levenshtein

from safehold.core.names import chinese
from safehold.core.names.frequency import COMMON_SCORE
from safehold.core.names.likeness import match_words, row_likeness, word_likeness
from safehold.core.names.preparing import Kind, PreparedName, Strand, prepare
from safehold.core.names.scripts import HAN
from safehold.core.names.sentences import Caveat, Reason

LIKELY = 0.70
NO_CHINESE_READING = 0.62
FATHER_AND_CHILD = 0.55


class Comparison:
    """What two names have in common. The reasons are worked out when they are asked for."""

    __slots__ = ("__dict__", "_left", "_right", "name_score", "score")

    def __init__(self, left: PreparedName, right: PreparedName) -> None:
        self._left, self._right = left, right
        self.name_score = _name_score(left, right)
        self.score = _after_commonness(left, right, self.name_score)

    @property
    def is_likely(self) -> bool:
        """Is it likely the same name?"""
        return self.score >= LIKELY

    @functools.cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """Why the score is what it is, the strongest first."""
        from safehold.core.names.explaining import explain

        return explain(self._left, self._right)

    @functools.cached_property
    def caveats(self) -> tuple[Caveat, ...]:
        """What weakens it."""
        from safehold.core.names.explaining import caution

        return caution(self._left, self._right, self.name_score)

    def __repr__(self) -> str:
        return f"Comparison(score={self.score:.3f})"


def compare(left: str, right: str, *, kind: Kind = "person") -> Comparison:
    """Compare two names as they are written."""
    return Comparison(prepare(left, kind), prepare(right, kind))


def compare_prepared(a: PreparedName, b: PreparedName) -> Comparison:
    """Compare two names that were prepared."""
    return Comparison(a, b)


def score_prepared(a: PreparedName, b: PreparedName) -> float:
    """The score alone."""
    return _after_commonness(a, b, _name_score(a, b))


def frequency(name: str) -> Caveat | None:
    """The caveat of a name so common that it says little without a second fact."""
    return Caveat("common-name", {"name": name}) if prepare(name).is_common else None


def _after_commonness(a: PreparedName, b: PreparedName, score: float) -> float:
    if score >= LIKELY and (a.is_common or b.is_common):
        return COMMON_SCORE
    return score


def _name_score(a: PreparedName, b: PreparedName) -> float:
    if not a.strands or not b.strands:
        return 0.0
    if a.folded == b.folded:
        return 1.0
    if a.kind == "account" or b.kind == "account":
        return _account_score(a, b)
    if b.folded < a.folded:
        a, b = b, a
    best = 0.0
    for x in a.strands:
        for y in b.strands:
            best = max(best, strand_score(x, y))
    return round(best, 4)


def _account_score(a: PreparedName, b: PreparedName) -> float:
    """Account names are one or they are not; how near they are stays below the line."""
    left, right = (name.folded.lstrip("@").replace(" ", "") for name in (a, b))
    if left == right:
        return 1.0
    return round(0.65 * float(Levenshtein.normalized_similarity(left, right)), 4)


def strand_score(x: Strand, y: Strand) -> float:
    """The score of two strands."""
    if x.script == HAN and y.script == HAN:
        return _written(x, y)
    best = row_likeness(x.tokens, y.tokens) if x.tokens and y.tokens else 0.0
    if x.child >= 0 and y.child >= 0 and _are_father_and_child(x, y):
        return min(best, FATHER_AND_CHILD)
    if best < LIKELY and x.whole and y.whole:
        if len(x.tokens) != len(y.tokens):
            best = max(best, _joined(x, y))
        if len(x.tokens) != len(y.tokens) and len(x.whole.letters) > 5 and len(y.whole.letters) > 5:
            best = max(best, 0.95 * word_likeness(x.whole, y.whole))
    if x.sequences and y.sequences:
        agreed = chinese_score(x, y)
        if agreed:
            return max(best, agreed)
        if x.is_chinese and y.is_chinese and x.joined != y.joined:
            return min(best, NO_CHINESE_READING)
    return best


def _are_father_and_child(x: Strand, y: Strand) -> bool:
    """Salman bin Muhammad and Muhammad bin Salman are two people."""
    child, father = x.tokens[x.child], x.tokens[x.child + 2]
    child2, father2 = y.tokens[y.child], y.tokens[y.child + 2]
    crossed = min(word_likeness(child, father2), word_likeness(father, child2))
    return crossed > 0.8 and crossed > word_likeness(child, child2)


def _written(x: Strand, y: Strand) -> float:
    if x.joined == y.joined:
        return 1.0
    if len(x.tokens) > 1 and len(y.tokens) > 1:
        return 0.95 * row_likeness(x.tokens, y.tokens)
    return 0.5 * Levenshtein.normalized_similarity(x.joined, y.joined)


def _joined(x: Strand, y: Strand) -> float:
    """The same letters with the words cut elsewhere."""
    if min(len(x.joined), len(y.joined)) < 6 or x.script != y.script:
        return 0.0
    alike = Levenshtein.normalized_similarity(x.joined, y.joined, score_cutoff=0.88)
    return float(alike) * 0.95


def chinese_score(x: Strand, y: Strand) -> float:
    """The best of the ways two strands are one Chinese name."""
    best = 0.0
    for a in x.sequences:
        for b in y.sequences:
            if len(a.syllables) != len(b.syllables):
                continue
            way = chinese.agree(a, b)
            if way:
                best = max(best, _grade(a, b, way))
    return best


_WAYS = {"mandarin": 0.97, "cantonese": 0.97, "shared": 0.9, "near": 0.76}


def _grade(a: chinese.Sequence, b: chinese.Sequence, way: str) -> float:
    score = _WAYS[way]
    if len(a.syllables) == 2:
        score -= 0.06 if way != "shared" else 0.12
    if not (a.well_formed and b.well_formed):
        score -= 0.12
    if a.dropped and b.dropped and not _go_together(a.dropped, b.dropped):
        return 0.0
    return score - 0.01 * (len(a.dropped) + len(b.dropped))


def _go_together(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return set(a) <= set(b) or set(b) <= set(a)


__all__ = ["LIKELY", "Comparison", "compare", "compare_prepared", "match_words", "score_prepared"]
