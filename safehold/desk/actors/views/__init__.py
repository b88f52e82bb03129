# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of actors and of screening."""

from safehold.desk.actors.views.actors import (
    add_actor,
    add_from_party,
    change_actor,
    remove_actor,
    show_actor,
    show_case,
)
from safehold.desk.actors.views.listing import list_actors, screen_waiting
from safehold.desk.actors.views.saying import add_mistake, add_statement, remove_mistake, remove_statement
from safehold.desk.actors.views.screening import decide, screen, show_screening

__all__ = [
    "add_actor",
    "add_from_party",
    "add_mistake",
    "add_statement",
    "change_actor",
    "decide",
    "list_actors",
    "remove_actor",
    "remove_mistake",
    "remove_statement",
    "screen",
    "screen_waiting",
    "show_actor",
    "show_case",
    "show_screening",
]
