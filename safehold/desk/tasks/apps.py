# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The application of tasks."""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "safehold.desk.tasks"
    label = "tasks"

    def ready(self) -> None:
        from safehold.desk.members.actions import register_at_closing
        from safehold.desk.tasks.actions import forget_calendar

        register_at_closing("calendar", forget_calendar)
