# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The catalogue's ways of counting, over dates that need not be sure."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from safehold.core.days import months_after
from safehold.core.law import Span, read_span
from safehold.core.reunification.entities import Known

ZONED = re.compile(r"(?P<instant>[^\[\]]+T[^\[\]]+?)(?:\[(?P<zone>[A-Za-z_/+-]+)\])?")
FARTHEST_ZONES = ("America/St_Johns", "America/Vancouver")


def read_when(text: str) -> Span:
    """Read a day, month, year or two of them, or an instant with its offset: 2026-03-01T01:30:00Z[America/Toronto].

    An instant without a place is on each day that it is on somewhere in Canada. Raises ValueError.
    """
    found = ZONED.fullmatch(text.strip())
    if found is None:
        return read_span(text)
    instant = datetime.fromisoformat(found["instant"])
    if instant.tzinfo is None:
        raise ValueError(f"{text!r} does not say its offset from UTC.")
    try:
        zones = [ZoneInfo(zone) for zone in ([found["zone"]] if found["zone"] else FARTHEST_ZONES)]
        days = sorted(instant.astimezone(zone).date() for zone in zones)
    except (KeyError, OSError, OverflowError) as error:
        raise ValueError(f"{text!r} names no place or day that we know.") from error
    return Span(days[0], days[-1])


def months_on(when: Span, months: int) -> Span:
    """Interpretation Act, ss. 27(4), 28(c), 37(1): the day itself not counted; the last one where none is such."""
    return Span(months_after(when.first, months), months_after(when.last, months))


def days_on(when: Span, days: int) -> Span:
    """Interpretation Act, s. 27(4), (5): the day itself is not counted."""
    return Span(when.first + timedelta(days), when.last + timedelta(days))


def attained(born: Span, age: int) -> Span:
    """When this age is attained: at the start of the birthday (s. 30).

    Of 29 February, in a year without one, the catalogue does not say: the last day of the month, or the next.
    """
    return Span(months_after(born.first, 12 * age), _latest(born.last, age))


def _latest(born: date, age: int) -> date:
    birthday = months_after(born, 12 * age)
    return birthday if birthday.day == born.day else birthday + timedelta(1)


def is_under(age: int, born: Span | None, on: Span | None) -> Known:
    """Whether somebody is younger than this on that day."""
    if born is None or on is None:
        return Known.UNKNOWN
    birthday = attained(born, age)
    if on.last < birthday.first:
        return Known.YES
    return Known.NO if birthday.last <= on.first else Known.UNKNOWN


def overlaps_weekday(when: Span, weekday: int) -> bool:
    """Whether one of its days may be that day of the week (Monday 0)."""
    return (weekday - when.first.weekday()) % 7 <= (when.last - when.first).days
