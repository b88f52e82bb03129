# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is shown together. `day`: a member's day, and what stands `around` it; `case`: one case; `tasks`: tasks beside
their cases; `timeline`: what happened in a case, in order."""

from safehold.desk.home.queries.around import Newcomers, list_newcomers, show_alarms
from safehold.desk.home.queries.case import CasePage, show_case
from safehold.desk.home.queries.day import Day, plan_day
from safehold.desk.home.queries.pressing import Part
from safehold.desk.home.queries.reading import ReadingDay, plan_reading
from safehold.desk.home.queries.searching import FoundLine, FoundPage, search_cases
from safehold.desk.home.queries.tasks import TaskLine, address_of, describe_tasks, urgency_of_case
from safehold.desk.home.queries.timeline import Entry, Lane, Timeline, show_timeline

__all__ = [
    "CasePage",
    "Day",
    "Entry",
    "FoundLine",
    "FoundPage",
    "Lane",
    "Newcomers",
    "Part",
    "ReadingDay",
    "TaskLine",
    "Timeline",
    "address_of",
    "describe_tasks",
    "list_newcomers",
    "plan_day",
    "plan_reading",
    "search_cases",
    "show_alarms",
    "show_case",
    "show_timeline",
    "urgency_of_case",
]
