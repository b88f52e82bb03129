# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Days: counted by arithmetic, across months, years and leap days."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safehold.core.influence import (
    Answer,
    Clock,
    DatedDays,
    Days,
    Filing,
    Scheme,
    annual_report_due,
    days_late,
    days_left,
    due_after,
    first_due,
    is_update_missing,
    lateness,
    start_clock,
    update_due,
)
from safehold.core.influence.tests.schemes import HEARD, READ, START, TODAY, begins, make_scheme

plain_days = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("day", "days", "due"),
    [
        (date(2026, 9, 1), 14, date(2026, 9, 15)),
        (date(2026, 8, 4), 60, date(2026, 10, 3)),
        (date(2026, 12, 25), 14, date(2027, 1, 8)),
        (date(2027, 2, 20), 14, date(2027, 3, 6)),
        (date(2028, 2, 20), 14, date(2028, 3, 5)),
        (date(2028, 2, 15), 14, date(2028, 2, 29)),
        (date(2100, 2, 20), 14, date(2100, 3, 6)),
        (date(9999, 12, 17), 14, date(9999, 12, 31)),
        (date(9999, 12, 25), 14, date(9999, 12, 31)),
    ],
)
def test_day_one_is_the_day_after(day: date, days: int, due: date) -> None:
    assert due_after(day, days) == due


@given(plain_days, st.integers(0, 400))
def test_there_are_as_many_days_as_the_law_says(day: date, days: int) -> None:
    due = due_after(day, days)
    counted = [day + timedelta(days=number) for number in range(1, days + 1)]
    assert len(counted) == days and (counted[-1] if counted else day) == due


@given(plain_days, plain_days)
def test_late_and_left_agree(due: date, filed: date) -> None:
    late = days_late(due, filed)
    assert late is not None
    assert (late > 0) == (filed > due) == (days_left(due, filed) < 0)


def test_what_is_not_known_has_no_day() -> None:
    assert days_late(None, TODAY) is None
    assert start_clock(Clock(id="update", citation=READ), TODAY).due_on is None
    assert start_clock(Clock(id="new", citation=READ, days=14), None).due_on is None
    fixed = start_clock(Clock(id="existing", citation=HEARD, fixed_on=TODAY), START)
    assert (fixed.due_on, fixed.counted_from, fixed.is_indicative) == (TODAY, None, True)


@pytest.mark.parametrize(
    ("ends", "due"),
    [
        (date(2027, 3, 31), date(2027, 9, 30)),
        (date(2026, 12, 31), date(2027, 6, 30)),
        (date(2027, 8, 31), date(2028, 2, 29)),
        (date(2026, 8, 31), date(2027, 2, 28)),
    ],
)
def test_annual_report_is_due_six_months_after_the_fiscal_year(ends: date, due: date) -> None:
    assert annual_report_due(ends) == due


def with_update_days(*days: DatedDays) -> Scheme:
    return replace(make_scheme(), update_days=days)


def test_updates_take_the_number_of_the_day_on_which_something_changed() -> None:
    scheme = with_update_days(
        DatedDays(citation=READ, days=14, applies_from=START, applies_to=date(2026, 12, 31)),
        DatedDays(citation=READ, days=7, applies_from=date(2027, 1, 1)),
        DatedDays(citation=HEARD, days=1, applies_from=START),
    )
    assert update_due(scheme, date(2026, 9, 1)).due_on == date(2026, 9, 15)
    assert update_due(scheme, date(2027, 1, 1)).due_on == date(2027, 1, 8)
    assert update_due(scheme, date(2026, 1, 1)).due_on is None
    assert update_due(make_scheme(), TODAY).due_on is None


def test_an_update_is_missing_only_where_the_number_is_confirmed() -> None:
    changed, scheme = (
        date(2026, 9, 1),
        with_update_days(DatedDays(citation=READ, days=14, applies_from=START)),
    )
    assert is_update_missing(make_scheme(), changed, [], TODAY) is Answer.UNKNOWN
    assert is_update_missing(scheme, changed, [], date(2026, 9, 15)) is Answer.NO
    assert is_update_missing(scheme, changed, [], date(2026, 9, 16)) is Answer.YES
    assert is_update_missing(scheme, changed, [date(2026, 8, 31)], TODAY) is Answer.YES
    assert is_update_missing(scheme, changed, [date(2026, 9, 10)], TODAY) is Answer.NO


@pytest.mark.parametrize(
    ("entered", "filed", "late"),
    [
        (date(2026, 9, 1), date(2026, 9, 15), 0),
        (date(2026, 9, 1), date(2026, 9, 16), 1),
        (date(2026, 9, 1), None, (TODAY - date(2026, 9, 15)).days),
        (date(2020, 1, 1), date(2026, 10, 3), 0),
        (date(2020, 1, 1), date(2026, 10, 13), 10),
        (None, TODAY, None),
    ],
)
def test_late_is_counted_from_the_earliest_deadline(
    entered: date | None, filed: date | None, late: int | None
) -> None:
    filing = Filing(
        days=Days(entered_on=entered, is_in_force=Answer.YES), levels=("near", "far"), filed_on=filed
    )
    assert lateness(make_scheme(), filing, TODAY) == late


def test_nothing_is_late_by_a_day_that_is_only_reported() -> None:
    filing = Filing(days=Days(entered_on=date(2026, 9, 1), is_in_force=Answer.YES), levels=("near",))
    scheme = make_scheme(near=begins(START, HEARD))
    due = first_due(scheme, filing, TODAY)
    assert due and due.is_indicative and due.due_on == date(2026, 9, 15)
    assert lateness(scheme, filing, TODAY) is None
    assert first_due(make_scheme(near=()), filing, TODAY) is None


def test_a_filing_that_names_no_end_is_of_an_arrangement_that_stands() -> None:
    filing = Filing(days=Days(entered_on=date(2020, 1, 1)), levels=("near",), filed_on=date(2026, 10, 13))
    due = first_due(make_scheme(), filing, TODAY)
    assert due and due.due_on == date(2026, 10, 3)
    assert lateness(make_scheme(), filing, TODAY) == 10
