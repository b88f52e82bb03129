# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Laws that hold whatever is answered: an unknown is never "no duty", an exemption never makes one."""

from dataclasses import replace
from datetime import date
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from safehold.core.influence import Answer, Days, Effect, Facts, Outcome, Scheme, any_of, assess
from safehold.core.influence.tests.schemes import (
    CODES,
    ELEMENTS,
    EXEMPTIONS,
    TODAY,
    any_answers,
    any_days,
    any_scheme,
)

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
HEIGHT = {Outcome.REGISTER: 2, Outcome.NEEDS_REVIEW: 1}


def outcome(scheme: Scheme, facts: Facts, today: date = TODAY) -> Outcome:
    return assess(scheme, facts, today).outcome


@given(any_scheme(), any_answers, any_days(), st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_whatever_is_answered_there_is_one_result_with_reasons(
    scheme: Scheme, answers: dict[str, Answer], days: Days, today: date
) -> None:
    found = assess(scheme, Facts(answers=answers, days=days), today)
    assert found.reasons and found.decided_by in found.reasons
    assert found.outcome.is_no_duty == (found.decided_by.effect is Effect.ENDS)
    assert all(each.citation.is_confirmed for each in found.reasons if each.effect is Effect.ENDS)
    assert (found.outcome is Outcome.REGISTER) == all(each.effect is Effect.PASSES for each in found.reasons)


def completions(answers: dict[str, Answer]) -> list[dict[str, Answer]]:
    """All that the unknown answers might turn out to be."""
    open_codes = [code for code in CODES if answers[code] is UNKNOWN]
    return [
        answers | dict(zip(open_codes, values, strict=True))
        for values in product((YES, NO), repeat=len(open_codes))
    ]


@settings(max_examples=150)
@given(any_scheme(), any_answers, any_days(), st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_an_unknown_never_turns_into_no_duty(
    scheme: Scheme, answers: dict[str, Answer], days: Days, today: date
) -> None:
    """There is "no duty" only where there is none whatever the unknown answers turn out to be; the same for a duty."""
    found = outcome(scheme, Facts(answers=answers, days=days), today)
    if found is Outcome.NEEDS_REVIEW:
        return
    ends = {outcome(scheme, Facts(answers=each, days=days), today) for each in completions(answers)}
    if found is Outcome.REGISTER:
        assert ends == {Outcome.REGISTER}
    else:
        assert all(each.is_no_duty for each in ends)


@given(any_scheme(), any_answers, any_days(), any_days(), any_days())
def test_an_unknown_day_never_turns_into_no_duty(
    scheme: Scheme, answers: dict[str, Answer], days: Days, one: Days, other: Days
) -> None:
    """What is said without a day holds for every day that it might be."""
    blank = replace(days, entered_on=None)
    found = outcome(scheme, Facts(answers=answers, days=blank))
    for entered in {one.entered_on, other.entered_on, days.entered_on}:
        if entered is None or (blank.ended_on and blank.ended_on < entered):
            continue
        if entered > TODAY:
            continue  # "not known" is said of something that has been
        full = outcome(scheme, Facts(answers=answers, days=replace(blank, entered_on=entered)))
        assert not (found.is_no_duty and not full.is_no_duty)


@given(any_scheme(), any_answers, any_days(), st.sampled_from(EXEMPTIONS))
def test_a_yes_to_an_exemption_never_creates_a_duty(
    scheme: Scheme, answers: dict[str, Answer], days: Days, code: str
) -> None:
    before = outcome(scheme, Facts(answers=answers | {code: NO}, days=days))
    for given_answer in (UNKNOWN, YES):
        after = outcome(scheme, Facts(answers=answers | {code: given_answer}, days=days))
        assert HEIGHT.get(after, 0) <= HEIGHT.get(before, 0)
        before = after


@given(any_scheme(), any_answers, any_days(), st.sampled_from(ELEMENTS))
def test_more_of_what_makes_a_duty_never_ends_one(
    scheme: Scheme, answers: dict[str, Answer], days: Days, code: str
) -> None:
    """From no to unknown to yes the result climbs, as long as no other row says no."""
    heights = []
    for given_answer in (NO, UNKNOWN, YES):
        found = assess(scheme, Facts(answers=answers | {code: given_answer}, days=days), TODAY)
        if any(each.effect is Effect.WOULD_END for each in found.reasons):
            return
        heights.append(HEIGHT.get(found.outcome, 0))
    assert heights == sorted(heights)


@given(st.lists(st.sampled_from(list(Answer)), max_size=5))
def test_any_of_is_kleenes_or(answers: list[Answer]) -> None:
    found = any_of(answers)
    assert (found is YES) == (YES in answers)
    assert (found is NO) == (bool(answers) and set(answers) == {NO})
    assert any_of([*answers, YES]) is YES
