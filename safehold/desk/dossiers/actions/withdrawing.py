# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Somebody took a consent back: of what had been sent, a task stays to ask for it back. Nothing more can leave: each
file and each sending asks the ledger.

Works without keys. It locks no case (see `consent.at_withdrawal`).
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q

from safehold.desk.audit import actions as audit
from safehold.desk.cases import queries as cases
from safehold.desk.dossiers import rules
from safehold.desk.dossiers.models import Dossier
from safehold.desk.tasks import actions as tasks
from safehold.persistence.transactions import atomic_for


def close_withdrawn(organisation_id: UUID, subject_id: UUID, purpose: str, recipient: str, on: date) -> int:
    """Leave a task for each dossier that was sent on a consent that is gone; return how many those are."""
    if purpose != rules.PURPOSE or recipient not in ("", rules.RECEIVER):
        return 0
    case_id = cases.find_case_id(subject_id) or subject_id
    about = Q(case_id=case_id) | Q(case__merged=case_id)
    with atomic_for(Dossier):
        found = Dossier.objects.filter(about, organisation=organisation_id).exclude(state=rules.DRAFT)
        rows = list(found.distinct().order_by("id"))
        for row in rows:
            tasks.open_task(
                row.organisation_id,
                "consent-withdrawn",
                case_id=row.case_id,
                about_id=row.pk,
                due_on=on,
                assigned_to_id=row.author_id,
                on=on,
            )
            audit.append(row.organisation_id, "dossier.withdrawn", row.case_id, on=on)
    return len(rows)
