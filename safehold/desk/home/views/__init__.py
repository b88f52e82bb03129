# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""My day, the lists of tasks, and the pages of a case that show several rooms."""

from safehold.desk.home.views.case import show_case
from safehold.desk.home.views.day import show_day
from safehold.desk.home.views.searching import forget_search, search_again, search_cases
from safehold.desk.home.views.tasks import list_case_tasks, list_tasks, show_task
from safehold.desk.home.views.timeline import show_timeline

__all__ = [
    "forget_search",
    "list_case_tasks",
    "list_tasks",
    "search_again",
    "search_cases",
    "show_case",
    "show_day",
    "show_task",
    "show_timeline",
]
