# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""When the time for keeping something is over."""

from datetime import date, timedelta
from typing import NamedTuple

from safehold.core.days import months_after

ASK, ITSELF = "ask", "itself"
MODES = (ASK, ITSELF)
"""A lead confirms each list; or what is due ends by itself, after the days of grace."""


class Bounds(NamedTuple):
    least: int
    most: int


def is_within(number: int, bounds: Bounds) -> bool:
    return bounds.least <= number <= bounds.most


def ends_on(closed_on: date, months: int) -> date:
    """Return the first day on which something may end. Of a month that is too short, its last day."""
    return months_after(closed_on, months)


def ends_by_itself_on(noted_on: date, changed_on: date | None, grace_days: int) -> date:
    """Return the day on which something ends that nobody decided about.

    Counted from the day on which a lead could see it in the list, under the rules that hold now: so no change of a
    period or of the mode, and no clock that was wrong for a night, destroys anything at once.
    """
    return max(noted_on, changed_on or noted_on) + timedelta(days=grace_days)


def class_of(*, is_imported: bool, has_acted: bool, reports: int) -> str:
    """Return which class of the catalogue a closed case is: the first that fits, the longer periods first."""
    if has_acted:
        return "acted"
    if is_imported:
        return "imported"
    return "quiet" if reports else "walk-in"
