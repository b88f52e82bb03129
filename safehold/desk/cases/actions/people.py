# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What members do with the parties of a case. The room of parties writes; here the case is held and its key given."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from safehold.desk.cases.actions.positions import hold_case
from safehold.desk.cases.errors import CaseUnknown
from safehold.desk.cases.models import Case
from safehold.desk.parties import actions as parties
from safehold.desk.parties.models import Party, PartyRelation
from safehold.desk.parties.rules import PartyDraft
from safehold.desk.search import actions as search
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.transactions import atomic_for


def add_party(
    unlocked: Unlocked, case: Case, draft: PartyDraft, on: date, party_id: UUID | None = None
) -> Party:
    """Add a person, group, body or account to a case. `party_id`: from the form, so that it is added once."""
    with atomic_for(Case):
        case_now, key = hold_case(unlocked, case)
        party = parties.add_party(key, case_now.id, draft, unlocked.member, on, party_id)
        search.index_row(unlocked, key, party)
    return party


def change_party(unlocked: Unlocked, case: Case, party: Party, draft: PartyDraft, on: date) -> None:
    """Write anew what is known of a party of this case."""
    with atomic_for(Case):
        _, key = hold_case(unlocked, case)
        changed = parties.change_party(key, party, draft, unlocked.member, on)
        search.index_row(unlocked, key, changed)


def remove_party(unlocked: Unlocked, case: Case, party: Party, on: date) -> None:
    """Delete a party of this case, with its relations."""
    with atomic_for(Case):
        hold_case(unlocked, case)
        for relation_id in parties.remove_party(party, unlocked.member, on):
            search.forget_source(party.case_id, relation_id)
        search.forget_source(party.case_id, party.id)


def relate(
    unlocked: Unlocked, case: Case, a: Party, b: Party, kind: str, note: str, on: date
) -> PartyRelation:
    """State what one party of this case is to another."""
    with atomic_for(Case):
        _, key = hold_case(unlocked, case)
        relation = parties.relate(key, a, b, kind, note, unlocked.member, on)
        search.index_row(unlocked, key, relation)
    return relation


def unrelate(unlocked: Unlocked, case: Case, relation: PartyRelation, on: date) -> None:
    """Take a relation away."""
    with atomic_for(Case):
        hold_case(unlocked, case)
        parties.unrelate(relation, unlocked.member, on)
        search.forget_source(relation.case_id, relation.id)


def merge_parties(
    unlocked: Unlocked, one: Party, one_case: Case, into: Party, into_case: Case, on: date
) -> None:
    """Say that a party of one case is a party of another, or of the same. Raises a MergeRefused, CaseUnknown."""
    with atomic_for(Case):
        for case in sorted({one_case, into_case}, key=lambda each: each.id):
            if hold_case(unlocked, case)[0].organisation_id != unlocked.organisation_id:
                raise CaseUnknown
        parties.merge_parties(one, into, unlocked.member, on)


def unmerge_party(unlocked: Unlocked, case: Case, party: Party, on: date) -> None:
    """Let a party of this case stand for itself again."""
    with atomic_for(Case):
        hold_case(unlocked, case)
        parties.unmerge_party(party, unlocked.member, on)
