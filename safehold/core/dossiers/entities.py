# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The subject as FollowTheMoney entities: who it is, and the posts it held. Nothing of witnesses or of the case."""

import re
from typing import Any

from safehold.core.dossiers.parts import Position, Subject

DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
COUNTRY = re.compile(r"[a-z]{2}")


def tell_subject(subject: Subject, note: str) -> list[dict[str, Any]]:
    """Return the entities, the subject first. note: stands with it, such as that it is invented."""
    schema = "Organization" if subject.is_body else "Person"
    texts = [text for text, _ in subject.names]
    properties: dict[str, list[str]] = {
        "name": texts[:1],
        "alias": texts[1:],
        "notes": [note] if note else [],
    }
    born_property = "incorporationDate" if subject.is_body else "birthDate"
    properties[born_property] = [subject.born] if DAY.fullmatch(subject.born) else []
    countries = [each.casefold() for each in subject.countries if COUNTRY.fullmatch(each.casefold())]
    properties["country"] = countries
    if not subject.is_body:
        properties["position"] = sorted({each.post for each in subject.positions})
    found = [_entity(subject.id, schema, properties)]
    if not subject.is_body:
        for number, each in enumerate(subject.positions, 1):
            found += _held(subject.id, number, each)
    return found


def _held(holder: str, number: int, position: Position) -> list[dict[str, Any]]:
    """A post at a body is an organisation and what links them; a post alone stands with the person."""
    if not position.body:
        return []
    body = f"{holder}-body-{number}"
    first, _, last = position.edtf.partition("/")
    dates = {
        "startDate": [first] if DAY.fullmatch(first) and "/" in position.edtf else [],
        "endDate": [last] if DAY.fullmatch(last) else [],
        "date": [first] if DAY.fullmatch(first) and "/" not in position.edtf else [],
    }
    link = {"employee": [holder], "employer": [body], "role": [position.post], **dates}
    return [
        _entity(body, "Organization", {"name": [position.body]}),
        _entity(f"{holder}-post-{number}", "Employment", link),
    ]


def _entity(id_: str, schema: str, properties: dict[str, list[str]]) -> dict[str, Any]:
    return {
        "id": id_,
        "schema": schema,
        "properties": {name: each for name, each in properties.items() if each},
    }
