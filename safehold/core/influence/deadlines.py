# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Days that the law counts: until when something is due, and whether it came late. No clock is read here.

"Within 14 days after the day on which they enter" (s. 5(1)): the next day is day 1. Plain days are counted: one that
falls on a Sunday or a holiday is not moved.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from safehold.core.days import months_after
from safehold.core.influence.scheme import Citation, Clock, DatedDays, Scheme, on_day

ANNUAL_REPORT_MONTHS = 6


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """Until when. due_on: None where the law's number, or the day to count from, is not known.

    is_indicative: it stands on something that is reported and not confirmed.
    """

    clock: str
    citation: Citation
    level: str = ""
    counted_from: date | None = None
    due_on: date | None = None
    is_indicative: bool = False


def due_after(day: date, days: int) -> date:
    """Return the last day of `days` days after `day`: the day after it is day 1.

    A year that somebody mistyped breaks nothing: at the end of the calendar its last day is returned.
    """
    return day + timedelta(days=days) if days <= (date.max - day).days else date.max


def start_clock(clock: Clock, day: date | None, *, level: str = "", is_reported: bool = False) -> Deadline:
    """Start a clock on a day; without the day, or without the law's number, the deadline has no day."""
    due_on = clock.fixed_on
    if due_on is None and day is not None and clock.days is not None:
        due_on = due_after(day, clock.days)
    return Deadline(
        clock=clock.id,
        citation=clock.citation,
        level=level,
        counted_from=None if clock.fixed_on else day,
        due_on=due_on,
        is_indicative=is_reported or not clock.citation.is_confirmed,
    )


def days_late(due_on: date | None, filed_on: date) -> int | None:
    """Return by how many days something came late, 0 for in time, None where the deadline is not known."""
    return None if due_on is None else max((filed_on - due_on).days, 0)


def days_left(due_on: date, today: date) -> int:
    """Return how many days remain; negative when it is over. On the last day it is 0."""
    return (due_on - today).days


def update_days_on(scheme: Scheme, day: date) -> DatedDays | None:
    """Return how many days an update may take (s. 5(2): as the regulations say), None where nobody has confirmed it."""
    return on_day(scheme.update_days, day)


def update_due(scheme: Scheme, changed_on: date) -> Deadline:
    """Return until when a change must be told. Its day is None where the regulations' number is not known."""
    fixed = update_days_on(scheme, changed_on)
    if fixed is None:
        return start_clock(scheme.update, changed_on)
    clock = Clock(id=scheme.update.id, citation=fixed.citation, days=fixed.days)
    return start_clock(clock, changed_on)


def annual_report_due(fiscal_year_ends_on: date) -> date:
    """Return the last day for the annual report: within six months after the end of the fiscal year (s. 28(1)).

    The month's last day counts to the last day of the sixth month: 31 March to 30 September.
    """
    return months_after(fiscal_year_ends_on, ANNUAL_REPORT_MONTHS)
