# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""BODS 0.4: each party is a person or an entity; each entry is an entity of type "arrangement"; registrant and
principal each have an interest in it.

BODS tells who owns or controls what. A register of influence does not say that, so nothing here does either: there is
no relationship between registrant and principal themselves (which BODS could not write where the registrant is a
person), the interest is "unknownInterest", whose details say what it is, and beneficial ownership is always false.
What is withheld is said in an annotation.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from safehold.catalog.countries import country_name
from safehold.public.register.rules.exports.parties import PRINCIPAL, REGISTRANT, Arrangement, Party

VERSION = "0.4"
PERSON = "individual"
ENTITY_TYPES = {
    "corporation": "registeredEntity",
    "partnership": "legalEntity",
    "joint_venture": "legalEntity",
    "trust": "arrangement",
    "fund": "legalEntity",
    "association": "legalEntity",
    "other_entity": "legalEntity",
    "foreign_state": "state",
}
"""What the form says somebody is -> a type that says no more than that. Anything else is an unknownEntity."""
SUBTYPES = {"trust": "trust"}
ROLES = {
    REGISTRANT: "Registrant: acts in Canada under the arrangement",
    PRINCIPAL: "Foreign principal: the arrangement is with it",
}
Statement = dict[str, Any]


def tell_party(party: Party, origin: str, first_day: date) -> Statement:
    """Return the statement about a party. first_day: for one that no leaf names."""
    is_person = party.kind == PERSON
    return _statement(
        record=str(party.id),
        kind="person" if is_person else "entity",
        details=_person(party) if is_person else _entity(party),
        subject=str(party.id),
        on=party.on or first_day,
        origin=origin,
        seed=f"{origin}/{party.leaf}/{party.id}",
        withheld=party.withheld,
    )


def tell_arrangement(arrangement: Arrangement, origin: str) -> tuple[Statement, list[Statement]]:
    """Return the statement about an entry, and those about who is on it, which come after all parties."""
    details = {
        "isComponent": False,
        "entityType": {"type": "arrangement", "subtype": "other", "details": _about(arrangement)},
        "name": f"Entry of the register {arrangement.id}",
        "identifiers": [{"id": str(arrangement.id), "schemeName": origin}],
    }
    told = _statement(
        record=str(arrangement.id),
        kind="entity",
        details=details,
        subject=str(arrangement.id),
        on=arrangement.on,
        origin=origin,
        seed=f"{origin}/{arrangement.leaf}/{arrangement.id}",
        withheld=arrangement.withheld,
    )
    sides = ((REGISTRANT, arrangement.registrant), (PRINCIPAL, arrangement.principal))
    return told, [_relationship(arrangement, role, party, origin) for role, party in sides if party]


def _about(arrangement: Arrangement) -> str:
    if arrangement.is_replay:
        return "Registration that was replayed from another register"
    return "Arrangement that was registered as one with a foreign principal"


def _relationship(arrangement: Arrangement, role: str, party: UUID, origin: str) -> Statement:
    record = f"{arrangement.id}-{role}"
    interest = {
        "type": "unknownInterest",
        "directOrIndirect": "unknown",
        "beneficialOwnershipOrControl": False,
        "details": ". ".join((ROLES[role], *arrangement.activities)),
    } | _days(arrangement)
    details = {
        "isComponent": False,
        "subject": str(arrangement.id),
        "interestedParty": str(party),
        "interests": [interest],
    }
    return _statement(
        record=record,
        kind="relationship",
        details=details,
        subject=str(arrangement.id),
        on=arrangement.on,
        origin=origin,
        seed=f"{origin}/{arrangement.leaf}/{record}",
    )


def _days(arrangement: Arrangement) -> dict[str, str]:
    """Return the days that are days; an end before the beginning, as somebody filed it, is left out."""
    found = {
        "startDate": _iso(arrangement.started_on),
        "endDate": _iso(arrangement.ended_on),
    }
    if found["startDate"] and found["endDate"] and found["startDate"] > found["endDate"]:
        del found["endDate"]
    return {name: day for name, day in found.items() if day}


def _iso(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def _person(party: Party) -> dict[str, Any]:
    told: dict[str, Any] = {"isComponent": False}
    if party.name:
        told |= {"personType": "knownPerson", "names": [{"type": "legal", "fullName": party.name}]}
    else:
        told |= {"personType": "anonymousPerson", "unspecifiedPersonDetails": _nameless()}
    return told | _addresses(party, "service")


def _entity(party: Party) -> dict[str, Any]:
    found = ENTITY_TYPES.get(party.kind, "unknownEntity") if party.name else "anonymousEntity"
    kind: dict[str, str] = {"type": found}
    if party.name and party.kind in SUBTYPES:
        kind["subtype"] = SUBTYPES[party.kind]
    if party.kind_label:
        kind["details"] = party.kind_label
    told: dict[str, Any] = {"isComponent": False, "entityType": kind}
    if not party.name:
        told["unspecifiedEntityDetails"] = _nameless()
    elif found == "unknownEntity":
        told["unspecifiedEntityDetails"] = {
            "reason": "informationUnknownToPublisher",
            "description": "The register does not tell of what type it is.",
        }
    if party.name:
        told["name"] = party.name
    if party.alias:
        told["alternateNames"] = [party.alias]
    if party.country:
        told["jurisdiction"] = {"code": party.country, "name": country_name(party.country, "en")}
    if party.number:
        told["identifiers"] = [
            {"id": party.number, "schemeName": "Registration number in the register replayed"}
        ]
    return told | _addresses(party, "business")


def _nameless() -> dict[str, str]:
    return {"reason": "subjectExemptFromDisclosure", "description": "The name is withheld; the log says why."}


def _addresses(party: Party, kind: str) -> dict[str, Any]:
    return {"addresses": [{"type": kind, "address": party.address}]} if party.address else {}


def _statement(
    *,
    record: str,
    kind: str,
    details: dict[str, Any],
    subject: str,
    on: date,
    origin: str,
    seed: str,
    withheld: tuple[str, ...] = (),
) -> Statement:
    told: Statement = {
        "statementId": str(uuid5(NAMESPACE_URL, seed)),
        "statementDate": on.isoformat(),
        "declarationSubject": subject,
        "recordId": record,
        "recordType": kind,
        "recordStatus": "new",
        "recordDetails": details,
        "publicationDetails": {
            "publicationDate": on.isoformat(),
            "bodsVersion": VERSION,
            "publisher": {"name": origin},
        },
        "source": {"type": ["officialRegister"]},
    }
    if withheld:
        told["annotations"] = [
            {
                "statementPointerTarget": "/recordDetails",
                "motivation": "commenting",
                "description": f"Withheld: {', '.join(withheld)}",
                "creationDate": on.isoformat(),
            }
        ]
    return told
