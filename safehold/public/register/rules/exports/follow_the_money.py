# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""FollowTheMoney: each party is an entity, each arrangement between two is a Representation:
the agent acts for the client.

The schema has no word for "withheld": a withheld field is named in `notes` of the entity, or in `summary` of the
representation.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from safehold.public.register.rules.exports.parties import PRINCIPAL, Arrangement, Party

SCHEMAS = {
    "individual": "Person",
    "corporation": "Company",
    "partnership": "Organization",
    "joint_venture": "Organization",
    "association": "Organization",
    "foreign_state": "PublicBody",
    "foreign_power": "Organization",
}
"""What the form says somebody is -> a schema that says no more than that. Anything else is a LegalEntity."""
NAMELESS = "Name withheld"
Entity = dict[str, Any]


def tell_party(party: Party) -> Entity:
    notes = [f"Withheld: {', '.join(party.withheld)}"] if party.withheld else []
    return _entity(
        _id(party.id),
        SCHEMAS.get(party.kind, "LegalEntity"),
        name=[party.name or NAMELESS],
        alias=[party.alias],
        address=[party.address],
        country=[party.country.lower()],
        legalForm=[party.kind_label] if party.role != PRINCIPAL else [],
        classification=[party.kind_label] if party.role == PRINCIPAL else [],
        idNumber=[party.number],
        modifiedAt=[party.on.isoformat() if party.on else ""],
        notes=notes if party.name else [NAMELESS, *notes],
    )


def tell_arrangement(arrangement: Arrangement) -> Entity | None:
    """Return what stands between two parties; nothing where only one is on the entry."""
    if arrangement.registrant is None or arrangement.principal is None:
        return None
    withheld = f"Withheld: {', '.join(arrangement.withheld)}" if arrangement.withheld else ""
    return _entity(
        _id(arrangement.id),
        "Representation",
        agent=[_id(arrangement.registrant)],
        client=[_id(arrangement.principal)],
        role=list(arrangement.activities),
        startDate=[arrangement.started_on],
        endDate=[arrangement.ended_on],
        date=[arrangement.on.isoformat()],
        status=["ended" if arrangement.has_ended else "registered"],
        description=[arrangement.purpose, arrangement.terms],
        summary=[withheld],
        recordId=[str(arrangement.id)],
    )


def _id(identifier: UUID) -> str:
    return f"register-{identifier}"


def _entity(identifier: str, schema: str, **properties: list[str]) -> Entity:
    told = {name: [each for each in values if each] for name, values in properties.items()}
    return {
        "id": identifier,
        "schema": schema,
        "properties": {name: values for name, values in told.items() if values},
    }
