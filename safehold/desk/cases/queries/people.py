# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who is in a case: its parties, and those of the cases read in it, each with what was merged into it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied

from safehold.desk.cases.models import Case
from safehold.desk.cases.queries.contents import as_it_is_now, key_of
from safehold.desk.cases.queries.together import list_family
from safehold.desk.members.rules import FieldClass, may_see
from safehold.desk.parties import queries as parties
from safehold.desk.parties.models import Party, PartyRelation
from safehold.desk.parties.queries import OpenedParty
from safehold.desk.parties.rules import PartyDraft
from safehold.desk.vault.actions import Unlocked
from safehold.desk.vault.errors import KeyMissing


@dataclass(frozen=True)
class PersonRow:
    """A row of a party, and the case that holds it: this one or one that is read in it."""

    row: Party
    case: Case


def list_people(unlocked: Unlocked, case: Case) -> list[OpenedParty]:
    """Return the parties that are read in a case, in their order. Raises RowTampered or KeyMissing.

    What another case of the organisation says of one of them is among it, if this member may open that case. Whoever
    may not see who somebody is gets nobody.
    """
    if not may_see(unlocked.member.role, FieldClass.IDENTITY):
        return []
    return as_it_is_now(unlocked, case, _list_people)


def _list_people(unlocked: Unlocked, case: Case) -> list[OpenedParty]:
    family = {each.id: each.key_version for each in list_family(case)}
    shown = unlocked.case_keys(family)
    if len(shown) < len(family):
        raise KeyMissing
    connected = parties.list_connected_case_ids(shown)
    around = Case.objects.filter(id__in=connected, organisation=case.organisation_id)
    versions = dict(around.values_list("id", "key_version")) if connected else {}
    return parties.list_parties_of(shown, unlocked.case_keys(versions) if versions else {})


def name_people(people: Iterable[OpenedParty]) -> dict[UUID, str]:
    """Return what to call each party, by its own id and by those of the rows that are read in it."""
    return {each: party.name or party.kind_label for party in people for each in (*party.merged, party.id)}


def access_person(case: Case, party_id: UUID) -> PersonRow:
    """Return a party of this case, or of one that is read in it. Raises PartyUnknown."""
    family = {each.id: each for each in list_family(case)}
    row = parties.access_party(family, party_id)
    return PersonRow(row, family[row.case_id])


def open_person(unlocked: Unlocked, person: PersonRow) -> PartyDraft:
    """Return what one row says of a party, to be written anew. Raises RowTampered, KeyMissing or PermissionDenied."""
    if not may_see(unlocked.member.role, FieldClass.IDENTITY):
        raise PermissionDenied
    return as_it_is_now(
        unlocked,
        person.case,
        lambda who, now: parties.open_row(key_of(who, now), parties.access_party([now.id], person.row.id)),
    )


def access_relation(case: Case, relation_id: UUID) -> tuple[PartyRelation, Case]:
    """Return a relation stated in this case or in one read in it, and that case. Raises PartyUnknown."""
    family = {each.id: each for each in list_family(case)}
    relation = parties.access_relation(family, relation_id)
    return relation, family[relation.case_id]


def list_group_ids(cases: Iterable[Case]) -> set[UUID]:
    """Return which of these cases support a group. Needs no key."""
    kinds = parties.list_supported_kinds([case.id for case in cases])
    return {case_id for case_id, found in kinds.items() if "group" in found}
