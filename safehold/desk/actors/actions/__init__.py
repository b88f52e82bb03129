# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Everything that can be done to an actor, one function per verb. Nothing else writes to one."""

from safehold.desk.actors.actions.deciding import Ruling, decide
from safehold.desk.actors.actions.rescreening import (
    hand_over_screenings,
    screen_handed_over,
    screen_waiting,
)
from safehold.desk.actors.actions.saying import add_mistake, add_statement, remove_mistake, remove_statement
from safehold.desk.actors.actions.writing import add_actor, change_actor, remove_actor, screen_actor

__all__ = [
    "Ruling",
    "add_actor",
    "add_mistake",
    "add_statement",
    "change_actor",
    "decide",
    "hand_over_screenings",
    "remove_actor",
    "remove_mistake",
    "remove_statement",
    "screen_actor",
    "screen_handed_over",
    "screen_waiting",
]
