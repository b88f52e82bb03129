# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The daily job: what is due is listed and becomes a task; what may end by itself, does. It holds no key."""

from __future__ import annotations

import logging
from datetime import date
from uuid import UUID

from safehold.desk.cases.errors import CaseUnknown
from safehold.desk.members import queries as members
from safehold.desk.retention import queries
from safehold.desk.retention.actions.destroying import TASK, destroy_one
from safehold.desk.retention.actions.finishing import end_what_came_back, finish_all
from safehold.desk.retention.errors import NotDue, NotEnded
from safehold.desk.retention.models import Due
from safehold.desk.retention.rules import ends_by_itself_on
from safehold.desk.tasks import actions as tasks
from safehold.persistence.transactions import atomic_for

log = logging.getLogger(__name__)
_watched: dict[UUID, date] = {}


def watch(on: date, watched: dict[UUID, date] = _watched) -> int:
    """Finish what is unfinished; once a day list what is due, and end what may end by itself. Return how much ended.

    watched: on which day this process has looked at an organisation last. Keyless and idempotent.
    """
    waiting = [each.id for each in members.list_organisations() if watched.get(each.id) != on]
    if waiting:
        end_what_came_back(on)
    finish_all(on)
    ended = 0
    for organisation_id in waiting:
        note_due(organisation_id, on)
        ended += end_by_itself(organisation_id, on)
        watched[organisation_id] = on
    return ended


def note_due(organisation_id: UUID, on: date) -> int:
    """Bring the list of what is due up to date; return how long it is. A task for each, until it is decided."""
    policy = queries.read_rules(organisation_id)
    over = {each.subject_id: each for each in queries.list_over(organisation_id, policy, on)}
    known = {due.subject_id: due for due in Due.objects.filter(organisation=organisation_id)}
    for subject_id in known.keys() - over.keys():
        _strike(known[subject_id], on)
    for subject_id in over.keys() - known.keys():
        _note(organisation_id, over[subject_id], on)
    changed = [due for due in known.values() if due.subject_id in over]
    for due in changed:
        ending = over[due.subject_id]
        if (due.kind, due.ends_on) != (ending.kind, ending.ends_on):
            with atomic_for(Due):
                Due.objects.filter(pk=due.pk).update(kind=ending.kind, ends_on=ending.ends_on)
    return len(over)


def _note(organisation_id: UUID, ending: queries.Ending, on: date) -> None:
    with atomic_for(Due):
        _, is_new = Due.objects.get_or_create(
            subject_id=ending.subject_id,
            defaults={
                "organisation_id": organisation_id,
                "kind": ending.kind,
                "ends_on": ending.ends_on,
                "noted_on": on,
            },
        )
        if is_new:
            case_id = None if ending.kind in queries.SEALED_REPORTS else ending.subject_id
            tasks.open_task(
                organisation_id, TASK, case_id=case_id, about_id=ending.subject_id, due_on=on, on=on
            )


def _strike(due: Due, on: date) -> None:
    with atomic_for(Due):
        Due.objects.filter(pk=due.pk).delete()
        tasks.close_tasks(due.organisation_id, due.subject_id, on, kinds=[TASK])


def end_by_itself(organisation_id: UUID, on: date) -> int:
    """End what is due, was listed for the days of grace and is not held, if the lead chose so; return how much.

    A report that nobody has opened never ends by itself, whatever was chosen: nothing received is lost.
    """
    if not queries.read_rules(organisation_id).is_by_itself:
        return 0
    ended = 0
    listed = Due.objects.filter(organisation=organisation_id).exclude(kind=queries.UNOPENED)
    for due in listed.order_by("ends_on", "id"):
        try:
            destroy_one(due, None, on, still=lambda due=due: _require_grace_is_over(due, on))  # type: ignore[misc]
        except (NotEnded, CaseUnknown):
            continue
        except Exception as error:
            log.warning("something that is due did not end: %s", type(error).__name__)
            continue
        ended += 1
    return ended


def _require_grace_is_over(due: Due, on: date) -> None:
    policy = queries.read_rules(due.organisation_id, held=True)
    if not policy.is_by_itself or ends_by_itself_on(due.noted_on, policy.changed_on, policy.grace_days) > on:
        raise NotDue
