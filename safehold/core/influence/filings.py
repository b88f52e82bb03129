# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What was filed against what was due, for the lists of an office: late, and updates that are missing.

A list is a reminder to look, never a finding: a violation is for a person to see (s. 19(1)).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from safehold.core.influence.deadlines import Deadline, days_late, update_due
from safehold.core.influence.levels import Days, find_at
from safehold.core.influence.scheme import Scheme
from safehold.core.kleene import Answer


@dataclass(frozen=True, kw_only=True)
class Filing:
    """What an arrangement's filing says of its days and levels, and when it came. filed_on: None while it has not."""

    days: Days
    levels: tuple[str, ...]
    filed_on: date | None = None


def first_due(scheme: Scheme, filing: Filing, today: date) -> Deadline | None:
    """Return the earliest deadline of a first filing (s. 5(1), ss. 33 to 35); None where no level has one.

    A filing that names no end is of an arrangement that stands.

    A confirmed deadline goes before an indicative one. Where a confirmed one has no day, that one is returned: it is
    then not known, and nothing that is later may stand in for it.
    """
    days = filing.days
    if days.ended_on is None and days.is_in_force is Answer.UNKNOWN:
        days = replace(days, is_in_force=Answer.YES)
    found = (find_at(scheme.level(code), Answer.YES, days, today) for code in filing.levels)
    deadlines = [each for finding in found if finding for each in finding.deadlines]
    confirmed = [each for each in deadlines if not each.is_indicative]
    return min(confirmed or deadlines, key=lambda each: each.due_on or date.min, default=None)


def lateness(scheme: Scheme, filing: Filing, today: date) -> int | None:
    """Return by how many days a first filing is late, 0 for in time; until today, where it has not come.

    None where that is not known: no deadline, no day, or one that is only reported.
    """
    due = first_due(scheme, filing, today)
    if due is None or due.is_indicative:
        return None
    return days_late(due.due_on, filing.filed_on or today)


def is_update_missing(scheme: Scheme, changed_on: date, updated_on: Iterable[date], today: date) -> Answer:
    """Whether a change has not been told in time (s. 5(2)); UNKNOWN where the regulations' number is not confirmed."""
    if any(day >= changed_on for day in updated_on):
        return Answer.NO
    due = update_due(scheme, changed_on)
    if due.due_on is None or due.is_indicative:
        return Answer.UNKNOWN
    return Answer.YES if today > due.due_on else Answer.NO
