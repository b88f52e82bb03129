# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Forms of the pages that show several rooms."""

from safehold.desk.home.forms.searching import SearchForm
from safehold.desk.home.forms.tasks import AddTaskForm

__all__ = ["AddTaskForm", "SearchForm"]
