# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the answers about one incident come to, provision by provision.

"Made out" is made out on the facts as reported: worth referring. Whether an offence was committed, a court says.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from safehold.core.days import months_after
from safehold.core.kleene import Answer
from safehold.core.law.days import Span
from safehold.core.law.errors import ElementUnknown
from safehold.core.law.expressions import Ids, evaluate, reasons_for_no, ways_to_yes
from safehold.core.law.provisions import Law, Provision

REMEMBERED = 50_000


class Result(StrEnum):
    """On the facts as reported."""

    MADE_OUT = "made_out"
    POSSIBLE = "possible"
    EXCLUDED = "excluded"


class Why(StrEnum):
    """What a result rests on."""

    ALL_ANSWERED_YES = "all_answered_yes"
    QUESTIONS_OPEN = "questions_open"
    ANSWERED_NO = "answered_no"
    OUTSIDE_CANADA = "outside_canada"


RESULT_OF = {Answer.YES: Result.MADE_OUT, Answer.UNKNOWN: Result.POSSIBLE, Answer.NO: Result.EXCLUDED}
WHY_OF = {
    Result.MADE_OUT: Why.ALL_ANSWERED_YES,
    Result.POSSIBLE: Why.QUESTIONS_OPEN,
    Result.EXCLUDED: Why.ANSWERED_NO,
}


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One provision's result.

    open: the shortest list of unanswered elements that would make it out, each answered yes. also_open: the other
    unanswered elements that could still decide. excluded_by: the shortest list of "no" answers that exclude it by
    themselves. enhanced: what comes of the graver form, where there is one. is_certain: the provision stood on each
    day on which the incident may have happened. summary_until: the last day for a summary prosecution, from the first
    and from the last possible day.
    """

    code: str
    result: Result
    why: Why
    open: tuple[str, ...] = ()
    also_open: tuple[str, ...] = ()
    excluded_by: tuple[str, ...] = ()
    enhanced: Result | None = None
    is_certain: bool = True
    is_confirmed: bool = True
    summary_until: tuple[date, date] | None = None


def assess(
    law: Law, answers: Mapping[str, Answer], when: Span, *, is_wholly_abroad: bool = False
) -> tuple[Finding, ...]:
    """Assess one incident against all provisions that stood on some day of `when`; in the catalogue's order.

    answers: element id to answer; what is absent is unknown. Raises ElementUnknown.
    """
    strange = sorted(answers.keys() - law.element_ids)
    if strange:
        raise ElementUnknown(strange[0])
    return tuple(
        _outside(provision, when)
        if is_wholly_abroad and law.territory.covers(provision)
        else _find(provision, answers, when)
        for provision in law.provisions
        if provision.stands_on_some_day_of(when)
    )


def _outside(provision: Provision, when: Span) -> Finding:
    return Finding(
        code=provision.code,
        result=Result.EXCLUDED,
        why=Why.OUTSIDE_CANADA,
        is_certain=provision.stands_throughout(when),
        is_confirmed=provision.is_confirmed,
    )


def _find(provision: Provision, answers: Mapping[str, Answer], when: Span) -> Finding:
    given = tuple(answers.get(each.id, Answer.UNKNOWN) for each in provision.elements)
    decision = _decide(provision, given)
    return Finding(
        code=provision.code,
        result=decision.result,
        why=WHY_OF[decision.result],
        open=decision.open,
        also_open=decision.also_open,
        excluded_by=decision.excluded_by,
        enhanced=decision.enhanced,
        is_certain=provision.stands_throughout(when),
        is_confirmed=provision.is_confirmed,
        summary_until=_summary_until(provision, when) if decision.result is not Result.EXCLUDED else None,
    )


@dataclass(frozen=True)
class _Decision:
    """What of a finding hangs on the answers alone."""

    result: Result
    enhanced: Result | None
    open: tuple[str, ...]
    also_open: tuple[str, ...]
    excluded_by: tuple[str, ...]


@lru_cache(maxsize=REMEMBERED)
def _decide(provision: Provision, given: tuple[Answer, ...]) -> _Decision:
    """given: the answer to each element, in order. Remembered: a provision has few elements, and answers repeat."""
    ids = [each.id for each in provision.elements]
    order = {id_: place for place, id_ in enumerate(ids)}
    answers = dict(zip(ids, given, strict=True))
    result = RESULT_OF[evaluate(provision.expression, answers)]
    ways = ways_to_yes(provision.expression, answers) if result is Result.POSSIBLE else frozenset()
    needed = shortest(ways, order)
    return _Decision(
        result=result,
        enhanced=RESULT_OF[evaluate(provision.enhanced, answers)] if provision.enhanced else None,
        open=needed,
        also_open=tuple(sorted(frozenset().union(*ways) - set(needed), key=order.__getitem__)),
        excluded_by=shortest(reasons_for_no(provision.expression, answers), order),
    )


def shortest(ways: Iterable[Ids], order: Mapping[str, int]) -> tuple[str, ...]:
    """Return the smallest of some sets, in the provision's order; of two alike, the one whose elements come first."""
    written = [tuple(sorted(way, key=order.__getitem__)) for way in ways]
    return min(written, key=lambda way: (len(way), [order[id_] for id_ in way]), default=())


def _summary_until(provision: Provision, when: Span) -> tuple[date, date] | None:
    """Within so many months after the time when the subject matter arose (Criminal Code, s. 786(2))."""
    if provision.summary_months is None:
        return None
    return months_after(when.first, provision.summary_months), months_after(
        when.last, provision.summary_months
    )


def multiplied(law: Law, findings: Iterable[Finding], answers: Mapping[str, Answer]) -> dict[str, Result]:
    """Return the indictable offences that a link to a foreign entity makes worth referring once more.

    An offence is multiplied no further than it is itself made out, and no further than the link is; what either
    excludes is left out.
    """
    found = list(findings)
    link = answers.get(law.multiplier.link, Answer.UNKNOWN)
    if link is Answer.NO or law.multiplier.code not in {each.code for each in found}:
        return {}
    return {
        each.code: each.result if link is Answer.YES else Result.POSSIBLE
        for each in found
        if each.result is not Result.EXCLUDED and law.multiplier.covers(law.by_code[each.code])
    }
