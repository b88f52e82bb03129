# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Notices of violation, as ss. 18 to 21 of the Act have them: what one sets out, how its clock runs, what follows.

Nothing here accuses anybody. A person has the reasonable grounds (s. 19(1)) and decides on a balance of probabilities
(s. 20(2)); this only says what is missing, what is due, and what the law then allows.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from safehold.core.influence.deadlines import Deadline, start_clock
from safehold.core.influence.errors import NoticeIncomplete
from safehold.core.influence.scheme import Clock, Scheme, on_day
from safehold.core.kleene import Answer

LEAST_DAYS = 30
"""s. 19(2)(d): "within 30 days after the day on which the notice is served or within any longer period"."""


class Violation(StrEnum):
    """What s. 18(1) makes a violation."""

    NOT_PROVIDED = "5(1)"
    NOT_UPDATED = "5(2)"
    FALSE_OR_MISLEADING = "7"

    @property
    def has_due_diligence(self) -> bool:
        """Whether due diligence is a defence to the offence of the same name (s. 23(2))."""
        return self is not Violation.FALSE_OR_MISLEADING


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What a notice of violation sets out (s. 19(2)). days_to_answer: 30 or, where the Commissioner says so, more."""

    name: str = ""
    violation: Violation | None = None
    nature: str = ""
    penalty_dollars: int | None = None
    days_to_answer: int = LEAST_DAYS
    manner: str = ""
    says_what_follows: bool = False


def missing_from(notice: Notice) -> tuple[str, ...]:
    """Return the paragraphs of s. 19(2) that a notice does not meet, in order."""
    met = {
        "(a)": bool(notice.name.strip()),  # the person's name
        "(b)": notice.violation is not None and bool(notice.nature.strip()),  # the violation at issue
        "(c)": notice.penalty_dollars is not None and notice.penalty_dollars >= 0,  # the amount
        "(d)": notice.days_to_answer >= LEAST_DAYS
        and bool(notice.manner.strip()),  # the right, and the manner
        "(e)": notice.says_what_follows,  # that one who does neither is deemed to have committed it
    }
    return tuple(paragraph for paragraph, is_met in met.items() if not is_met)


def require_complete(notice: Notice) -> None:
    """Raise NoticeIncomplete for a notice that does not set out what s. 19(2) asks for."""
    if missing := missing_from(notice):
        raise NoticeIncomplete(missing)


def is_in_range(dollars: int, scheme: Scheme, day: date) -> Answer:
    """Whether regulations under s. 22(a) allow an amount; UNKNOWN where nobody has confirmed them for that day."""
    allowed = on_day(scheme.penalties, day)
    if allowed is None:
        return Answer.UNKNOWN
    return Answer.YES if allowed.least_dollars <= dollars <= allowed.most_dollars else Answer.NO


def may_publish_agreement(scheme: Scheme, day: date) -> Answer:
    """Whether a compliance agreement may be made public; UNKNOWN where nobody has confirmed the regulations.

    The Act says no more of them than that regulations may (s. 22(c)), and forbids telling what they do not (s. 15).
    """
    rule = on_day(scheme.agreements, day)
    if rule is None:
        return Answer.UNKNOWN
    return Answer.YES if rule.is_published else Answer.NO


def reply_due(scheme: Scheme, served_on: date, days_to_answer: int = LEAST_DAYS) -> Deadline:
    """Return until when to pay or make representations. Raises ValueError for fewer days than the law gives."""
    clock = scheme.reply
    if clock is None or clock.days is None:
        raise ValueError("This scheme has no such clock.")
    if days_to_answer < clock.days:
        raise ValueError("The law gives more days than that.")
    return start_clock(Clock(id=clock.id, citation=clock.citation, days=days_to_answer), served_on)


class Stage(StrEnum):
    """Where a notice stands."""

    NOT_SERVED = "not_served"
    OPEN = "open"
    """The person may pay or make representations."""
    PAID = "paid"
    """s. 20(1): deemed committed; the proceedings are ended."""
    TO_DECIDE = "to_decide"
    """s. 20(2): representations were made; it must be decided, on a balance of probabilities."""
    UNANSWERED = "unanswered"
    """s. 20(3): neither was done in time; deemed committed; a penalty may be imposed."""
    DECIDED = "decided"


@dataclass(frozen=True, kw_only=True)
class Course:
    """What has happened since a notice was issued. was_committed: what was decided after representations."""

    served_on: date | None = None
    due_on: date | None = None
    paid_on: date | None = None
    represented_on: date | None = None
    decided_on: date | None = None
    was_committed: bool | None = None


def stage_of(course: Course, today: date) -> Stage:
    """Return where a notice stands today. What came after the last day did not come "in accordance with the notice"."""
    if course.served_on is None or course.due_on is None:
        return Stage.NOT_SERVED
    if course.paid_on and course.paid_on <= course.due_on:
        return Stage.PAID
    if course.decided_on:
        return Stage.DECIDED
    if course.represented_on and course.represented_on <= course.due_on:
        return Stage.TO_DECIDE
    return Stage.OPEN if today <= course.due_on else Stage.UNANSWERED


def is_deemed_committed(course: Course, today: date) -> bool:
    """Whether the law itself takes the violation as committed: paid (s. 20(1)) or unanswered (s. 20(3))."""
    was_answered = bool(course.represented_on and course.due_on and course.represented_on <= course.due_on)
    stage = stage_of(course, today)
    return stage in (Stage.PAID, Stage.UNANSWERED) or (stage is Stage.DECIDED and not was_answered)


def may_impose(course: Course, notice: Notice, dollars: int, today: date) -> bool:
    """Whether a decision may impose this amount: the notice's, a lesser one or none (s. 20(2), (3)).

    After representations only where the violation was found committed.
    """
    if stage_of(course, today) not in (Stage.TO_DECIDE, Stage.UNANSWERED, Stage.DECIDED):
        return False
    is_committed = is_deemed_committed(course, today) or course.was_committed is True
    most = notice.penalty_dollars or 0
    return 0 <= dollars <= (most if is_committed else 0)


def must_publish(course: Course, today: date) -> bool:
    """Whether s. 21(1) makes nature, name and amount public: the violation was committed, and it is over."""
    stage = stage_of(course, today)
    if stage is Stage.PAID:
        return True
    return stage is Stage.DECIDED and (is_deemed_committed(course, today) or course.was_committed is True)


PUBLISHED = ("nature", "name", "penalty_dollars")
"""What s. 21(1) makes public. Reasons may be added (s. 21(2))."""


def may_proceed(*, as_violation: bool, began_as_violation: bool, began_as_offence: bool) -> bool:
    """Whether one act or omission may be proceeded with in this manner: the other one precludes it (s. 18(3))."""
    return not (began_as_offence if as_violation else began_as_violation)
