# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""When a day that comes closer is said again."""

from datetime import date, timedelta

ALERT_DAYS = (180, 90, 30, 7)


def next_alert(due_on: date, after: date) -> date | None:
    """Return the first day after `after` on which a deadline is said; None once it has been said the last time."""
    days = [due_on - timedelta(days=each) for each in ALERT_DAYS]
    return next((each for each in days if each > after), None)


def first_alert(due_on: date, on: date) -> date | None:
    """Return the day on which a deadline that is new, or has moved, is first said: at once where one has passed.

    One that is over is not said again.
    """
    if due_on < on:
        return None
    first = due_on - timedelta(days=max(ALERT_DAYS))
    return max(first, on)
