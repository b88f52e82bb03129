# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A case of somebody who spoke to us and sent no report."""

from datetime import date
from uuid import UUID, uuid4

from safehold.desk.cases.actions.people import add_party
from safehold.desk.cases.actions.positions import trace
from safehold.desk.cases.models import Case, State, StateChange, Triage
from safehold.desk.parties.rules import PartyDraft
from safehold.desk.search import actions as search
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.models import id_of_form
from safehold.persistence.transactions import atomic_for


def open_walk_in_case(
    unlocked: Unlocked,
    title: str,
    on: date,
    *,
    once: UUID | None = None,
    supported: PartyDraft | None = None,
    triage: str = Triage.ROUTINE,
) -> Case:
    """Make a case with a fresh key; audited as `case.opened`.

    once: from the form, so that a double click makes one case. supported: the person or group, where there is
    something to keep of them. Raises VaultMissing.
    """
    member = unlocked.member
    with atomic_for(Case):
        case_id = id_of_form(f"case of {member.organisation_id}", once)
        kept = Case.objects.filter(id=case_id).first()
        if kept and kept.organisation_id == member.organisation_id:
            return kept
        case = Case(id=uuid4() if kept else case_id, organisation_id=member.organisation_id)
        case.state, case.triage, case.opened_on = State.NEW, Triage(triage), on
        key = unlocked.new_case_key(case.id)
        case.seal(key, {"title": title})
        case.save(force_insert=True)
        search.index_row(unlocked, key, case)
        StateChange.objects.create(case=case, position=1, to_state=State.NEW, by=member, on_day=on)
        trace(case.organisation_id, "case.opened", case.id, member, on)
        if supported:
            add_party(unlocked, case, supported, on)
    return case
