# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A case under the names of the HURIDOCS Events Standard Formats, as catalog/events.yaml maps them.

Only fields of the asked classes are there; a field without anything in it is left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from safehold.catalog.events import load_events
from safehold.desk.cases.queries import OpenedAct, OpenedIncident
from safehold.desk.cases.rules import shown
from safehold.desk.members.rules import FieldClass
from safehold.desk.parties.queries import FIELD_CLASSES as OF_PARTIES
from safehold.desk.parties.queries import OpenedParty, OpenedRelation

EVENT, ACT, INVOLVEMENT, PERSON, RELATION = "event", "act", "involvement", "person", "biographic_details"
CODES = frozenset({"id", "incident", "tactic", "method", "attribution", "actor_type"})
"""Ids, and codes of the catalogue."""
Record = dict[str, Any]
Classes = Collection[FieldClass]


def class_of(ours: str) -> FieldClass:
    """Return what a field of ours tells: "incident.place.town", say. What nobody classed counts as identity."""
    noun, _, rest = ours.partition(".")
    name = rest.partition(".")[0]
    name = {"when_earliest": "when", "when_latest": "when", "name": "names"}.get(name, name)
    if noun == "relation":
        return FieldClass.IDENTITY
    if name in CODES:
        return FieldClass.CLEAR
    classes = OF_PARTIES if noun == "party" else shown.INCIDENT | shown.ACT
    return classes.get(name, FieldClass.IDENTITY)


def list_records(
    incidents: Iterable[OpenedIncident], people: Iterable[OpenedParty], classes: Classes
) -> dict[str, list[Record]]:
    """Return every record of a case, by the name of its format."""
    known = list(people)
    happened = list(incidents)
    acts = [(incident, act) for incident in happened for act in incident.acts]
    relations = [
        relation for party in known for relation in party.relations if relation.subject_id == party.id
    ]
    return {
        EVENT: [_record(EVENT, _of_incident(each), classes) for each in happened],
        ACT: [_record(ACT, _of_act(incident, act), classes) for incident, act in acts],
        INVOLVEMENT: [_record(INVOLVEMENT, _of_act(incident, act), classes) for incident, act in acts],
        PERSON: [_record(PERSON, _of_party(each), classes) for each in known],
        RELATION: [_record(RELATION, _of_relation(each), classes) for each in relations]
        if FieldClass.IDENTITY in classes
        else [],
    }


def _record(record: str, ours: Mapping[str, Any], classes: Classes) -> Record:
    """Return one record, the names of the standard in its order."""
    return {
        each.field: ours[each.ours]
        for each in load_events().fields_of(record)
        if ours.get(each.ours) and class_of(each.ours) in classes
    }


def _of_incident(incident: OpenedIncident) -> dict[str, Any]:
    row, place = incident.row, incident.place
    return {
        "incident.id": str(incident.id),
        "incident.title": incident.title,
        "incident.place.country": place.country,
        "incident.place.region": place.region,
        "incident.place.town": place.town,
        "incident.place.exact": place.exact,
        "incident.when_earliest": str(row.when_earliest or ""),
        "incident.when_latest": str(row.when_latest or ""),
        "incident.narrative": incident.narrative,
        "incident.when": incident.when,
    }


def _of_act(incident: OpenedIncident, act: OpenedAct) -> dict[str, Any]:
    return _of_incident(incident) | {
        "act.id": str(act.row.id),
        "act.incident": str(incident.id),
        "act.targets": _ids(act.targets),
        "act.actors": _ids(act.actors),
        "act.tactic": act.row.tactic,
        "act.method": act.row.method,
        "act.attribution": act.row.attribution,
        "act.actor_type": act.row.actor_type,
        "act.stated_reason": act.stated_reason,
        "act.method_words": act.method_words,
    }


def _of_party(party: OpenedParty) -> dict[str, Any]:
    return {
        "party.id": str(party.id),
        "party.kind": party.kind,
        "party.name": party.name,
        "party.names": [name["text"] for name in party.names[1:]],
        "party.contacts": list(party.contacts),
        "party.description": party.description,
    }


def _of_relation(relation: OpenedRelation) -> dict[str, Any]:
    return {
        "relation.subject": str(relation.subject_id),
        "relation.object": str(relation.object_id),
        "relation.kind": relation.kind,
        "relation.note": relation.note,
    }


def _ids(found: Iterable[UUID]) -> list[str]:
    return [str(each) for each in found]
