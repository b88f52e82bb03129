# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The application of tasks."""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "safehold.desk.tasks"
    label = "tasks"
