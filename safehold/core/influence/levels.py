# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whether the duty reaches an arrangement at one level of a scheme, by its day of commencement.

Canada: s. 4(a), (b), (c) begin each on a day of its own; ss. 33, 34, 35 say what becomes of older arrangements.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from safehold.core.influence.deadlines import Deadline, start_clock
from safehold.core.influence.errors import DaysOutOfOrder
from safehold.core.influence.scheme import Citation, Dated, Level
from safehold.core.kleene import Answer


class Why(StrEnum):
    """What decided at a level."""

    NEW = "new"
    """Entered into when the level was in force: s. 5(1)."""
    EXISTING = "existing"
    """Older, and in force on the day of commencement: ss. 33 to 35."""
    EITHER = "either"
    """One of the two; the day of entering would say which."""
    NOT_YET = "not_yet"
    """The level begins later."""
    ENDED_BEFORE = "ended_before"
    """The arrangement was over before the level began."""
    ENDED_THAT_DAY = "ended_that_day"
    """It ended on that very day: whether it was "in force on that day" is for a person to say."""
    DAY_MISSING = "day_missing"
    """A day that would decide is not known."""
    NO_LONGER = "no_longer"
    """The level is not in force any more."""
    REPORTED = "reported"
    """A day of commencement is reported, and nobody has confirmed it."""
    NOT_KNOWN = "not_known"
    """No day of commencement is known."""
    LEVEL_UNSURE = "level_unsure"
    """Whether this level is concerned is not known."""


ANSWER_OF = {
    Why.NEW: Answer.YES,
    Why.EXISTING: Answer.YES,
    Why.EITHER: Answer.YES,
    Why.NOT_YET: Answer.NO,
    Why.ENDED_BEFORE: Answer.NO,
    Why.NO_LONGER: Answer.NO,
    Why.ENDED_THAT_DAY: Answer.UNKNOWN,
    Why.DAY_MISSING: Answer.UNKNOWN,
}


@dataclass(frozen=True, kw_only=True)
class Days:
    """The days of an arrangement, as far as they are known. is_in_force: today. Raises DaysOutOfOrder."""

    entered_on: date | None = None
    ended_on: date | None = None
    is_in_force: Answer = Answer.UNKNOWN

    def __post_init__(self) -> None:
        if self.entered_on and self.ended_on and self.ended_on < self.entered_on:
            raise DaysOutOfOrder("An arrangement ends on the day it was entered into, or later.")


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What holds at one level. answer: whether the duty reaches the arrangement there. began: its commencement.

    if_it_holds: what would decide, if the reported day of commencement were confirmed.
    """

    level: str
    answer: Answer
    why: Why
    citation: Citation
    began: Dated | None = None
    deadlines: tuple[Deadline, ...] = ()
    if_it_holds: Why | None = None


def find_at(level: Level, is_concerned: Answer, days: Days, today: date) -> Finding | None:
    """Return what holds at a level; None where it is not concerned.

    A level that nobody has confirmed is UNKNOWN, whatever is reported; its deadlines are then indications.
    """
    if is_concerned is Answer.NO:
        return None
    confirmed = [each for each in level.in_force if each.citation.is_confirmed]
    if confirmed:
        found = _weigh(level, _that_fits(confirmed, days.entered_on or today), days, today)
    elif level.in_force:
        found = _as_reported(_weigh(level, level.in_force[0], days, today))
    else:
        found = Finding(level=level.code, answer=Answer.UNKNOWN, why=Why.NOT_KNOWN, citation=level.citation)
    if is_concerned is Answer.UNKNOWN and found.answer is Answer.YES:
        return replace(found, answer=Answer.UNKNOWN, why=Why.LEVEL_UNSURE)
    return found


def _that_fits(periods: list[Dated], day: date) -> Dated:
    """The period in which `day` falls; else the next one to begin; else the last."""
    ordered = sorted(periods, key=lambda each: each.applies_from or date.min)
    covering = [each for each in ordered if each.covers(day)]
    later = [each for each in ordered if each.applies_from and each.applies_from > day]
    return (covering or later or ordered[-1:])[0]


def _as_reported(found: Finding) -> Finding:
    """A finding that stands on a reported day: nothing follows from it, and its days are indications."""
    deadlines = tuple(replace(each, is_indicative=True) for each in found.deadlines)
    return replace(found, answer=Answer.UNKNOWN, why=Why.REPORTED, deadlines=deadlines, if_it_holds=found.why)


def _weigh(level: Level, period: Dated, days: Days, today: date) -> Finding:
    """Apply s. 5(1), or the transitional provision of the level, to what is known."""
    why = _why(period, days, today)
    new = start_clock(level.new, days.entered_on, level=level.code)
    existing = start_clock(level.existing, period.applies_from, level=level.code)
    deadlines = {
        Why.NEW: (new,),
        Why.EXISTING: (existing,),
        Why.EITHER: (new, existing),
        Why.NOT_YET: (existing,),
    }.get(why, ())
    is_of_the_period = why in (Why.NOT_YET, Why.NO_LONGER)
    return Finding(
        level=level.code,
        answer=ANSWER_OF[why],
        why=why,
        citation=period.citation if is_of_the_period else (new if why is Why.NEW else existing).citation,
        began=period,
        deadlines=deadlines,
    )


def _why(period: Dated, days: Days, today: date) -> Why:
    start, entered = period.applies_from or date.min, days.entered_on
    if period.applies_to and (entered or today) > period.applies_to:
        return Why.NO_LONGER if entered else Why.DAY_MISSING
    if entered and entered >= start:
        return Why.NEW
    if days.ended_on and days.ended_on < start and days.is_in_force is not Answer.YES:
        return Why.ENDED_BEFORE
    if entered and today < start:
        return Why.NOT_YET
    return _why_of_an_older_one(period, days, today)


def _why_of_an_older_one(period: Dated, days: Days, today: date) -> Why:
    """Whether it reached the day of commencement: "is in force on that day" (ss. 33 to 35)."""
    start = period.applies_from or date.min
    if days.ended_on == start:
        return Why.ENDED_THAT_DAY
    if today < start or (days.is_in_force is not Answer.YES and days.ended_on is None):
        return Why.DAY_MISSING
    if days.entered_on:
        return Why.EXISTING
    return Why.NEW if period.applies_from is None else Why.EITHER
