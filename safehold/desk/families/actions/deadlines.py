# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The days of a file, kept in the clear so that they are said without a key. Which rule one is of stays in the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

from safehold.core.reunification import Deadline, Ends, FactsUnsound, State
from safehold.desk.families.models import FamilyFile, KeptDeadline
from safehold.desk.families.queries.assessed import assess_file
from safehold.desk.families.rules import Contents, first_alert
from safehold.desk.tasks import actions as tasks


def clock_days(contents: Contents, on: date) -> Mapping[str, date]:
    """Return, by clock, the earliest day by which something must be done that is not done yet.

    What happened twice, such as a letter, is two clocks: by the order of their days.
    """
    try:
        assessment = assess_file(contents, on)
    except FactsUnsound:
        return {}
    if assessment is None:
        return {}
    days: dict[str, date] = {}
    for each in assessment.deadlines:
        if each.due and _counts(each):
            name, times = clock_of(each), 1
            while (clock := name if times == 1 else f"{name}|{times}") in days:
                times += 1
            days[clock] = each.due.first
    return days


def _counts(deadline: Deadline) -> bool:
    """A day that may have passed is kept until somebody knows: only what was met is over."""
    return deadline.ends is Ends.LAST_DAY and deadline.state is not State.MET


def clock_of(deadline: Deadline) -> str:
    return "|".join((deadline.rule, deadline.part, deadline.person))


def settle(row: FamilyFile, contents: Contents, on: date) -> Contents:
    """Write the days of a file anew; return its contents with the clocks that were kept. In the caller's transaction.

    A day that did not move keeps its alerts, one that moved is said anew, one that is met is not said any more.
    """
    days = clock_days(contents, on)
    kept = {each.id: each for each in KeptDeadline.objects.select_for_update().filter(file=row)}
    clocks: dict[str, str] = {}
    for clock, due_on in days.items():
        found = kept.pop(UUID(contents.clocks[clock]), None) if clock in contents.clocks else None
        if found is None:
            found = KeptDeadline(id=uuid4(), file=row, case_id=row.case_id, due_on=due_on)
            found.next_alert_on = first_alert(due_on, on)
            found.save(force_insert=True)
        elif found.due_on != due_on:
            found.due_on, found.next_alert_on = due_on, first_alert(due_on, on)
            found.save(update_fields=["due_on", "next_alert_on"])
            tasks.close_tasks(row.case.organisation_id, found.id, on)
        clocks[clock] = str(found.id)
    for gone in kept.values():
        tasks.close_tasks(row.case.organisation_id, gone.id, on)
        gone.delete()
    return replace(contents, clocks=clocks)


def is_behind(row: FamilyFile, contents: Contents, on: date) -> bool:
    """Say whether the kept days of a file are not those that follow from it now: the catalogue may have changed."""
    days = sorted(clock_days(contents, on).values())
    kept = KeptDeadline.objects.filter(file=row).order_by("due_on").values_list("due_on", flat=True)
    return days != list(kept)
