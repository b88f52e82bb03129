# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Saying that a day comes closer: 180, 90, 30 and 7 days before. Holds no key, and knows no more than the day."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from safehold.desk.families.models import KeptDeadline
from safehold.desk.families.queries.rows import due_alerts, list_alerted
from safehold.desk.families.rules import next_alert
from safehold.desk.tasks import actions as tasks
from safehold.persistence.transactions import atomic_for

AT_A_TIME = 200
"""So many days are one transaction: whoever works meanwhile does not wait long."""
TASK_KIND = "family-deadline"


def raise_alerts(on: date) -> int:
    """Have a task open for each day that is to be said by now; return how many. Killed, or called again: each once.

    A task that is still open is the same task. One that was done at an earlier alert is opened anew: whoever looked at
    180 days may not have done it.
    """
    done = 0
    for organisation_id in list_alerted(on):
        while found := _raise_some(organisation_id, on):
            done += found
    return done


def _raise_some(organisation_id: UUID, on: date) -> int:
    """Say some days of one organisation: each transaction writes to one audit alone."""
    with atomic_for(KeptDeadline):
        due = due_alerts(on).filter(case__organisation=organisation_id)
        rows = list(due.select_for_update(of=("self",))[:AT_A_TIME])
        for row in rows:
            row.next_alert_on = next_alert(row.due_on, on)
        wanted = [tasks.Wanted(row.case_id, row.id, row.due_on, row.case.assigned_to_id) for row in rows]
        tasks.open_tasks(organisation_id, TASK_KIND, wanted, on)
        KeptDeadline.objects.bulk_update(rows, ["next_alert_on"])
    return len(rows)
