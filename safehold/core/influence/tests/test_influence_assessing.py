# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Must it be registered? Each row of the table. What holds for every answer: `test_influence_laws`."""

from dataclasses import replace
from datetime import date

import pytest

from safehold.core.influence import (
    Answer,
    Dated,
    Days,
    DaysOutOfOrder,
    Effect,
    Facts,
    Option,
    Outcome,
    Scheme,
    SchemeUnsound,
    Why,
    assess,
)
from safehold.core.influence.tests.schemes import (
    HEARD,
    LATER,
    READ,
    START,
    TODAY,
    begins,
    make_facts,
    make_scheme,
)

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN


def outcome(scheme: Scheme, facts: Facts, today: date = TODAY) -> Outcome:
    return assess(scheme, facts, today).outcome


@pytest.mark.parametrize(
    ("changed", "expected", "decided_by"),
    [
        ({}, Outcome.REGISTER, "exempt"),
        ({"deal": NO}, Outcome.NOT_REGISTRABLE, "deal"),
        ({"deal": UNKNOWN}, Outcome.NEEDS_REVIEW, "deal"),
        ({"talk": NO}, Outcome.NOT_REGISTRABLE, "activity"),
        ({"talk": NO, "pay": UNKNOWN}, Outcome.NEEDS_REVIEW, "activity"),
        ({"talk": NO, "vague": YES}, Outcome.NEEDS_REVIEW, "activity"),
        ({"near": UNKNOWN}, Outcome.NEEDS_REVIEW, "level"),
        ({"near": NO}, Outcome.NEEDS_REVIEW, "level"),
        ({"near": NO, "far": YES}, Outcome.NOT_YET, "level"),
        ({"far": YES}, Outcome.REGISTER, "exempt"),
        ({"crown": YES}, Outcome.EXEMPT, "exempt"),
        ({"crown": UNKNOWN}, Outcome.NEEDS_REVIEW, "exempt"),
        ({"listed": YES}, Outcome.NEEDS_REVIEW, "exempt"),
        ({"listed": YES, "crown": YES}, Outcome.EXEMPT, "exempt"),
    ],
)
def test_first_row_that_does_not_pass_decides(
    changed: dict[str, Answer], expected: Outcome, decided_by: str
) -> None:
    found = assess(make_scheme(), make_facts(changed=changed), TODAY)
    assert (found.outcome, found.decided_by.question) == (expected, decided_by)


def test_a_no_after_an_unknown_says_what_it_would_end_and_ends_nothing() -> None:
    found = assess(make_scheme(), make_facts(changed={"deal": UNKNOWN, "talk": NO}), TODAY)
    assert found.outcome is Outcome.NEEDS_REVIEW
    assert [(each.question, each.effect) for each in found.reasons] == [
        ("deal", Effect.REVIEW),
        ("activity", Effect.WOULD_END),
    ]
    assert [each.question for each in found.to_clear_up] == ["deal"]


def test_an_unconfirmed_rule_ends_nothing() -> None:
    scheme = make_scheme()
    doubted = replace(scheme, questions=(replace(scheme.questions[0], citation=HEARD), *scheme.questions[1:]))
    assert outcome(scheme, make_facts(changed={"deal": NO})) is Outcome.NOT_REGISTRABLE
    assert outcome(doubted, make_facts(changed={"deal": NO})) is Outcome.NEEDS_REVIEW
    assert outcome(doubted, make_facts()) is Outcome.NEEDS_REVIEW


def test_an_unconfirmed_exemption_exempts_nobody() -> None:
    """An exemption that was only heard of is for a person to look at."""
    scheme = make_scheme()
    last = scheme.questions[-1]
    heard = tuple(replace(each, citation=HEARD) for each in last.options)
    doubted = replace(scheme, questions=(*scheme.questions[:-1], replace(last, options=heard)))
    assert outcome(doubted, make_facts(changed={"crown": YES})) is Outcome.NEEDS_REVIEW
    assert outcome(doubted, make_facts()) is Outcome.REGISTER


def test_a_reported_day_of_commencement_decides_nothing_and_its_days_are_indications() -> None:
    found = assess(make_scheme(near=begins(START, HEARD)), make_facts(), TODAY)
    assert found.outcome is Outcome.NEEDS_REVIEW
    assert (found.findings[0].why, found.findings[0].if_it_holds) == (Why.REPORTED, Why.NEW)
    assert [(each.due_on, each.is_indicative) for each in found.deadlines] == [(date(2026, 9, 15), True)]
    too_early = Days(entered_on=date(2025, 1, 1), ended_on=date(2025, 2, 1), is_in_force=NO)
    assert outcome(make_scheme(near=begins(START, HEARD)), make_facts(too_early)) is Outcome.NEEDS_REVIEW


