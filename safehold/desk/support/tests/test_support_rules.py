# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""When to look again, and what is settled. No database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safehold.desk.support import rules
from safehold.desk.support.models import Level, NeedState, PlanPart

DAY = date(2026, 11, 23)
levels = st.sampled_from(rules.LEVELS)


def test_the_database_and_the_law_know_the_same_codes() -> None:
    assert list(rules.LEVELS) == Level.values
    assert list(rules.PARTS) == PlanPart.values
    assert set(rules.SETTLED) < set(NeedState.values)


@given(levels, levels)
def test_a_higher_risk_is_looked_at_sooner(one: str, other: str) -> None:
    is_higher = rules.LEVELS.index(one) > rules.LEVELS.index(other)
    sooner = rules.reassess_on(one, None, DAY) < rules.reassess_on(other, None, DAY)
    assert is_higher is sooner


@given(levels)
def test_a_day_that_somebody_chose_is_kept_and_none_is_never_in_the_past(level: str) -> None:
    chosen = DAY + timedelta(400)
    assert rules.reassess_on(level, chosen, DAY) == chosen
    assert rules.reassess_on(level, None, DAY) > DAY


@pytest.mark.parametrize(("due", "overdue"), [(None, False), (DAY, False), (DAY - timedelta(1), True)])
def test_what_is_due_today_is_not_overdue(due: date | None, overdue: bool) -> None:
    assert rules.is_overdue(due, DAY) is overdue
