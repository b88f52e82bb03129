# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Screening again after the lists have changed: handed over by an unlocked member, done by a worker.

An import holds no key, so it screens nobody. It leaves a higher number, which actors have not seen. At the next unlock
the keys of their cases are handed to a worker, in its memory alone (docs/decisions/0017); or a member asks for it on
the page. One case is one short transaction: a worker may be killed at any moment, and what it left is still due.
"""

from __future__ import annotations

import time
from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from safehold.core.rows import RowTampered
from safehold.desk.actors.actions.screening import keep_screening, open_task_of
from safehold.desk.actors.models import Actor
from safehold.desk.actors.queries.contents import open_draft
from safehold.desk.actors.queries.rows import due_actors
from safehold.desk.actors.queries.screened import newest_number
from safehold.desk.audit import actions as audit
from safehold.desk.cases import queries as cases
from safehold.desk.cases.models import Case
from safehold.desk.vault import actions as vault
from safehold.desk.vault import queries as keys
from safehold.desk.vault.actions import Unlocked
from safehold.desk.vault.errors import VaultMissing, WorkerRefused
from safehold.persistence.transactions import atomic_for

MOST_AT_ONCE = 2_000
"""So many cases are one handover."""
MOST_ON_A_PAGE = 100
"""So many cases are screened while a person waits."""
REST = 1.0
"""A worker rests this many times as long as it worked, so that pages stay quick."""


def hand_over_screenings(unlocked: Unlocked, on: date, now: datetime) -> None:
    """Hand a worker the keys of the cases whose actors have not seen the newest lists.

    Without a worker, without anything due, or while it has still to do what it was handed, nothing happens.
    """
    organisation_id = unlocked.organisation_id
    case_ids = _list_due(organisation_id, MOST_AT_ONCE)
    if not case_ids:
        return
    worker = vault.choose_worker(unlocked, now, on)
    if worker is None or keys.is_work_handed_over(organisation_id, [worker]):
        return
    versions = _key_versions(organisation_id, case_ids)
    found = unlocked.case_keys(versions)
    secrets = {f"{case_id} {versions[case_id]}": key for case_id, key in found.items()}
    if not secrets:
        return
    try:
        with atomic_for(Actor):
            _enqueue(vault.hand_over(unlocked, worker, secrets, on), worker.pk)
    except (VaultMissing, WorkerRefused):
        return  # the member was removed, or the worker ended, just now


def _key_versions(organisation_id: UUID, case_ids: Collection[UUID]) -> dict[UUID, int]:
    return {id_: case.key_version for id_, case in cases.map_cases(organisation_id, case_ids).items()}


def _list_due(organisation_id: UUID, most: int) -> list[UUID]:
    due = due_actors(organisation_id, newest_number(organisation_id))
    return list(due.order_by("case_id").values_list("case_id", flat=True).distinct()[:most])


def _enqueue(handover_id: UUID, worker_id: UUID) -> None:
    from safehold.desk.actors.tasks import screen_cases

    screen_cases.using(queue_name=vault.queue_of(worker_id)).enqueue(str(handover_id))


def screen_handed_over(handover_id: UUID, on: date) -> int:
    """Screen the actors of each case of a handover; return how many. In a worker only.

    Raises WorkerMissing in another process, HandoverUnknown for what was not handed to this one.
    """
    worker, done = vault.serving_worker(), 0
    try:
        organisation_id, secrets = vault.open_handover(worker, handover_id)
        for name, key in sorted(secrets.items()):
            began = time.monotonic()
            case_id, _, version = name.partition(" ")
            done += _screen_case(organisation_id, UUID(case_id), int(version), key, on)
            if worker.stopping.wait((time.monotonic() - began) * REST):
                break
    finally:
        vault.drop_handover(handover_id)
    return done


def screen_waiting(unlocked: Unlocked, on: date) -> int:
    """Screen now what waits, as much as a person waits for; return how many actors that was."""
    case_ids = _list_due(unlocked.organisation_id, MOST_ON_A_PAGE)
    versions = _key_versions(unlocked.organisation_id, case_ids)
    found = unlocked.case_keys(versions)
    return sum(
        _screen_case(unlocked.organisation_id, case_id, versions[case_id], key, on)
        for case_id, key in found.items()
    )


def _screen_case(organisation_id: UUID, case_id: UUID, version: int, key: bytes, on: date) -> int:
    """Screen what is due in one case, and open a task when the lists say something new; return how many actors.

    A case that got another key, or another organisation, meanwhile is left: it is still due.
    """
    with atomic_for(Actor):
        held = cases.hold_case(organisation_id, case_id)
        if held is None or held.key_version != version:
            return 0
        due = due_actors(organisation_id, newest_number(organisation_id)).filter(case=held)
        rows = list(due.select_for_update(of=("self",)).order_by("position"))
        if not rows:
            return 0
        try:
            with atomic_for(Actor):
                news = _screen_all(key, rows, held, on)
        except RowTampered:
            audit.raise_alarm(organisation_id, "case-changed", case_id, on=on)
            return 0
        if news:
            open_task_of(held, on)
        audit.append(organisation_id, "actor.rescreened", case_id, on=on)
    return len(rows)


def _screen_all(key: bytes, rows: Collection[Actor], case: Case, on: date) -> bool:
    found = False
    for row in rows:
        row.case = case
        found = bool(keep_screening(key, row, open_draft(key, row), on)) or found
    return found
