# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be done with tasks, one verb each. Other rooms open and close theirs here, without a key."""

from safehold.desk.tasks.actions.calendars import end_calendar, forget_calendar, make_calendar
from safehold.desk.tasks.actions.doing import give_task, mark_done, mark_undone, postpone_task
from safehold.desk.tasks.actions.many import Wanted, open_tasks
from safehold.desk.tasks.actions.opening import (
    add_task,
    close_tasks,
    close_tasks_of_case,
    forget_case,
    move_case,
    open_task,
)

__all__ = [
    "Wanted",
    "add_task",
    "close_tasks",
    "close_tasks_of_case",
    "end_calendar",
    "forget_calendar",
    "forget_case",
    "give_task",
    "make_calendar",
    "mark_done",
    "mark_undone",
    "move_case",
    "open_task",
    "open_tasks",
    "postpone_task",
]
