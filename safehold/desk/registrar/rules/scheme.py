# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the law's clocks say of a filing and of a notice, as far as its numbers are confirmed. Pure.

Sections are of the Foreign Influence Transparency and Accountability Act, as read in the catalogue.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from safehold.core.influence import LEAST_DAYS, Days, Filing, InfluenceError, Scheme, Violation, first_due

REPRESENTATION_DAYS = LEAST_DAYS
"""Section 19(2)(d): within 30 days after the day on which the notice is served, or longer if the office says so."""
PROVISIONS = tuple(each.value for each in Violation)
"""What is a violation (section 18(1)): not registering in time, not updating, knowingly giving false information."""


def answer_by(served_on: date, days: int = REPRESENTATION_DAYS) -> date:
    """Return the last day to pay or to make representations; the day after service is day 1."""
    return served_on + timedelta(days=max(days, REPRESENTATION_DAYS))


def is_over(last: date, on: date) -> bool:
    """Whether a period is over: its last day still counts."""
    return on > last


def due_on_of(scheme: Scheme, kind: str, values: Mapping[str, Any], on: date) -> date | None:
    """Return by when a first filing had to be there; None where the law's day is not known, or only reported.

    The number of days for an update is not known either, until the office has confirmed it; and a filing does not say
    on which day something changed: so an update has no day here.
    """
    levels = values.get("levels")
    if kind != "filing" or not isinstance(levels, list):
        return None
    try:
        days = Days(entered_on=_day(values.get("started_on")), ended_on=_day(values.get("ended_on")))
        known = {level.code for level in scheme.levels}
        filing = Filing(days=days, levels=tuple(str(each) for each in levels if each in known))
        due = first_due(scheme, filing, on)
    except InfluenceError:
        return None
    return None if due is None or due.is_indicative else due.due_on


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
