# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Putting two cases together, and taking them apart again.

A merge sets one pointer, `Case.merged_into`. Not a row of either case is rewritten, each keeps its own key, and what is
written later into one stays its own: so taking them apart gives back exactly what there was.
"""

from datetime import date

from safehold.desk.cases import rules
from safehold.desk.cases.actions.positions import hold_case, trace
from safehold.desk.cases.errors import CaseUnknown
from safehold.desk.cases.models import Case
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.transactions import atomic_for


def merge_cases(unlocked: Unlocked, one: Case, into: Case, on: date) -> None:
    """Let `one` be read in `into` from now on. Merging the same again writes nothing.

    Only who opens cases in the organisation of both, with both keys in hand. Raises a MergeRefused; CaseUnknown for
    another organisation's; KeyMissing.
    """
    with atomic_for(Case):
        held = {
            each.id: hold_case(unlocked, each)[0] for each in sorted((one, into), key=lambda each: each.id)
        }
        one_now, into_now = held[one.id], held[into.id]
        if {one_now.organisation_id, into_now.organisation_id} != {unlocked.organisation_id}:
            raise CaseUnknown
        if one_now.merged_into_id == into_now.id:
            return
        rules.require_mergeable(
            same=one_now.id == into_now.id,
            one_is_merged=one_now.merged_into_id is not None,
            one_holds=one_now.merged.exists(),
            into_is_merged=into_now.merged_into_id is not None,
            one_presses_more=one_now.triage_rank < into_now.triage_rank,
        )
        Case.objects.filter(id=one_now.id).update(merged_into=into_now)
        for case in (one_now, into_now):
            trace(case.organisation_id, "case.merged", case.id, unlocked.member, on)


def unmerge_case(unlocked: Unlocked, case: Case, on: date) -> None:
    """Let a case stand for itself again. One that was not merged writes nothing. Raises CaseUnknown or KeyMissing."""
    with atomic_for(Case):
        case_now, _ = hold_case(unlocked, case)
        if case_now.organisation_id != unlocked.organisation_id:
            raise CaseUnknown
        into_id = case_now.merged_into_id
        if into_id is None:
            return
        Case.objects.filter(id=case_now.id).update(merged_into=None)
        for case_id in (case_now.id, into_id):
            trace(case_now.organisation_id, "case.unmerged", case_id, unlocked.member, on)
