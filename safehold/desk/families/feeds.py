# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The days of one file as an iCalendar file (RFC 5545). It holds a day and the reference of the case: no name, no rule,
nothing that is sealed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from safehold.desk.families.models import KeptDeadline
from safehold.desk.families.rules import ALERT_DAYS
from safehold.web.references import reference_of


def write_calendar(deadlines: Iterable[KeptDeadline], on: date) -> bytes:
    """Return the days that are still to come, each with its alarms, in the language that is active."""
    found = Calendar()
    found.add("prodid", "-//Safehold//Families//EN")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", _("Days that end"))
    for each in deadlines:
        if each.due_on >= on:
            found.add_component(_event_of(each, on))
    return bytes(found.to_ical())


def _event_of(deadline: KeptDeadline, on: date) -> Event:
    event = Event()
    event.add("uid", f"{deadline.pk}@safehold")
    event.add("dtstamp", datetime.combine(on, time(), UTC))
    summary = _("A last day in case %(reference)s") % {"reference": reference_of(deadline.case_id)}
    event.add("summary", summary)
    event.add("dtstart", deadline.due_on)
    event.add("dtend", deadline.due_on + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    for days in ALERT_DAYS:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", summary)
        alarm.add("trigger", -timedelta(days=days))
        event.add_component(alarm)
    return event
