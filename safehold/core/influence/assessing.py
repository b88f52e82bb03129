# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Must this be registered? The rows of a scheme's decision table, in their order, with the reasons.

The first row that does not pass decides. Unknown never becomes "no duty": an answer that is not known, a rule that
nobody has confirmed, and a day of commencement that is only reported all end in NEEDS_REVIEW. What comes after is still
looked at, so that a person who reviews it sees everything; a later "no" then says what it would end, and ends nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from safehold.core.influence.deadlines import Deadline
from safehold.core.influence.levels import Days, Finding, Why, find_at
from safehold.core.influence.scheme import Citation, Option, Question, Role, Scheme
from safehold.core.kleene import Answer, any_of


class Outcome(StrEnum):
    REGISTER = "register"
    NEEDS_REVIEW = "needs_review"
    EXEMPT = "exempt_keep_record"
    NOT_YET = "not_yet_registrable"
    NOT_REGISTRABLE = "not_registrable"

    @property
    def is_no_duty(self) -> bool:
        return self not in (Outcome.REGISTER, Outcome.NEEDS_REVIEW)


class Effect(StrEnum):
    """What the answer to one question does."""

    PASSES = "passes"
    """The duty is still possible."""
    REVIEW = "review"
    """A person must look at it."""
    ENDS = "ends"
    """There is no duty."""
    WOULD_END = "would_end"
    """There would be no duty; but something before it must be looked at first."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of an arrangement. answers: by code of option, or by id of a question without options.

    What is not answered is UNKNOWN.
    """

    answers: Mapping[str, Answer]
    days: Days = field(default_factory=Days)

    def answer(self, code: str) -> Answer:
        return self.answers.get(code, Answer.UNKNOWN)


@dataclass(frozen=True, kw_only=True)
class Reason:
    """What one question did. given: how it was answered; chosen: the options that were answered yes.

    answer: what that came to, which may be UNKNOWN for a rule that nobody has confirmed.
    """

    question: str
    given: Answer
    answer: Answer
    effect: Effect
    citation: Citation
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """The result. decided_by: the reason that decided; for REGISTER the last one."""

    outcome: Outcome
    reasons: tuple[Reason, ...]
    findings: tuple[Finding, ...]
    deadlines: tuple[Deadline, ...]

    @property
    def decided_by(self) -> Reason:
        return next((each for each in self.reasons if each.effect is not Effect.PASSES), self.reasons[-1])

    @property
    def to_clear_up(self) -> tuple[Reason, ...]:
        """The questions that a person must look at."""
        return tuple(each for each in self.reasons if each.effect is Effect.REVIEW)


def assess(scheme: Scheme, facts: Facts, today: date) -> Assessment:
    """Go through a scheme's questions until one says that there is no duty, or all are answered."""
    findings = find_levels(scheme, facts, today)
    day = relevant_day(findings, facts, today)
    reasons: list[Reason] = []
    for question in scheme.questions:
        must_review = any(each.effect is Effect.REVIEW for each in reasons)
        reasons.append(_reason(question, facts, findings, day, must_review))
        if reasons[-1].effect in (Effect.ENDS, Effect.WOULD_END):
            break
    outcome = _outcome(scheme, reasons, findings)
    if not any(each.question == scheme.level_question.id for each in reasons):
        findings = []
    may_be_due = outcome in (Outcome.REGISTER, Outcome.NEEDS_REVIEW, Outcome.NOT_YET)
    return Assessment(
        outcome=outcome,
        reasons=tuple(reasons),
        findings=tuple(findings),
        deadlines=tuple(d for each in findings for d in each.deadlines) if may_be_due else (),
    )


def find_levels(scheme: Scheme, facts: Facts, today: date) -> list[Finding]:
    """What holds at each level that is, or may be, concerned."""
    found = (find_at(level, facts.answer(level.code), facts.days, today) for level in scheme.levels)
    return [each for each in found if each is not None]


def relevant_day(findings: Sequence[Finding], facts: Facts, today: date) -> date:
    """The day whose regulations count: the first from which a period runs; else that of entering; else today."""
    starts = [d.counted_from for each in findings for d in each.deadlines if d.counted_from]
    return min(starts, default=facts.days.entered_on or today)


def answer_to(question: Question, facts: Facts, day: date) -> Answer:
    """What a question comes to. A rule that nobody has confirmed decides nothing."""
    if not question.citation.is_confirmed:
        return Answer.UNKNOWN
    if not question.options:
        return facts.answer(question.id)
    if all(facts.answer(code) is Answer.NO for code in question.codes):
        return question.none
    return any_of(_weigh(option, facts.answer(option.code), day) for option in question.options)


def _weigh(option: Option, answer: Answer, day: date) -> Answer:
    if option.applies and not option.applies.covers(day):
        return Answer.NO
    if answer is not Answer.YES:
        return answer
    is_confirmed = option.citation.is_confirmed and (
        option.applies is None or option.applies.citation.is_confirmed
    )
    return option.counts if is_confirmed else Answer.UNKNOWN


def _of_levels(question: Question, facts: Facts, findings: Sequence[Finding]) -> Answer:
    """Whether the duty reaches the arrangement at some level. While no level is named for sure, it may also be none."""
    answer = any_of(each.answer for each in findings)
    may_be_none = not any(facts.answer(code) is Answer.YES for code in question.codes)
    return question.none if answer is Answer.NO and may_be_none else answer


def _reason(
    question: Question, facts: Facts, findings: Sequence[Finding], day: date, must_review: bool
) -> Reason:
    if question.role is Role.LEVEL and question.citation.is_confirmed and findings:
        answer = _of_levels(question, facts, findings)
    else:
        answer = answer_to(question, facts, day)
    ending = Answer.YES if question.role is Role.EXEMPTION else Answer.NO
    effect = Effect.PASSES
    if answer is Answer.UNKNOWN:
        effect = Effect.REVIEW
    elif answer is ending:
        effect = Effect.WOULD_END if must_review else Effect.ENDS
    chosen = tuple(code for code in question.codes if question.options and facts.answer(code) is Answer.YES)
    return Reason(
        question=question.id,
        given=any_of(facts.answer(code) for code in question.codes),
        answer=answer,
        effect=effect,
        citation=_cited(question, facts, answer, day),
        chosen=chosen,
    )


def _cited(question: Question, facts: Facts, answer: Answer, day: date) -> Citation:
    """The rule of the exemption that made the answer; else that of the question."""
    if question.role is Role.EXEMPTION and answer is not Answer.NO:
        for option in question.options:
            if facts.answer(option.code) is Answer.YES and _weigh(option, Answer.YES, day) is answer:
                return option.citation
    return question.citation


def _outcome(scheme: Scheme, reasons: Sequence[Reason], findings: Sequence[Finding]) -> Outcome:
    decided = next((each for each in reasons if each.effect is not Effect.PASSES), None)
    if decided is None:
        return Outcome.REGISTER
    if decided.effect is Effect.REVIEW:
        return Outcome.NEEDS_REVIEW
    role = next(each.role for each in scheme.questions if each.id == decided.question)
    if role is Role.EXEMPTION:
        return Outcome.EXEMPT
    if role is Role.LEVEL and any(each.why is Why.NOT_YET for each in findings):
        return Outcome.NOT_YET
    return Outcome.NOT_REGISTRABLE
