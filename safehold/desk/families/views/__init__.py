# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of families."""

from safehold.desk.families.views.facts import change_facts, change_paper, compare_ways
from safehold.desk.families.views.families import (
    add_family,
    change_title,
    list_families,
    remove_family,
    show_case,
    show_family,
    take_calendar,
)
from safehold.desk.families.views.gate import say_footing
from safehold.desk.families.views.parts import add_part, change_part, remove_part

__all__ = [
    "add_family",
    "add_part",
    "change_facts",
    "change_paper",
    "change_part",
    "change_title",
    "compare_ways",
    "list_families",
    "remove_family",
    "remove_part",
    "say_footing",
    "show_case",
    "show_family",
    "take_calendar",
]
