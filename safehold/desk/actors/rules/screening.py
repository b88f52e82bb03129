# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What screening may propose, and why. Pure.

All that enters is `Screened`: names, a kind, and a birth where one is known. Community, religion, ethnicity,
citizenship, country and position are no part of it, so they cannot change a result. Nothing here is a match: a
finding is a proposal with its reasons, and a person decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from safehold.core import names
from safehold.core.names import Comparison
from safehold.desk.actors.rules.actor import ACCOUNT, BODY, OFFICIAL, UNIT
from safehold.desk.cases.errors import WhenUnclear
from safehold.desk.cases.rules.when import read_when

MATCH, NOT_A_MATCH, UNSURE = "match", "not-a-match", "unsure"
VERDICTS = (MATCH, NOT_A_MATCH, UNSURE)

LIKELY, POSSIBLE = "likely", "possible"
SHOWN = 0.5
"""Names that agree less than this are not shown."""

NAMES_OF: dict[str, names.Kind] = {
    OFFICIAL: "person",
    BODY: "organisation",
    UNIT: "organisation",
    ACCOUNT: "account",
}


class Agreement:
    """What two births say of each other."""

    SAME, DIFFERENT, UNKNOWN = "same", "different", "unknown"


class Sentence(NamedTuple):
    """A reason in the languages of the desk."""

    en: str
    fr: str

    def in_language(self, language: str) -> str:
        return self.fr if language.partition("-")[0] == "fr" else self.en


@dataclass(frozen=True)
class Screened:
    """Everything of somebody that screening knows."""

    kind: str
    names: tuple[str, ...] = field(repr=False)
    born: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Finding:
    """How the names agree that agree best: `own` of the one, `theirs` of the other. `band`: likely or possible."""

    band: str
    score: float
    own: str = field(repr=False)
    theirs: str = field(repr=False)
    reasons: tuple[Sentence, ...] = field(default=(), repr=False)
    caveats: tuple[Sentence, ...] = field(default=(), repr=False)
    births: str = Agreement.UNKNOWN


def judge(one: Screened, other: Screened) -> Finding | None:
    """Return what to propose of two; None when no two of their names agree enough to be looked at.

    A name alone makes it likely, unless it is very common: then the day of birth must be the same, too. Births that
    cannot be one make it possible at most.
    """
    kind = kind_of_names(one.kind)
    if kind != kind_of_names(other.kind):
        return None
    best = _best(one.names, other.names, kind)
    if best is None:
        return None
    compared, own, theirs = best
    births = compare_births(one.born, other.born)
    return Finding(
        LIKELY if _is_likely(compared, one, other, births) else POSSIBLE,
        round(compared.score, 3),
        own,
        theirs,
        _sentences(compared.reasons),
        _sentences(compared.caveats),
        births,
    )


def _best(ours: Sequence[str], theirs: Sequence[str], kind: names.Kind) -> tuple[Comparison, str, str] | None:
    compared = [(names.compare(a, b, kind=kind), a, b) for a in ours for b in theirs]
    best = max(compared, key=lambda each: (each[0].score, each[0].name_score), default=None)
    return best if best and best[0].score >= SHOWN else None


def _is_likely(compared: Comparison, one: Screened, other: Screened, births: str) -> bool:
    if births == Agreement.DIFFERENT:
        return False
    if compared.score >= names.LIKELY:
        return True
    return compared.name_score >= names.LIKELY and _same_day(one.born, other.born)


def _sentences(found: Iterable[names.Reason | names.Caveat]) -> tuple[Sentence, ...]:
    return tuple(Sentence(each.sentence("en"), each.sentence("fr")) for each in found)


def compare_births(ours: Iterable[str], theirs: Iterable[str]) -> str:
    """Return whether two can be born at the same time: `same` when some days of one are days of the other."""
    spans, others = _spans(ours), _spans(theirs)
    if not (spans and others):
        return Agreement.UNKNOWN
    fits = any(a[0] <= b[1] and b[0] <= a[1] for a in spans for b in others)
    return Agreement.SAME if fits else Agreement.DIFFERENT


def _same_day(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    days = {first for first, last in _spans(ours) if first == last}
    return bool(days & {first for first, last in _spans(theirs) if first == last})


def _spans(births: Iterable[str]) -> list[tuple[date, date]]:
    """Return the first and the last day of each birth that can be read."""
    found = []
    for written in births:
        try:
            when = read_when(written)
        except WhenUnclear:
            continue
        if when.earliest and when.latest:
            found.append((when.earliest, when.latest))
    return found


def kind_of_names(kind: str) -> names.Kind:
    """Return how the names of a kind of actor are compared."""
    return NAMES_OF.get(kind, "person")


def stored_keys(kind: str, texts: Iterable[str]) -> set[str]:
    """Return the keys under which names are stored, to be found under other spellings."""
    found: set[str] = set()
    for text in texts:
        found |= names.retrieval_keys(text, kind=kind_of_names(kind))
    return found


def asked_keys(kind: str, texts: Iterable[str]) -> dict[str, float]:
    """Return the keys to look for, and how much each says."""
    found: dict[str, float] = {}
    for text in texts:
        for each in names.lookup_keys(text, kind_of_names(kind)):
            found[each.key] = max(found.get(each.key, 0.0), names.key_weight(each.key) * each.worth)
    return found
