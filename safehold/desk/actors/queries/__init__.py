# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The only road to actors."""

from safehold.desk.actors.queries.contents import (
    OpenedActor,
    OpenedDecision,
    OpenedMistake,
    OpenedScreening,
    OpenedStatement,
    open_actor,
    open_family,
    open_for_change,
    open_heads,
)
from safehold.desk.actors.queries.elsewhere import OtherCase, find_elsewhere
from safehold.desk.actors.queries.rows import (
    access_actor,
    access_mistake,
    access_statement,
    count_waiting,
    due_actors,
    list_actors,
)
from safehold.desk.actors.queries.screened import (
    Proposal,
    access_proposal,
    find_in_lists,
    has_lists,
    list_gone,
    list_lists,
    list_proposals,
    newest_number,
)

__all__ = [
    "OpenedActor",
    "OpenedDecision",
    "OpenedMistake",
    "OpenedScreening",
    "OpenedStatement",
    "OtherCase",
    "Proposal",
    "access_actor",
    "access_mistake",
    "access_proposal",
    "access_statement",
    "count_waiting",
    "due_actors",
    "find_elsewhere",
    "find_in_lists",
    "has_lists",
    "list_actors",
    "list_gone",
    "list_lists",
    "list_proposals",
    "newest_number",
    "open_actor",
    "open_family",
    "open_for_change",
    "open_heads",
]
