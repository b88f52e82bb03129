# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The only road to parties. What is read of a party is what all rows say that were merged into it.

Takes the key of the case. A row of another case that was merged into one of this case is read only with the other
case's key, given as `other_keys`; without it, that row is left out and nothing of the other case is shown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q

from safehold.desk.members.rules import FieldClass
from safehold.desk.parties import rules
from safehold.desk.parties.errors import PartyUnknown
from safehold.desk.parties.models import Party, PartyKind, PartyRelation, RelationKind, Role
from safehold.desk.parties.rules import PartyDraft

FIELD_CLASSES = {
    "kind": FieldClass.CLEAR,
    "roles": FieldClass.CLEAR,
    "names": FieldClass.IDENTITY,
    "contacts": FieldClass.IDENTITY,
    "description": FieldClass.IDENTITY,
    "relations": FieldClass.IDENTITY,
}
"""What each field of an opened party tells: whoever shows one asks `members.rules.may_see` first."""


@dataclass(frozen=True)
class OpenedRelation:
    """`subject_id` is what `kind` says to `object_id`. Ids are of parties as they are read, after merging."""

    id: UUID
    case_id: UUID
    kind: str
    subject_id: UUID
    object_id: UUID
    note: str = field(repr=False)

    @property
    def label(self) -> str:
        return str(RelationKind(self.kind).label)


@dataclass(frozen=True)
class OpenedParty:
    """A party with everything that was merged into it.

    names: each {text, script, language, kind}. merged_into: set when its other half is read in another case.
    merged: ids of the rows that are read in this one; merged_here: those of them that the listed cases hold.
    """

    id: UUID
    case_id: UUID
    kind: str
    roles: tuple[str, ...]
    names: list[dict[str, str]] = field(repr=False)
    contacts: list[str] = field(repr=False)
    description: str = field(repr=False)
    relations: list[OpenedRelation] = field(default_factory=list, repr=False)
    merged_into: UUID | None = None
    merged: tuple[UUID, ...] = ()
    names_of_merged: dict[UUID, str] = field(default_factory=dict, repr=False)
    merged_here: tuple[UUID, ...] = ()

    @property
    def name(self) -> str:
        """The name to call it by: the first; empty when nobody knows one."""
        return self.names[0]["text"] if self.names else ""

    @property
    def kind_label(self) -> str:
        return str(PartyKind(self.kind).label)

    @property
    def role_labels(self) -> list[str]:
        return [str(Role(code).label) for code in self.roles if code in Role.values]


def list_rows(case_ids: Collection[UUID]) -> list[Party]:
    """Return the parties of some cases, sealed."""
    return list(Party.objects.filter(case_id__in=case_ids).order_by("id"))


def access_party(case_ids: Collection[UUID], party_id: UUID) -> Party:
    """Return a party of one of these cases. Raises PartyUnknown, also for another case's."""
    party = Party.objects.filter(case_id__in=case_ids, id=party_id).first()
    if party is None:
        raise PartyUnknown
    return party


def access_relation(case_ids: Collection[UUID], relation_id: UUID) -> PartyRelation:
    """Return a relation stated in one of these cases. Raises PartyUnknown."""
    relation = PartyRelation.objects.filter(case_id__in=case_ids, id=relation_id).first()
    if relation is None:
        raise PartyUnknown
    return relation


def list_parties(
    key: bytes, case_id: UUID, other_keys: Mapping[UUID, bytes] | None = None
) -> list[OpenedParty]:
    """Return the parties of a case in their order, each with what was merged into it. Raises RowTampered."""
    return list_parties_of({case_id: key}, {**(other_keys or {}), case_id: key})


def list_parties_of(
    shown: Mapping[UUID, bytes], keys: Mapping[UUID, bytes] | None = None
) -> list[OpenedParty]:
    """Return the parties of several cases that are read together.

    shown: case id -> key of the cases whose parties are listed. keys: of every case that may be read for it.
    """
    keys = {**(keys or {}), **shown}
    own = list(Party.objects.filter(case_id__in=shown).order_by("position", "id"))
    groups = _group(own, keys)
    relations = _open_relations(groups, keys)
    heads = [party for party in own if not _is_read_elsewhere(party, own)]
    return [_open_party(party, groups[_head_id(party)], relations, keys, set(shown)) for party in heads]


