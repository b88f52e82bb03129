# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which cases must get a new key since a member was removed, and how far that has come.

A closed case keeps its key while it is closed. When it is opened again, it is among those that must get a new one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from django.db.models import QuerySet

from safehold.desk.audit import queries as audit
from safehold.desk.cases.models import Case, Renewal, State
from safehold.desk.vault import queries as keys

UNREADABLE = "case-unreadable"
"""The alarm about a case that cannot be given a new key."""


@dataclass(frozen=True)
class RenewalProgress:
    """How far the new keys have come.

    state: `none` since nobody was removed; `running`; `waiting` for a member to unlock; `stopped`: no worker runs;
    `finished`. unreadable: cases that could not be opened; they wait until a lead has settled the alarm.
    """

    state: Literal["none", "running", "waiting", "stopped", "finished"]
    done: int = 0
    total: int = 0
    unreadable: int = 0
    finished_on: date | None = None

    @property
    def is_under_way(self) -> bool:
        return self.state in ("running", "waiting", "stopped")


def due_cases(organisation_id: UUID) -> QuerySet[Case]:
    """Return the cases that can and must get a new key."""
    due = Case.objects.filter(organisation=organisation_id, id__in=keys.due_subjects(organisation_id))
    return due.exclude(state=State.CLOSED).exclude(id__in=list_unreadable(organisation_id))


def list_unreadable(organisation_id: UUID) -> list[UUID]:
    """Return the cases that could not be given a new key, as the open alarms say."""
    alarms = audit.list_open_alarms(organisation_id)
    return [UUID(alarm.subject) for alarm in alarms if alarm.kind == UNREADABLE]


def find_renewal(organisation_id: UUID) -> Renewal | None:
    """Return the renewal that has not finished."""
    return Renewal.objects.filter(organisation=organisation_id, finished_on=None).first()


def show_renewal(organisation_id: UUID, now: datetime) -> RenewalProgress:
    """Return how far the new keys of an organisation's open cases have come."""
    left = due_cases(organisation_id).count()
    unreadable = len(list_unreadable(organisation_id))
    renewal = find_renewal(organisation_id)
    if not left:
        return _show_finished(organisation_id, renewal, unreadable)
    done = renewal.done if renewal else 0
    return RenewalProgress(_state(organisation_id, now), done, done + left, unreadable)


def _state(organisation_id: UUID, now: datetime) -> Literal["running", "waiting", "stopped"]:
    workers = keys.list_our_workers(now)
    if not workers:
        return "stopped"
    return "running" if keys.is_work_handed_over(organisation_id, workers) else "waiting"


def _show_finished(organisation_id: UUID, renewal: Renewal | None, unreadable: int) -> RenewalProgress:
    newest = renewal or Renewal.objects.filter(organisation=organisation_id).order_by("-finished_on").first()
    if newest is None:
        return RenewalProgress("none", unreadable=unreadable)
    return RenewalProgress("finished", newest.done, newest.done, unreadable, newest.finished_on)
