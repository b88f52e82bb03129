# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A version leaves, and what becomes of it. Consent is asked in the transaction of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import uuid4

from safehold.desk.cases import actions as cases
from safehold.desk.cases.queries import list_consent_subjects
from safehold.desk.consent import actions as consent
from safehold.desk.dossiers import rules
from safehold.desk.dossiers.actions.writing import lock, next_position, trace
from safehold.desk.dossiers.errors import NotReviewed, OutOfOrder
from safehold.desk.dossiers.models import Dossier, Step, Version
from safehold.desk.dossiers.queries.opened import OpenedVersion, open_one
from safehold.desk.search import actions as search
from safehold.desk.tasks import actions as tasks
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.transactions import atomic_for

FOLLOW_UP = "dossier-follow-up"


@dataclass(frozen=True)
class NewStep:
    """What became of a dossier. version: what was sent, of a step that sends."""

    state: str
    words: str = field(default="", repr=False)
    follow_up_on: date | None = None
    version: Version | None = None


def take_file(unlocked: Unlocked, version: Version, on: date) -> OpenedVersion:
    """Return a version to be drawn as a file that can leave. Raises NotReviewed or ConsentMissing."""
    with atomic_for(Version):
        cases.hold_family(version.case_id)
        case_now, key = cases.hold_case(unlocked, version.case)
        _require_consent(unlocked, version.dossier, on)
        opened = _require_reviewed(key, version)
        trace(case_now, "dossier.taken", unlocked.member, on)
    return opened


def note_step(unlocked: Unlocked, dossier: Dossier, new: NewStep, on: date) -> Step:
    """Write what became of a dossier, and leave one task for the day to ask again.

    Raises OutOfOrder; and of sending NotReviewed or ConsentMissing.
    """
    with atomic_for(Step):
        cases.hold_family(dossier.case_id)
        case_now, key = cases.hold_case(unlocked, dossier.case)
        basis = _require_consent(unlocked, dossier, on) if new.state == rules.SENT else ""
        row = lock(dossier)
        if not rules.is_reachable(row.state, new.state):
            raise OutOfOrder
        if new.state == rules.SENT:
            if new.version is None or new.version.dossier_id != row.id:
                raise NotReviewed
            _require_reviewed(key, new.version)
        step = Step(
            id=uuid4(),
            dossier=row,
            case=case_now,
            state=new.state,
            version=new.version if new.state == rules.SENT else None,
            follow_up_on=new.follow_up_on,
            consents=basis,
            position=next_position(Step, row),
            author=unlocked.member,
            on_day=on,
        )
        step.seal(key, {"words": new.words})
        step.save(force_insert=True)
        search.index_row(unlocked, key, step)
        row.state, row.follow_up_on = new.state, new.follow_up_on
        row.save(update_fields=["state", "follow_up_on"])
        _plan(row, on)
        trace(case_now, "dossier.step", unlocked.member, on)
    return step


def _require_consent(unlocked: Unlocked, dossier: Dossier, on: date) -> str:
    case = dossier.case
    subjects = list_consent_subjects(case)
    who = unlocked.member.pk
    basis = consent.require(case.organisation_id, subjects, rules.PURPOSE, rules.RECEIVER, on=on, by=who)
    return " ".join(str(each) for each in basis)


def _require_reviewed(key: bytes, version: Version) -> OpenedVersion:
    opened = open_one(key, version)
    if not opened.is_approved:
        raise NotReviewed
    return opened


def _plan(row: Dossier, on: date) -> None:
    if row.follow_up_on:
        tasks.open_task(
            row.organisation_id,
            FOLLOW_UP,
            case_id=row.case_id,
            about_id=row.pk,
            due_on=row.follow_up_on,
            assigned_to_id=row.author_id,
            on=on,
        )
    else:
        tasks.close_tasks(row.organisation_id, row.pk, on, kinds=[FOLLOW_UP])
