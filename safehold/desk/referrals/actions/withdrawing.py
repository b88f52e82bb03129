# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Somebody took a consent back: every open referral to that receiver ends, in the transaction of the withdrawal.

Works without keys. It locks rows of this room only, never a case (see `consent.at_withdrawal`).
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q

from safehold.desk.audit import actions as audit
from safehold.desk.cases import queries as cases
from safehold.desk.referrals import rules
from safehold.desk.referrals.actions.tracing import OVERDUE
from safehold.desk.referrals.models import Referral
from safehold.desk.tasks import actions as tasks
from safehold.persistence.transactions import atomic_for


def close_withdrawn(organisation_id: UUID, subject_id: UUID, purpose: str, recipient: str, on: date) -> int:
    """End what stood on a consent that is gone; return how many referrals that was.

    Also those of a case that the person's own case is read in.
    """
    if purpose != rules.PURPOSE:
        return 0
    case_id = cases.find_case_id(subject_id) or subject_id
    about = Q(case_id=case_id) | Q(case__merged=case_id)
    with atomic_for(Referral):
        ids = list(Referral.objects.filter(about, organisation=organisation_id).values_list("id", flat=True))
        held = Referral.objects.select_for_update().filter(id__in=ids, state__in=rules.OPEN)
        rows = [row for row in held.order_by("id") if rules.is_named_by(recipient, row.receiver, row.pk)]
        for row in rows:
            _end(row, on)
    return len(rows)


def _end(row: Referral, on: date) -> None:
    row.state, row.ended_on = rules.State.WITHDRAWN, on
    row.save(update_fields=["state", "ended_on"])
    tasks.close_tasks(row.organisation_id, row.pk, on, kinds=[OVERDUE])
    if row.sent_on:
        tasks.open_task(
            row.organisation_id,
            "consent-withdrawn",
            case_id=row.case_id,
            about_id=row.pk,
            due_on=on,
            assigned_to_id=row.author_id,
            on=on,
        )
    audit.append(row.organisation_id, "referral.withdrawn", row.case_id, on=on)