def open_row(key: bytes, party: Party) -> PartyDraft:
    """Return what one row says, without what was merged into it. Raises RowTampered."""
    document = party.open(key)
    names = tuple(rules.Name(**name) for name in document["names"])
    contacts = tuple(document["contacts"])
    return PartyDraft(party.kind, tuple(party.roles), names, contacts, document["description"])


def list_connected_case_ids(case_ids: Collection[UUID]) -> set[UUID]:
    """Return the other cases whose parties were said to be one with parties of these."""
    ids = list(case_ids)
    from_here = Party.objects.filter(case_id__in=ids).exclude(merged_into=None)
    to_here = Party.objects.filter(merged_into__case_id__in=ids)
    there = set(from_here.values_list("merged_into__case_id", flat=True))
    siblings = Party.objects.filter(merged_into__merged__case_id__in=ids)
    found = (
        there
        | set(to_here.values_list("case_id", flat=True))
        | set(siblings.values_list("case_id", flat=True))
    )
    return found - set(ids)


def list_supported_kinds(case_ids: Collection[UUID]) -> dict[UUID, set[str]]:
    """Return, without a key, the kinds of the parties that each case supports: "group" for a group case."""
    found: dict[UUID, set[str]] = {}
    for case_id, kind, roles in Party.objects.filter(case_id__in=case_ids).values_list(
        "case_id", "kind", "roles"
    ):
        if Role.SUPPORTED in roles:
            found.setdefault(case_id, set()).add(kind)
    return found


def _head_id(party: Party) -> UUID:
    return party.merged_into_id or party.id


def _is_read_elsewhere(party: Party, own: list[Party]) -> bool:
    return party.merged_into_id is not None and any(other.id == party.merged_into_id for other in own)


def _group(own: Iterable[Party], keys: Mapping[UUID, bytes]) -> dict[UUID, list[Party]]:
    """Return, by the id of the row that stands for all, every row that can be opened: that one first."""
    heads = {_head_id(party) for party in own}
    rows = Party.objects.filter(Q(id__in=heads) | Q(merged_into__in=heads), case_id__in=keys)
    groups: dict[UUID, list[Party]] = {head: [] for head in heads}
    for row in rows.order_by("position", "id"):
        groups[_head_id(row)].append(row)
    for rows_of in groups.values():
        rows_of.sort(key=lambda row: row.merged_into_id is not None)
    return groups


def _open_party(
    party: Party,
    rows: list[Party],
    relations: Mapping[UUID, list[OpenedRelation]],
    keys: Mapping[UUID, bytes],
    shown: Collection[UUID],
) -> OpenedParty:
    opened = {row.id: row.open(keys[row.case_id]) for row in rows}
    document = rules.unite(opened.values())
    head = _head_id(party)
    merged = [row for row in rows if row.id != party.id and row.merged_into_id == party.id]
    return OpenedParty(
        id=party.id,
        case_id=party.case_id,
        kind=party.kind,
        roles=tuple(dict.fromkeys(role for row in rows for role in row.roles)),
        names=document["names"],
        contacts=document["contacts"],
        description=document["description"],
        relations=relations.get(head, []),
        merged_into=party.merged_into_id,
        merged=tuple(row.id for row in merged),
        names_of_merged={row.id: _first_name(opened[row.id], row) for row in merged},
        merged_here=tuple(row.id for row in merged if row.case_id in shown),
    )


def _first_name(document: Mapping[str, Any], row: Party) -> str:
    return str(document["names"][0]["text"] if document["names"] else PartyKind(row.kind).label)


def _open_relations(
    groups: Mapping[UUID, list[Party]], keys: Mapping[UUID, bytes]
) -> dict[UUID, list[OpenedRelation]]:
    head_of = {row.id: head for head, rows in groups.items() for row in rows}
    stated = PartyRelation.objects.filter(Q(a__in=head_of) | Q(b__in=head_of), case_id__in=keys)
    found: dict[UUID, list[OpenedRelation]] = {}
    for row in stated.order_by("kind", "id"):
        a, b = head_of.get(row.a_id, row.a_id), head_of.get(row.b_id, row.b_id)
        if a == b:
            continue  # stated of two who were said to be one since: it is there again when they are taken apart
        opened = OpenedRelation(row.id, row.case_id, row.kind, a, b, row.open(keys[row.case_id])["note"])
        for head in dict.fromkeys((a, b)):
            found.setdefault(head, []).append(opened)
    return found
