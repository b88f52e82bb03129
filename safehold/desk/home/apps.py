# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The application of the pages that show several rooms. Each case gets its first page, its timeline and its tasks."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "safehold.desk.home"

    def ready(self) -> None:
        from safehold.desk.cases.actions import register_case_page
        from safehold.desk.home.queries.searched import texts_of_task
        from safehold.desk.search.actions import register_source
        from safehold.desk.tasks.models import TaskWords

        register_source(TaskWords, texts_of_task)

        register_case_page(0, "home:case", _("The case"))
        register_case_page(5, "home:timeline", _("Timeline"))
        register_case_page(60, "home:case_tasks", _("Tasks"), for_work=True)
