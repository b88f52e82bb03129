# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A member's days as an iCalendar file (RFC 5545, RFC 7986). It holds a kind in words, the reference of a case, and a
day: no name, no title, nothing that is sealed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from safehold.web.references import reference_of

if TYPE_CHECKING:
    from safehold.desk.tasks.models import Task

LOOK_AGAIN = timedelta(hours=6)
"""How often a calendar program is asked to look: it may look more often."""


def write_calendar(tasks: Iterable[Task]) -> bytes:
    """Return the calendar of these tasks, each of which has a day, in the language that is active."""
    found = Calendar()
    found.add("prodid", "-//Safehold//Tasks//EN")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", _("Tasks"))
    found.add("refresh-interval", LOOK_AGAIN, parameters={"VALUE": "DURATION"})
    found.add("x-published-ttl", "PT6H")
    for task in tasks:
        found.add_component(_event_of(task))
    return bytes(found.to_ical())


def _event_of(task: Task) -> Event:
    """One day. Its stamp is the day it was opened: the hour at which somebody worked is not kept."""
    event = Event()
    event.add("uid", f"{task.pk}@safehold")
    event.add("dtstamp", datetime.combine(task.opened_on, time(), UTC))
    event.add("summary", summary_of(task))
    if task.due_on:
        event.add("dtstart", task.due_on)
        event.add("dtend", task.due_on + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event


def summary_of(task: Task) -> str:
    """Return the words of a task's kind and, where it has a case, the case's reference."""
    label = str(task.words_of_kind.label)
    return f"{label} · {reference_of(task.case_id)}" if task.case_id else label
