# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A registration scheme as data: its questions, its levels, its clocks, each with where it was read.

No country stands here. Canada's scheme and its comparators are written in the catalogue and handed in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from safehold.core.influence.errors import SchemeUnsound
from safehold.core.kleene import Answer

CONFIRMED, TO_CONFIRM = "confirmed", "to_confirm"


@dataclass(frozen=True, kw_only=True)
class Citation:
    """Where a rule was read. rule: its id in the catalogue. as_of: the day on which it was read, as known."""

    rule: str
    source: str
    as_of: str
    confidence: str
    clause: str = ""

    @property
    def is_confirmed(self) -> bool:
        return self.confidence == CONFIRMED


@dataclass(frozen=True, kw_only=True)
class Dated:
    """Something that a regulation or an order fixes, and the days for which it does. Both ends are included."""

    citation: Citation
    applies_from: date | None = None
    applies_to: date | None = None

    def covers(self, day: date) -> bool:
        return (self.applies_from is None or self.applies_from <= day) and (
            self.applies_to is None or day <= self.applies_to
        )


@dataclass(frozen=True, kw_only=True)
class DatedDays(Dated):
    """A number of days."""

    days: int


@dataclass(frozen=True, kw_only=True)
class PenaltyRange(Dated):
    """The least and the most of an administrative monetary penalty, in whole dollars."""

    least_dollars: int
    most_dollars: int


@dataclass(frozen=True, kw_only=True)
class AgreementRule(Dated):
    """Whether regulations let a compliance agreement be made public (s. 22(c), s. 15(e))."""

    is_published: bool


D = TypeVar("D", bound=Dated)


def on_day(entries: Sequence[D], day: date) -> D | None:
    """Return the confirmed entry for `day`, the one that began last; None where there is none."""
    fitting = [each for each in entries if each.citation.is_confirmed and each.covers(day)]
    return max(fitting, key=lambda each: each.applies_from or date.min, default=None)


class Role(StrEnum):
    """What a question decides."""

    ELEMENT = "element"
    """Without it there is nothing to register."""
    LEVEL = "level"
    """Which part of the scheme is concerned; each has its own day of commencement."""
    EXEMPTION = "exemption"
    """With it the duty does not apply."""


ORDER = (Role.ELEMENT, Role.LEVEL, Role.EXEMPTION)


@dataclass(frozen=True, kw_only=True)
class Option:
    """One of the things that answer a question.

    counts: what choosing it answers; UNKNOWN where the choice alone settles nothing, such as a class whose list
    nobody has read. applies: the days for which it stands, where a regulation made it.
    """

    code: str
    citation: Citation
    counts: Answer = Answer.YES
    applies: Dated | None = None


@dataclass(frozen=True, kw_only=True)
class Question:
    """One row of a decision table. Without options it is answered under its own id.

    none: what it answers that none of the options fits; UNKNOWN where the options may not be all there are.
    """

    id: str
    role: Role
    citation: Citation
    options: tuple[Option, ...] = ()
    none: Answer = Answer.NO

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(option.code for option in self.options) or (self.id,)


@dataclass(frozen=True, kw_only=True)
class Clock:
    """A period that the law sets. days: after the day that starts it. fixed_on: a day named by the law instead."""

    id: str
    citation: Citation
    days: int | None = None
    fixed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Level:
    """A part of the scheme with its own day of commencement. not_before: a level that must have begun by then."""

    code: str
    citation: Citation
    new: Clock
    existing: Clock
    in_force: tuple[Dated, ...] = ()
    not_before: str = ""


@dataclass(frozen=True, kw_only=True)
class Scheme:
    """A whole scheme. Raises SchemeUnsound when its parts do not fit."""

    code: str
    questions: tuple[Question, ...]
    levels: tuple[Level, ...]
    update: Clock
    reply: Clock | None = None
    update_days: tuple[DatedDays, ...] = ()
    penalties: tuple[PenaltyRange, ...] = ()
    agreements: tuple[AgreementRule, ...] = ()

    def __post_init__(self) -> None:
        codes = [code for question in self.questions for code in question.codes]
        roles = [ORDER.index(question.role) for question in self.questions]
        if len(set(codes)) < len(codes):
            raise SchemeUnsound("A code stands twice.")
        if roles != sorted(roles) or roles.count(1) != 1 or roles.count(2) != 1:
            raise SchemeUnsound("Elements come first, then one question of levels, then one of exemptions.")
        if self.level_question.codes != tuple(level.code for level in self.levels):
            raise SchemeUnsound("The question of levels names each level, in order.")
        self._check_order_of_levels()

    def _check_order_of_levels(self) -> None:
        begins = {level.code: _first_day(level) for level in self.levels}
        for level in self.levels:
            own = begins[level.code]
            if not level.not_before or own is None:
                continue
            other = begins.get(level.not_before)
            if other is None or own < other:
                raise SchemeUnsound(f"{level.code} may not begin before {level.not_before}.")

    @property
    def level_question(self) -> Question:
        return next(each for each in self.questions if each.role is Role.LEVEL)

    def level(self, code: str) -> Level:
        """Return a level. Raises SchemeUnsound for a code that it has not."""
        for level in self.levels:
            if level.code == code:
                return level
        raise SchemeUnsound("There is no such level.")


def _first_day(level: Level) -> date | None:
    """The day on which a level begins for the first time, as far as that is confirmed."""
    days = [each.applies_from or date.min for each in level.in_force if each.citation.is_confirmed]
    return min(days, default=None)
