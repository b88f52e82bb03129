# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What one screening writes: the sealed proposals, and the number of the lists that it has seen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from safehold.desk.actors import rules
from safehold.desk.actors.models import Actor, Screening
from safehold.desk.actors.queries.contents import (
    OpenedScreening,
    open_decisions,
    open_screening,
    screened_of,
)
from safehold.desk.actors.queries.screened import find_in_lists, newest_number
from safehold.desk.actors.rules import ActorDraft, Candidate
from safehold.desk.cases.models import Case
from safehold.desk.tasks import actions as tasks
from safehold.desk.tasks import queries as open_tasks

CHANGED = "screening-changed"


class News(NamedTuple):
    """What a screening says that the one before did not."""

    new: list[Candidate]
    lost: list[Candidate]

    def __bool__(self) -> bool:
        return bool(self.new or self.lost)


def keep_screening(key: bytes, row: Actor, draft: ActorDraft, on: date) -> News:
    """Screen a held actor against the lists, and seal what they propose in place of what they proposed before.

    Nobody is a match by this: a decision is a person's (`deciding`).
    """
    organisation_id = row.case.organisation_id
    number = newest_number(organisation_id)
    found = find_in_lists(screened_of(draft), organisation_id)
    before = open_screening(key, row)
    kept = Screening.objects.filter(actor=row).first() or Screening(case_id=row.case_id, actor=row)
    kept.seal(
        key, {"on": on.isoformat(), "number": number, "candidates": [each.as_document() for each in found]}
    )
    kept.save()
    row.screened_number = number
    row.save(update_fields=["screened_number"])
    return _compare(key, row, before, found)


def _compare(key: bytes, row: Actor, before: OpenedScreening | None, now: Iterable[Candidate]) -> News:
    decisions = open_decisions(key, row)
    decided = {each.about: each.fingerprint for each in decisions}
    verdicts = {each.about: each.verdict for each in decisions}
    known, here = (before.candidates if before else ()), list(now)
    return News(rules.list_news(known, here, decided), rules.list_lost(known, here, verdicts))


def open_task_of(case: Case, on: date) -> None:
    """Have somebody look at what the lists say now of the names in a case. The task names nobody."""
    tasks.open_task(
        case.organisation_id,
        CHANGED,
        case_id=case.id,
        about_id=case.id,
        due_on=on,
        assigned_to_id=case.assigned_to_id,
        on=on,
    )


def settle_tasks(key: bytes, case: Case, on: date) -> None:
    """End the task about a case's names once nothing that the lists propose waits for a person."""
    if not open_tasks.find_open(case.organisation_id, CHANGED, case.id):
        return
    if not any(_is_waiting(key, row) for row in Actor.objects.filter(case=case)):
        tasks.close_tasks(case.organisation_id, case.id, on, kinds=[CHANGED])


def _is_waiting(key: bytes, row: Actor) -> bool:
    screening = open_screening(key, row)
    decided = {each.about: each.fingerprint for each in open_decisions(key, row)}
    candidates = screening.candidates if screening else ()
    return any(not rules.is_decided(decided, each.about, each.listed.fingerprint) for each in candidates)
