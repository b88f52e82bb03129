# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every act on a referral leaves behind, and how its row is held while it changes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Max, Model

from safehold.desk.audit import actions as audit
from safehold.desk.cases.models import Case
from safehold.desk.referrals import rules
from safehold.desk.referrals.models import Referral
from safehold.desk.tasks import actions as tasks
from safehold.persistence.transactions import atomic_for

if TYPE_CHECKING:
    from safehold.desk.members.models import Member

OVERDUE = "answer-overdue"


def hold(referral: Referral) -> Referral:
    """Return a referral as it is now, locked until the transaction ends. Hold its case first."""
    return Referral.objects.select_for_update().get(pk=referral.pk)


def trace(case: Case, verb: str, by: Member, on: date) -> None:
    """Write the audit row of what `by` did in a case."""
    audit.append(case.organisation_id, verb, case.id, by.id, on=on)


def record_listing(by: Member, on: date) -> None:
    """Write that a member saw what is overdue in all cases: one row, however long the list."""
    with atomic_for(Referral):
        audit.append(by.organisation_id, "referral.listed", "", by.id, on=on)


def next_position(model: type[Model], referral: Referral) -> int:
    rows = model._default_manager.filter(referral=referral)
    return (rows.aggregate(newest=Max("position"))["newest"] or 0) + 1


def plan_follow_up(row: Referral, on: date) -> None:
    """Leave one task for the day on which we ask again; none when nobody waits for this receiver any more."""
    if row.follow_up_on and row.state in rules.AWAITED:
        tasks.open_task(
            row.organisation_id,
            OVERDUE,
            case_id=row.case_id,
            about_id=row.pk,
            due_on=row.follow_up_on,
            assigned_to_id=row.author_id,
            on=on,
        )
    else:
        tasks.close_tasks(row.organisation_id, row.pk, on, kinds=[OVERDUE])
