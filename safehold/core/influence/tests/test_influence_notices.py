# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Notices of violation: what one must set out, how long one may answer, what may follow."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safehold.core.influence import (
    Answer,
    Course,
    Notice,
    NoticeIncomplete,
    PenaltyRange,
    Stage,
    Violation,
    is_deemed_committed,
    is_in_range,
    may_impose,
    may_proceed,
    missing_from,
    must_publish,
    reply_due,
    require_complete,
    stage_of,
)
from safehold.core.influence.tests.schemes import HEARD, READ, START, make_scheme

SERVED = date(2026, 11, 2)
DUE = date(2026, 12, 2)
AFTER = date(2026, 12, 3)
WHOLE = Notice(
    name="Bright Harbour Ltd.",
    violation=Violation.NOT_PROVIDED,
    nature="did not provide the information within 14 days",
    penalty_dollars=5_000,
    manner="by letter to the office",
    says_what_follows=True,
)


def test_a_whole_notice_lacks_nothing() -> None:
    assert missing_from(WHOLE) == ()
    require_complete(WHOLE)


@pytest.mark.parametrize(
    ("changed", "paragraph"),
    [
        ({"name": " "}, "(a)"),
        ({"violation": None}, "(b)"),
        ({"nature": ""}, "(b)"),
        ({"penalty_dollars": None}, "(c)"),
        ({"days_to_answer": 29}, "(d)"),
        ({"manner": ""}, "(d)"),
        ({"says_what_follows": False}, "(e)"),
    ],
)
def test_each_paragraph_of_section_19_2_is_asked_for(changed: dict[str, object], paragraph: str) -> None:
    notice = replace(WHOLE, **changed)  # type: ignore[arg-type]
    assert missing_from(notice) == (paragraph,)
    with pytest.raises(NoticeIncomplete) as raised:
        require_complete(notice)
    assert raised.value.missing == (paragraph,)


def test_thirty_days_after_the_day_of_service_or_more_but_never_fewer() -> None:
    assert reply_due(make_scheme(), SERVED).due_on == DUE
    assert reply_due(make_scheme(), SERVED, 45).due_on == date(2026, 12, 17)
    with pytest.raises(ValueError, match="more days"):
        reply_due(make_scheme(), SERVED, 29)
    with pytest.raises(ValueError, match="no such clock"):
        reply_due(replace(make_scheme(), reply=None), SERVED)


def test_an_amount_is_judged_only_by_confirmed_regulations() -> None:
    scheme = make_scheme()
    assert is_in_range(5_000, scheme, SERVED) is Answer.UNKNOWN
    reported = PenaltyRange(citation=HEARD, least_dollars=50, most_dollars=1_000_000)
    assert is_in_range(5_000, replace(scheme, penalties=(reported,)), SERVED) is Answer.UNKNOWN
    made = replace(scheme, penalties=(replace(reported, citation=READ, applies_from=START),))
    assert is_in_range(5_000, made, SERVED) is Answer.YES
    assert is_in_range(49, made, SERVED) is Answer.NO
    assert is_in_range(5_000, made, START - timedelta(days=1)) is Answer.UNKNOWN


def served(**more: Any) -> Course:
    return Course(served_on=SERVED, due_on=DUE, **more)


def answered(**more: Any) -> Course:
    return served(represented_on=DUE, **more)


@pytest.mark.parametrize(
    ("course", "today", "stage", "deemed", "published"),
    [
        (Course(), SERVED, Stage.NOT_SERVED, False, False),
        (served(), DUE, Stage.OPEN, False, False),
        (served(), AFTER, Stage.UNANSWERED, True, False),
        (served(paid_on=DUE), DUE, Stage.PAID, True, True),
        (served(paid_on=AFTER), AFTER, Stage.UNANSWERED, True, False),
        (answered(), AFTER, Stage.TO_DECIDE, False, False),
        (answered(decided_on=DUE, was_committed=False), DUE, Stage.DECIDED, False, False),
        (answered(decided_on=DUE, was_committed=True), DUE, Stage.DECIDED, False, True),
        (served(decided_on=AFTER), AFTER, Stage.DECIDED, True, True),
    ],
)
def test_where_a_notice_stands(
    course: Course, today: date, stage: Stage, deemed: bool, published: bool
) -> None:
    assert stage_of(course, today) is stage
    assert is_deemed_committed(course, today) is deemed
    assert must_publish(course, today) is published


@given(st.integers(-10, 10_000), st.sampled_from([True, False, None]))
def test_never_more_than_the_notice_and_nothing_without_a_violation(
    dollars: int, committed: bool | None
) -> None:
    decided = answered(decided_on=DUE, was_committed=committed)
    assert may_impose(decided, WHOLE, dollars, DUE) == (0 <= dollars <= (5_000 if committed else 0))
    assert not may_impose(served(), WHOLE, dollars, DUE)
    assert may_impose(served(), WHOLE, dollars, AFTER) == (0 <= dollars <= 5_000)
    assert not may_impose(served(paid_on=SERVED), WHOLE, dollars, DUE)


def test_violation_or_offence_but_not_both() -> None:
    assert may_proceed(as_violation=True, began_as_violation=True, began_as_offence=False)
    assert not may_proceed(as_violation=True, began_as_violation=False, began_as_offence=True)
    assert not may_proceed(as_violation=False, began_as_violation=True, began_as_offence=False)
    assert may_proceed(as_violation=False, began_as_violation=False, began_as_offence=True)


def test_due_diligence_is_no_defence_to_false_information() -> None:
    assert Violation.NOT_PROVIDED.has_due_diligence and Violation.NOT_UPDATED.has_due_diligence
    assert not Violation.FALSE_OR_MISLEADING.has_due_diligence
