# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Holds: nothing ends a case while one is on it."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from safehold.desk.audit import actions as audit
from safehold.desk.cases import actions as cases
from safehold.desk.cases.errors import CaseUnknown
from safehold.desk.cases.models import Case
from safehold.desk.retention.actions.deciding import require_lead
from safehold.desk.retention.errors import HeldAlready, HoldUnknown, ReadElsewhere
from safehold.desk.retention.models import Due, Hold
from safehold.desk.search import actions as search
from safehold.desk.tasks import actions as tasks
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.transactions import atomic_for

TASK = "retention-due"


def place_hold(unlocked: Unlocked, case: Case, reason: str, on: date, once: UUID | None = None) -> Hold:
    """Hold a case, for a reason that is sealed in it. once: from the form, so that a double click holds once.

    Raises CaseUnknown when it was destroyed just now or is another organisation's, HeldAlready, ReadElsewhere,
    LeadNeeded.
    """
    with atomic_for(Hold):
        case_now, key = cases.hold_case(unlocked, case)
        _require_own(unlocked, case_now)
        member = require_lead(unlocked.member)
        if case_now.merged_into_id:
            raise ReadElsewhere
        kept = Hold.objects.filter(case=case_now, released_on=None).first()
        if kept and kept.id == once:
            return kept
        if kept:
            raise HeldAlready
        is_taken = once is not None and Hold.objects.filter(id=once).exists()
        hold = Hold(
            id=once if once and not is_taken else uuid4(), case=case_now, placed_by=member, placed_on=on
        )
        hold.seal(key, {"reason": reason})
        hold.save(force_insert=True)
        search.index_row(unlocked, key, hold)
        Due.objects.filter(subject_id=case_now.id).delete()
        tasks.close_tasks(case_now.organisation_id, case_now.id, on, kinds=[TASK])
        audit.append(case_now.organisation_id, "case.held", case_now.id, member.pk, on=on)
    return hold


def release_hold(unlocked: Unlocked, hold: Hold, on: date) -> None:
    """Let a case go on its way. It is listed as due again before anything ends it. Twice is once."""
    with atomic_for(Hold):
        case_now, _key = cases.hold_case(unlocked, hold.case)
        _require_own(unlocked, case_now)
        member = require_lead(unlocked.member)
        row = Hold.objects.select_for_update().filter(id=hold.id).first()
        if row is None:
            raise HoldUnknown
        if row.released_on is not None:
            return
        row.released_on, row.released_by = on, member
        row.save(update_fields=["released_on", "released_by"])
        audit.append(case_now.organisation_id, "case.released", case_now.id, member.pk, on=on)


def _require_own(unlocked: Unlocked, case: Case) -> None:
    if case.organisation_id != unlocked.organisation_id:
        raise CaseUnknown
