# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Three values against every completion of what is unknown; broken expressions are refused."""

from itertools import compress, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safehold.core.law import (
    Answer,
    ExpressionBroken,
    elements_of,
    evaluate,
    parse,
    reasons_for_no,
    ways_to_yes,
)
from safehold.core.law.expressions import AllOf, AnyOf, Element, Expression

IDS = [f"X-e{number}" for number in range(1, 7)]
SHORT = {id_.rpartition("-")[2]: id_ for id_ in IDS}
GROUPS = {"pair": IDS[:2], "many": IDS[2:]}
expressions = st.recursive(
    st.sampled_from(IDS).map(Element),
    lambda inner: st.builds(
        lambda join, parts: join(tuple(parts)),
        st.sampled_from([AllOf, AnyOf]),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=9,
)
answers = st.dictionaries(st.sampled_from(IDS), st.sampled_from(list(Answer)))


def holds(expression: Expression, true: frozenset[str]) -> bool:
    """Two-valued and written apart: what an expression means."""
    if isinstance(expression, Element):
        return expression.id in true
    join = all if isinstance(expression, AllOf) else any
    return join(holds(part, true) for part in expression.parts)


def completions(given_answers: dict[str, Answer]) -> list[frozenset[str]]:
    """Every way in which all could be answered yes or no that agrees with what was answered."""
    both = {Answer.YES: (True,), Answer.NO: (False,), Answer.UNKNOWN: (True, False)}
    choices = [both[given_answers.get(id_, Answer.UNKNOWN)] for id_ in IDS]
    return [frozenset(compress(IDS, chosen)) for chosen in product(*choices)]


@given(expressions, answers)
def test_value_is_what_all_completions_agree_on(
    expression: Expression, given_answers: dict[str, Answer]
) -> None:
    outcomes = {holds(expression, true) for true in completions(given_answers)}
    expected = {frozenset({True}): Answer.YES, frozenset({False}): Answer.NO}.get(
        frozenset(outcomes), Answer.UNKNOWN
    )
    assert evaluate(expression, given_answers) is expected


@given(expressions, answers)
def test_ways_to_yes_are_the_smallest_sets_that_do_it(
    expression: Expression, given_answers: dict[str, Answer]
) -> None:
    certain = frozenset(id_ for id_, answer in given_answers.items() if answer is Answer.YES)
    open_ids = [id_ for id_ in IDS if given_answers.get(id_, Answer.UNKNOWN) is Answer.UNKNOWN]
    chosen = [frozenset(compress(open_ids, bits)) for bits in product([False, True], repeat=len(open_ids))]
    enough = [one for one in chosen if holds(expression, certain | one)]
    smallest = {one for one in enough if not any(other < one for other in enough)}
    assert ways_to_yes(expression, given_answers) == smallest


@given(expressions, answers)
def test_reasons_for_no_exclude_by_themselves_and_none_is_missing(
    expression: Expression, given_answers: dict[str, Answer]
) -> None:
    reasons = reasons_for_no(expression, given_answers)
    assert bool(reasons) == (evaluate(expression, given_answers) is Answer.NO)
    for reason in reasons:
        alone = dict.fromkeys(reason, Answer.NO)
        assert evaluate(expression, alone) is Answer.NO
        assert all(evaluate(expression, alone | {id_: Answer.UNKNOWN}) is not Answer.NO for id_ in reason)


def test_and_binds_closer_than_or() -> None:
    read = parse("e1 or e2 and any(many)", SHORT, GROUPS)
    assert read == AnyOf((Element("X-e1"), AllOf((Element("X-e2"), AnyOf(tuple(map(Element, IDS[2:])))))))
    assert elements_of(read) == frozenset(IDS)


@pytest.mark.parametrize(
    "logic",
    [
        "",
        "e1 and",
        "e1 e2",
        "(e1",
        "e1)",
        "e9",
        "any(nobody)",
        "any(pair",
        "all pair",
        "not e1",
        "and",
        "e1 && e2",
    ],
)
def test_broken_expression_is_refused(logic: str) -> None:
    with pytest.raises(ExpressionBroken):
        parse(logic, SHORT, GROUPS)


def test_expression_that_is_too_long_is_refused_before_it_is_read() -> None:
    with pytest.raises(ExpressionBroken):
        parse("(" * 2000, SHORT, GROUPS)
