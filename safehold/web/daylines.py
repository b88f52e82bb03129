# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How days lie on the line of a picture, which days are written under it, what falls together. Pure.

A place is a number from 0, the first day, to SCALE, the last one.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

SCALE = 1000
DAY, MONTH, YEAR = "day", "month", "year"


class Tick(NamedTuple):
    """A day under the line, and how exactly it is written: day, month or year."""

    on: date
    unit: str


STEPS = (
    (1, DAY),
    (2, DAY),
    (7, DAY),
    (14, DAY),
    (1, MONTH),
    (2, MONTH),
    (3, MONTH),
    (6, MONTH),
    (1, YEAR),
    (2, YEAR),
    (5, YEAR),
    (10, YEAR),
    (20, YEAR),
    (50, YEAR),
)


def stretch(days: Iterable[date], on: date) -> tuple[date, date]:
    """Return the first and the last day of a line that shows these days and today, with a little room."""
    every = [on, *days]
    first, last = min(every), max(every)
    room = max((last - first) // 25, timedelta(days=1))
    return _less(first, room), _more(last, room)


def _less(day: date, room: timedelta) -> date:
    return date.min if day - date.min < room else day - room


def _more(day: date, room: timedelta) -> date:
    return date.max if date.max - day < room else day + room


def place_of(day: date, first: date, last: date) -> int:
    """Return where a day lies; one before or after the line lies at its end."""
    length = max((last - first).days, 1)
    return min(max((day - first).days * SCALE // length, 0), SCALE)


def list_ticks(first: date, last: date, most: int) -> list[Tick]:
    """Return at most so many days to write under the line, evenly, on days that people count by."""
    for every, unit in STEPS:
        if (last - first).days <= every * {DAY: 1, MONTH: 30, YEAR: 365}[unit] * most:
            found = _ticks(first, last, every, unit)
            if 0 < len(found) <= most:
                return found
    return [Tick(first, YEAR)]


def _ticks(first: date, last: date, every: int, unit: str) -> list[Tick]:
    if unit == DAY:
        days = range(0, (last - first).days + 1, every)
        return [Tick(first + timedelta(days=n), DAY) for n in days]
    step = every if unit == MONTH else every * 12
    months = range(-(-(first.year * 12 + first.month - 1) // step) * step, last.year * 12 + last.month, step)
    found = [date(n // 12, n % 12 + 1, 1) for n in months if n // 12 <= date.max.year]
    return [Tick(day, unit) for day in found if first <= day <= last]


def stack(bars: Sequence[tuple[int, int]], apart: int) -> list[int]:
    """Return for each bar, from one place to another, the row in which it covers none of those before it."""
    ends: list[int] = []
    rows = [0] * len(bars)
    for number in sorted(range(len(bars)), key=lambda each: bars[each]):
        start, end = bars[number]
        free = (row for row, taken in enumerate(ends) if taken + apart <= start)
        row = next(free, len(ends))
        ends[row:] = [end] if row == len(ends) else [end, *ends[row + 1 :]]
        rows[number] = row
    return rows


def gather(places: Sequence[int], apart: int) -> list[list[int]]:
    """Return the numbers of the places that fall together: each less than `apart` after the first of its heap."""
    heaps: list[list[int]] = []
    for number in sorted(range(len(places)), key=lambda each: (places[each], each)):
        if heaps and places[number] - places[heaps[-1][0]] < apart:
            heaps[-1].append(number)
        else:
            heaps.append([number])
    return heaps
