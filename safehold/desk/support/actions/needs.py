# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the person needs, who was asked for it, and what became of it. Each move is kept, sealed, with its words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from safehold.catalog.help_wanted import load_help_wanted
from safehold.desk.cases import actions as cases
from safehold.desk.cases.models import Case
from safehold.desk.support import rules
from safehold.desk.support.actions.writing import begin, find_same, keep, trace
from safehold.desk.support.models import Need, NeedState
from safehold.desk.tasks import actions as tasks
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.transactions import atomic_for

FOLLOW_UP = "need-follow-up"


@dataclass(frozen=True)
class NeedMove:
    """Where a need stands now. service: an id of the catalogue, "" for ourselves. follow_up_on: when to ask again."""

    state: str = NeedState.OPEN
    service: str = ""
    follow_up_on: date | None = None
    words: str = field(default="", repr=False)


def add_need(
    unlocked: Unlocked,
    case: Case,
    need: str,
    words: str,
    move: NeedMove,
    on: date,
    *,
    once: UUID | None = None,
) -> Need:
    """Write down a need: a code of catalog.help_wanted, and its words. Raises ChoiceUnknown.

    once: from the form, so that a double click adds one.
    """
    load_help_wanted().choice(need)
    with atomic_for(Need):
        case_now, key = cases.hold_case(unlocked, case)
        document = {"words": words, "log": [_as_step(unlocked, move, on)]}
        if kept := find_same(Need, case_now, once, key, document, need=need):
            return kept
        row = begin(Need, case_now, once, need=need, opened_on=on)
        _set(row, move)
        keep(unlocked, key, row, document)
        _plan_follow_up(case_now, row, on)
        trace(case_now, "need.added", unlocked.member, on)
    return row


def move_need(unlocked: Unlocked, need: Need, move: NeedMove, on: date) -> None:
    """Say what became of a need. What is exactly as it was writes nothing."""
    with atomic_for(Need):
        case_now, key = cases.hold_case(unlocked, need.case)
        row = Need.objects.select_for_update().get(id=need.id)
        document = row.open(key)
        step = _as_step(unlocked, move, on)
        if _says_nothing_new(row, document, move):
            return
        asked_on = row.follow_up_on
        _set(row, move)
        log = [*document["log"], step]
        keep(unlocked, key, row, document | {"log": log}, "state", "service", "follow_up_on")
        if row.follow_up_on != asked_on:
            _plan_follow_up(case_now, row, on)
        trace(case_now, "need.moved", unlocked.member, on)


def _set(row: Need, move: NeedMove) -> None:
    row.state, row.service = NeedState(move.state), move.service
    row.follow_up_on = None if rules.is_settled(move.state) else move.follow_up_on


def _plan_follow_up(case: Case, row: Need, on: date) -> None:
    """Leave one task for the day on which we ask again; none once there is no such day, or nothing to ask."""
    if row.follow_up_on is None:
        tasks.close_tasks(case.organisation_id, row.id, on, kinds=[FOLLOW_UP])
        return
    tasks.open_task(
        case.organisation_id,
        FOLLOW_UP,
        case_id=case.id,
        about_id=row.id,
        due_on=row.follow_up_on,
        assigned_to_id=case.assigned_to_id,
        on=on,
    )


def _as_step(unlocked: Unlocked, move: NeedMove, on: date) -> dict[str, Any]:
    by = unlocked.member.display_name
    return {"on": on.isoformat(), "state": move.state, "service": move.service, "by": by, "words": move.words}


def _says_nothing_new(row: Need, document: dict[str, Any], move: NeedMove) -> bool:
    """Whether the same was said last, as when a form is sent twice."""
    last = document["log"][-1]
    follow_up_on = None if rules.is_settled(move.state) else move.follow_up_on
    return (row.state, row.service, row.follow_up_on, last["words"]) == (
        move.state,
        move.service,
        follow_up_on,
        move.words,
    )
