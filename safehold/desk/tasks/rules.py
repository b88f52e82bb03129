# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The law of tasks: when one comes again, what is overdue, what is kept of a calendar's address. Pure."""

import hashlib
from datetime import date, timedelta
from typing import NamedTuple

from safehold.core.days import months_after

DAYS, WEEKS, MONTHS = "days", "weeks", "months"
UNITS = (DAYS, WEEKS, MONTHS)
MOST_EVERY = 99
LONGEST_WORDS = 500
POSTPONE_DAYS = (1, 7, 30)


class Repeat(NamedTuple):
    """Every so many days, weeks or months."""

    every: int
    unit: str


def is_overdue(due_on: date | None, on: date) -> bool:
    """Whether the day has passed. A task without a day is never overdue."""
    return due_on is not None and due_on < on


def days_later(due_on: date | None, days: int, on: date) -> date:
    """Return the day so many days after the one it is due on, or after today where that has passed."""
    return max(due_on or on, on) + timedelta(days=days)


def next_due(first_due_on: date, repeat: Repeat, due_on: date, on: date) -> date:
    """Return the day on which a task that was done comes again: after both today and the day it was due.

    Days are counted from the first one, so that the 31st stays the 31st wherever a month has one, a task done late
    does not move those that follow, and one that was forgotten for a year comes once.
    """
    after = max(due_on, on)
    if repeat.unit == MONTHS:
        return _next_month(first_due_on, repeat.every, after)
    step = timedelta(days=repeat.every * (7 if repeat.unit == WEEKS else 1))
    return first_due_on + step * ((after - first_due_on) // step + 1)


def _next_month(first: date, every: int, after: date) -> date:
    between = (after.year - first.year) * 12 + after.month - first.month
    times = max(between // every, 1)
    while (found := months_after(first, times * every)) <= after:
        times += 1
    return found


def capability_hash(capability: str) -> str:
    """Return what is kept of the secret part of a calendar's address."""
    return hashlib.sha256(b"safehold/calendar/1\n" + capability.encode()).hexdigest()
