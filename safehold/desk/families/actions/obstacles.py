# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What stands in the way. A ban to leave, or a passport that was taken, is an act: it can be told in the case too."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from safehold.desk.cases import actions as cases
from safehold.desk.cases.actions import ActDraft, IncidentDraft
from safehold.desk.families.actions.writing import keep_part
from safehold.desk.families.models import FamilyFile
from safehold.desk.families.rules import Obstacle
from safehold.desk.families.rules.contents import TAKES_PASSPORT_OR_BARS_EXIT
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.transactions import atomic_for

EXIT_TACTIC = "PRX-EXIT"
"""The catalogue's: exit ban or passport seizure against relatives."""


def keep_obstacle(
    unlocked: Unlocked, row: FamilyFile, obstacle: Obstacle, on: date, *, told_as: str = ""
) -> Obstacle:
    """Write an obstacle. told_as: the title of the incident, where it is told in the case too; it is told once."""
    with atomic_for(FamilyFile):
        if told_as and not obstacle.incident:
            obstacle = replace(obstacle, incident=_tell(unlocked, row, obstacle, told_as, on))
        keep_part(unlocked, row, "obstacles", obstacle, on)
    return obstacle


def _tell(unlocked: Unlocked, row: FamilyFile, obstacle: Obstacle, title: str, on: date) -> str:
    draft = IncidentDraft(title, narrative=obstacle.words, when_words=obstacle.on)
    incident = cases.add_incident(unlocked, row.case, draft, on)
    if obstacle.kind in TAKES_PASSPORT_OR_BARS_EXIT:
        cases.add_act(unlocked, incident, ActDraft(EXIT_TACTIC), on)
    return str(incident.pk)
