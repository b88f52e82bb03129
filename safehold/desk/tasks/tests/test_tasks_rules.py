# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""When a task comes again, and what is overdue."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safehold.desk.tasks import rules
from safehold.desk.tasks.rules import Repeat

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("first", "repeat", "due", "on", "comes"),
    [
        ("2026-11-23", Repeat(1, "days"), "2026-11-23", "2026-11-23", "2026-11-24"),
        ("2026-11-23", Repeat(2, "weeks"), "2026-11-23", "2026-11-25", "2026-12-07"),
        ("2026-11-23", Repeat(2, "weeks"), "2026-12-07", "2026-11-30", "2026-12-21"),
        ("2026-01-31", Repeat(1, "months"), "2026-01-31", "2026-01-31", "2026-02-28"),
        ("2026-01-31", Repeat(1, "months"), "2026-02-28", "2026-02-28", "2026-03-31"),
        ("2026-01-31", Repeat(3, "months"), "2026-01-31", "2026-12-01", "2027-01-31"),
        ("2028-02-29", Repeat(12, "months"), "2028-02-29", "2028-02-29", "2029-02-28"),
        ("2026-11-01", Repeat(1, "weeks"), "2026-11-01", "2027-11-01", "2027-11-07"),
        ("2026-11-23", Repeat(1, "weeks"), "2026-11-26", "2026-11-24", "2026-11-30"),
    ],
)
def test_a_repeat_is_counted_from_its_first_day(
    first: str, repeat: Repeat, due: str, on: str, comes: str
) -> None:
    day = date.fromisoformat
    assert rules.next_due(day(first), repeat, day(due), day(on)) == day(comes)


@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(1, rules.MOST_EVERY),
    st.sampled_from(rules.UNITS),
    st.integers(0, 900),
    st.integers(-900, 900),
)
def test_the_next_day_is_always_later_and_never_a_turn_too_late(
    first: date, every: int, unit: str, due_after: int, done_after: int
) -> None:
    due, on = first + timedelta(due_after), first + timedelta(done_after)
    comes = rules.next_due(first, Repeat(every, unit), due, on)
    longest = every * {"days": 1, "weeks": 7, "months": 31}[unit]
    assert max(due, on) < comes <= max(due, on) + timedelta(longest)


def test_what_is_due_today_or_never_is_not_overdue() -> None:
    assert [rules.is_overdue(due, DAY) for due in (DAY - timedelta(1), DAY, None)] == [True, False, False]
