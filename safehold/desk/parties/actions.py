# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Everything that can be done to a party. The room above holds the case and gives its key.

Each takes `by`, who must be allowed to reach the case: the caller has looked. Nothing that was written is rewritten by
a merge: it sets one pointer, and un-merging takes it away.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db.models import Max, Q

from safehold.desk.audit import actions as audit
from safehold.desk.parties import rules
from safehold.desk.parties.errors import PartyUnknown, SameParty
from safehold.desk.parties.models import Party, PartyRelation
from safehold.desk.parties.rules import PartyDraft
from safehold.persistence.transactions import atomic_for

if TYPE_CHECKING:
    from safehold.desk.members.models import Member


def add_party(
    key: bytes, case_id: UUID, draft: PartyDraft, by: Member, on: date, party_id: UUID | None = None
) -> Party:
    """Add a party to a case whose row the caller has locked. `party_id`: from the form, so that it is added once."""
    with atomic_for(Party):
        kept = Party.objects.filter(id=party_id).first() if party_id else None
        if kept and kept.case_id == case_id:
            return kept
        party = Party(
            id=party_id if party_id and not kept else uuid4(),
            case_id=case_id,
            kind=draft.kind,
            roles=list(draft.roles),
            position=_next_position(case_id),
        )
        party.seal(key, draft.as_document())
        party.save(force_insert=True)
        _trace("party.added", party.case_id, by, on)
    return party


def change_party(key: bytes, party: Party, draft: PartyDraft, by: Member, on: date) -> Party:
    """Write anew what is known of a party: this row alone, not those that were merged into it."""
    with atomic_for(Party):
        party = _lock(party)
        party.kind, party.roles = draft.kind, list(draft.roles)
        party.seal(key, draft.as_document())
        party.save(update_fields=["kind", "roles", "sealed"])
        _trace("party.changed", party.case_id, by, on)
    return party


def remove_party(party: Party, by: Member, on: date) -> list[UUID]:
    """Delete a party with its relations; return the ids of those. What was merged into it stands for itself again."""
    with atomic_for(Party):
        party = _lock(party)
        relations = PartyRelation.objects.filter(Q(a=party) | Q(b=party)).values_list("id", flat=True)
        gone = list(relations)
        party.delete()
        _trace("party.removed", party.case_id, by, on)
    return gone


def relate(key: bytes, a: Party, b: Party, kind: str, note: str, by: Member, on: date) -> PartyRelation:
    """State what one party is to another of the same case; stating it again changes the note.

    Raises SameParty, or PartyUnknown for a party of another case.
    """
    if a.id == b.id:
        raise SameParty
    if a.case_id != b.case_id:
        raise PartyUnknown
    with atomic_for(PartyRelation):
        _lock(a)
        kept = PartyRelation.objects.filter(a=a, b=b, kind=kind).first()
        relation = kept or PartyRelation(case_id=a.case_id, a=a, b=b, kind=kind)
        relation.seal(key, {"note": note})
        relation.save()
        _trace("party.related", a.case_id, by, on)
    return relation


def unrelate(relation: PartyRelation, by: Member, on: date) -> None:
    """Take a relation away."""
    with atomic_for(PartyRelation):
        PartyRelation.objects.filter(id=relation.id).delete()
        _trace("party.unrelated", relation.case_id, by, on)


def merge_parties(one: Party, into: Party, by: Member, on: date) -> None:
    """Say that `one` is `into`; both may be of different cases. Nothing is rewritten. Raises a MergeRefused."""
    with atomic_for(Party):
        locked = {party.id: party for party in _lock_both(one, into)}
        one_now, into_now = locked[one.id], locked[into.id]
        rules.require_mergeable(
            same=one_now.id == into_now.id,
            one_kind=one_now.kind,
            other_kind=into_now.kind,
            one_is_merged=one_now.merged_into_id is not None,
            one_holds=one_now.merged.exists(),
            other_is_merged=into_now.merged_into_id is not None,
        )
        Party.objects.filter(id=one_now.id).update(merged_into=into_now)
        for case_id in _cases_of(one_now, into_now):
            _trace("party.merged", case_id, by, on)


def unmerge_party(party: Party, by: Member, on: date) -> None:
    """Let a party stand for itself again. One that was not merged writes nothing."""
    with atomic_for(Party):
        party = _lock(party)
        into = party.merged_into
        if into is None:
            return
        Party.objects.filter(id=party.id).update(merged_into=None)
        for case_id in _cases_of(party, into):
            _trace("party.unmerged", case_id, by, on)


def part_from_other_cases(case_ids: Collection[UUID]) -> int:
    """Let parties of these cases and of all others stand for themselves again, when the cases go somewhere else.

    Without an audit row: the caller writes what happened to the cases. Return how many stood for each other.
    """
    with atomic_for(Party):
        out = Party.objects.filter(case_id__in=case_ids).exclude(merged_into__case_id__in=case_ids)
        into = Party.objects.filter(merged_into__case_id__in=case_ids).exclude(case_id__in=case_ids)
        return out.exclude(merged_into=None).update(merged_into=None) + into.update(merged_into=None)


def _lock(party: Party) -> Party:
    found = Party.objects.select_for_update().filter(id=party.id).first()
    if found is None:
        raise PartyUnknown
    return found


def _lock_both(one: Party, other: Party) -> Collection[Party]:
    """Lock two rows in the order of their ids: two who merge the same two at once do not wait for each other."""
    found = list(Party.objects.select_for_update().filter(id__in={one.id, other.id}).order_by("id"))
    if len(found) < len({one.id, other.id}):
        raise PartyUnknown
    return found


def _cases_of(*parties: Party) -> list[UUID]:
    return list(dict.fromkeys(party.case_id for party in parties))


def _next_position(case_id: UUID) -> int:
    newest: int | None = Party.objects.filter(case_id=case_id).aggregate(newest=Max("position"))["newest"]
    return (newest or 0) + 1


def _trace(verb: str, case_id: UUID, by: Member, on: date) -> None:
    audit.append(by.organisation_id, verb, str(case_id), by.pk, on=on)
