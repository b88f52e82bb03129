# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Judging a risk, again and again. What was judged before stays as it was."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from safehold.desk.cases import actions as cases
from safehold.desk.cases.models import Case
from safehold.desk.support import rules
from safehold.desk.support.actions.writing import begin, find_same, keep, trace
from safehold.desk.support.models import RiskAssessment
from safehold.desk.tasks import actions as tasks
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.transactions import atomic_for

REASSESS = "reassess-risk"


@dataclass(frozen=True)
class RiskWords:
    """What was said and decided."""

    fears: str = field(default="", repr=False)
    who: str = field(default="", repr=False)
    how_they_know: str = field(default="", repr=False)
    protective: str = field(default="", repr=False)
    decision: str = field(default="", repr=False)


def assess_risk(
    unlocked: Unlocked,
    case: Case,
    level: str,
    words: RiskWords,
    on: date,
    *,
    reassess_on: date | None = None,
    once: UUID | None = None,
) -> RiskAssessment:
    """Write down how bad it is today, and open a task for the day to look again. The task before it ends.

    reassess_on: default, the level's own (`rules.LOOK_AGAIN_AFTER_DAYS`). once: from the form: a double click is one.
    """
    with atomic_for(RiskAssessment):
        case_now, key = cases.hold_case(unlocked, case)
        day = rules.reassess_on(level, reassess_on, on)
        judged: dict[str, Any] = {"level": level, "reassess_on": day, "author": unlocked.member}
        if kept := find_same(RiskAssessment, case_now, once, key, asdict(words), **judged):
            return kept
        row = begin(RiskAssessment, case_now, once, assessed_on=on, **judged)
        keep(unlocked, key, row, asdict(words))
        organisation_id = case_now.organisation_id
        tasks.close_tasks(organisation_id, case_now.id, on, kinds=[REASSESS])
        tasks.open_task(
            organisation_id,
            REASSESS,
            case_id=case_now.id,
            about_id=case_now.id,
            due_on=row.reassess_on,
            assigned_to_id=case_now.assigned_to_id,
            on=on,
        )
        trace(case_now, "risk.assessed", unlocked.member, on)
    return row