@pytest.mark.parametrize(
    ("entered", "ended", "in_force", "why", "due"),
    [
        (START, None, YES, Why.NEW, date(2026, 8, 18)),
        (date(2026, 9, 1), date(2026, 9, 2), NO, Why.NEW, date(2026, 9, 15)),
        (date(2026, 8, 3), None, YES, Why.EXISTING, date(2026, 10, 3)),
        (date(2020, 1, 1), date(2026, 8, 5), NO, Why.EXISTING, date(2026, 10, 3)),
        (date(2020, 1, 1), date(2026, 8, 3), NO, Why.ENDED_BEFORE, None),
        (date(2020, 1, 1), START, NO, Why.ENDED_THAT_DAY, None),
        (date(2020, 1, 1), None, NO, Why.DAY_MISSING, None),
        (date(2020, 1, 1), None, UNKNOWN, Why.DAY_MISSING, None),
        (None, date(2026, 8, 3), NO, Why.ENDED_BEFORE, None),
        (None, None, UNKNOWN, Why.DAY_MISSING, None),
        (date(2027, 2, 1), None, UNKNOWN, Why.NEW, date(2027, 2, 15)),
    ],
)
def test_new_and_existing_arrangements(
    entered: date | None, ended: date | None, in_force: Answer, why: Why, due: date | None
) -> None:
    found = assess(
        make_scheme(), make_facts(Days(entered_on=entered, ended_on=ended, is_in_force=in_force)), TODAY
    )
    assert found.findings[0].why is why
    assert [each.due_on for each in found.deadlines] == ([due] if due else [])


def test_without_the_day_of_entering_the_duty_is_there_and_its_day_is_not() -> None:
    found = assess(make_scheme(), make_facts(Days(is_in_force=YES)), TODAY)
    assert (found.outcome, found.findings[0].why) == (Outcome.REGISTER, Why.EITHER)
    assert [(each.clock, each.due_on) for each in found.deadlines] == [
        ("new", None),
        ("existing", date(2026, 10, 3)),
    ]


def test_before_commencement_the_day_is_said_on_which_it_will_be_due() -> None:
    found = assess(make_scheme(), make_facts(), date(2026, 7, 1))
    assert found.outcome is Outcome.REGISTER  # it is to be entered into when the law is in force
    older = make_facts(Days(entered_on=date(2026, 6, 1), is_in_force=YES))
    found = assess(make_scheme(), older, date(2026, 7, 1))
    assert found.outcome is Outcome.NOT_YET
    assert [each.due_on for each in found.deadlines] == [date(2026, 10, 3)]


def test_a_level_that_is_over_reaches_nothing_new() -> None:
    over = (Dated(citation=READ, applies_from=START, applies_to=date(2026, 8, 31)),)
    assert outcome(make_scheme(near=over), make_facts()) is Outcome.NOT_REGISTRABLE
    in_time = make_facts(Days(entered_on=date(2026, 8, 30), is_in_force=YES))
    assert outcome(make_scheme(near=over), in_time) is Outcome.REGISTER


def test_a_class_of_the_regulations_exempts_only_in_its_days() -> None:
    scheme = make_scheme()
    by_class = Option(
        code="class", citation=READ, applies=Dated(citation=READ, applies_from=date(2026, 10, 1))
    )
    last = scheme.questions[-1]
    scheme = replace(
        scheme, questions=(*scheme.questions[:-1], replace(last, options=(*last.options, by_class)))
    )
    october = Days(entered_on=date(2026, 10, 5), is_in_force=YES)
    assert outcome(scheme, make_facts(changed={"class": YES})) is Outcome.REGISTER
    assert outcome(scheme, make_facts(october, {"class": YES})) is Outcome.EXEMPT


def test_an_end_before_its_beginning_is_refused() -> None:
    with pytest.raises(DaysOutOfOrder):
        Days(entered_on=date(2026, 9, 2), ended_on=date(2026, 9, 1))


def test_a_scheme_holds_together() -> None:
    scheme = make_scheme()
    first, second, third, last = scheme.questions
    for questions in (
        (first, first, third, last),
        (third, first, last),
        (first, second, third),
        (first, last),
    ):
        with pytest.raises(SchemeUnsound):
            replace(scheme, questions=questions)
    with pytest.raises(SchemeUnsound):
        replace(scheme, levels=scheme.levels[:1])
    with pytest.raises(SchemeUnsound):
        scheme.level("beyond")


@pytest.mark.parametrize(
    ("near", "far", "is_sound"),
    [(START, LATER, True), (START, START, True), (LATER, START, False), (None, START, True)],
)
def test_a_level_may_not_begin_before_the_one_that_must_come_first(
    near: date | None, far: date, is_sound: bool
) -> None:
    """2024, c. 16, coming into force of Part 4, subs. (2) and (3): 4(b) and (c) not before 4(a)."""
    scheme = make_scheme(near=begins(near), far=begins(far))
    levels = (scheme.levels[0], replace(scheme.levels[1], not_before="near"))
    if is_sound:
        assert replace(scheme, levels=levels)
    else:
        with pytest.raises(SchemeUnsound):
            replace(scheme, levels=levels)
    with pytest.raises(SchemeUnsound):
        replace(scheme, levels=(replace(levels[0], in_force=begins(START, HEARD)), levels[1]))


@pytest.mark.parametrize(
    ("near", "expected"), [(YES, Outcome.NOT_REGISTRABLE), (UNKNOWN, Outcome.NEEDS_REVIEW)]
)
def test_what_ended_before_a_level_that_may_not_be_its_own_needs_review(
    near: Answer, expected: Outcome
) -> None:
    # Given: an arrangement that was over before the level began; it may also be of no level that is listed
    over = Days(ended_on=date(2026, 1, 1), is_in_force=NO)
    assert outcome(make_scheme(), make_facts(over, {"near": near})) is expected
