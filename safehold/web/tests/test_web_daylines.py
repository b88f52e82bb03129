# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How days lie on the line of a timeline."""

from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safehold.web import daylines
from safehold.web.daylines import SCALE, Tick

DAY = date(2026, 11, 23)
days = st.dates(date(1, 1, 1), date(9999, 12, 31))


@settings(deadline=None)
@given(st.lists(days, max_size=6), days)
def test_every_day_lies_on_the_line_in_its_order(shown: list[date], on: date) -> None:
    first, last = daylines.stretch(shown, on)
    assert first <= min([on, *shown]) and last >= max([on, *shown])
    places = [daylines.place_of(day, first, last) for day in sorted([*shown, on])]
    assert places == sorted(places) and all(0 <= place <= SCALE for place in places)


@settings(deadline=None)
@given(days, st.integers(1, 40_000), st.integers(1, 8))
def test_ticks_are_few_lie_inside_and_rise(first: date, length: int, most: int) -> None:
    last = min(first.toordinal() + length, date.max.toordinal())
    ticks = daylines.list_ticks(first, date.fromordinal(last), most)
    assert 1 <= len(ticks) <= most
    assert all(first <= tick.on <= date.fromordinal(last) for tick in ticks)
    assert ticks == sorted(set(ticks))


@pytest.mark.parametrize(
    ("first", "last", "ticks"),
    [
        ("2026-11-20", "2026-11-23", ["2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23"]),
        ("2026-08-20", "2026-11-23", ["2026-09-01", "2026-10-01", "2026-11-01"]),
        ("2019-03-01", "2026-11-23", ["2020-01-01", "2022-01-01", "2024-01-01", "2026-01-01"]),
    ],
)
def test_ticks_stand_where_people_count(first: str, last: str, ticks: list[str]) -> None:
    found = daylines.list_ticks(date.fromisoformat(first), date.fromisoformat(last), 5)
    assert [tick.on.isoformat() for tick in found] == ticks


def test_one_day_alone_has_room_around_it() -> None:
    first, last = daylines.stretch([], DAY)
    assert (first, last) == (DAY - timedelta(1), DAY + timedelta(1))
    assert daylines.place_of(DAY, first, last) == SCALE // 2
    assert Tick(DAY, daylines.DAY) in daylines.list_ticks(first, last, 3)


@settings(deadline=None)
@given(st.lists(st.integers(0, SCALE), max_size=30), st.integers(1, 50))
def test_heaps_hold_everything_once_and_lie_apart(places: list[int], apart: int) -> None:
    heaps = daylines.gather(places, apart)
    assert sorted(number for heap in heaps for number in heap) == list(range(len(places)))
    begins = [places[heap[0]] for heap in heaps]
    assert all(after - before >= apart for before, after in pairwise(begins))


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, SCALE), st.integers(0, 300)), max_size=15))
def test_no_bar_covers_another_of_its_row(drawn: list[tuple[int, int]]) -> None:
    bars = [(start, start + length) for start, length in drawn]
    rows = daylines.stack(bars, 2)
    for (one, row), (other, other_row) in combinations(zip(bars, rows, strict=True), 2):
        assert row != other_row or one[1] + 2 <= other[0] or other[1] + 2 <= one[0]
    assert set(rows) == set(range(max(rows, default=-1) + 1))
