# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Entities of FollowTheMoney, one JSON document a line: what OpenSanctions and others publish.

People, organisations, vessels and accounts become parties; what stands between them (sanctions, ownership, addresses)
is left out and counted by its schema. Where sanctions are nested in an entity ("targets.nested.json"), the first
listing date and the programmes are taken. Who has no licence for a data set should not import it: this reader does
not know licences, the operator does. https://followthemoney.tech
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from safehold.core.watchlists.errors import ListMalformed
from safehold.core.watchlists.parties import (
    ACCOUNT,
    ALIAS,
    FORMER,
    ORGANISATION,
    PERSON,
    UNKNOWN,
    VESSEL,
    WEAK,
    Birth,
    ListedName,
    ListedParty,
)
from safehold.core.watchlists.reading import Left, Reading, clean_names

KIND_OF = {
    "Person": PERSON,
    "Organization": ORGANISATION,
    "Company": ORGANISATION,
    "PublicBody": ORGANISATION,
    "LegalEntity": UNKNOWN,
    "Vessel": VESSEL,
    "Airplane": VESSEL,
    "UserAccount": ACCOUNT,
    "CryptoWallet": ACCOUNT,
}
NOTE_OF = {"name": "", "alias": ALIAS, "weakAlias": WEAK, "previousName": FORMER, "username": ALIAS}
COUNTRIES = ("nationality", "citizenship", "country", "jurisdiction", "mainCountry", "flag")
REMARKS = ("topics", "position", "program", "legalForm", "status", "summary", "notes", "description")
LONGEST_LINE = 4_000_000
MOST_VALUES = 200
BIRTH = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def read_ftm(lines: Iterable[str]) -> Reading:
    """Read entities, one JSON document a line. Iterating raises ListMalformed with the line."""

    def read(left: Left) -> Iterator[ListedParty]:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            entity = entity_of(line, number)
            party = party_of(entity)
            if party is None:
                left(str(entity["schema"])[:60])
            else:
                yield party

    return Reading(read)


def entity_of(line: str, number: int) -> Mapping[str, Any]:
    """Return the entity in a line. Raises ListMalformed."""
    if len(line) > LONGEST_LINE:
        raise ListMalformed("too-long", number)
    try:
        entity = json.loads(line)
    except (ValueError, RecursionError):
        raise ListMalformed("json", number) from None
    if (
        not isinstance(entity, dict)
        or not isinstance(entity.get("id"), str)
        or not isinstance(entity.get("schema"), str)
        or not isinstance(entity.get("properties"), dict)
    ):
        raise ListMalformed("entity", number)
    return entity


def party_of(entity: Mapping[str, Any]) -> ListedParty | None:
    """Return the party an entity is, None for what is no party."""
    kind = KIND_OF.get(entity["schema"])
    if kind is None:
        return None
    properties: Mapping[str, Any] = entity["properties"]
    sanctions = [each for each in _list(properties, "sanctions") if isinstance(each, dict)]
    names, anomalies = clean_names(_names(entity, properties))
    listed = _days(properties, "listingDate") + [
        day for each in sanctions for day in _days(each.get("properties", {}), "listingDate")
    ]
    return ListedParty(
        key=entity["id"],
        kind=kind,
        names=names,
        born=tuple(birth for text in texts(properties, "birthDate") for birth in births_in(text)),
        countries=tuple(
            dict.fromkeys(text.upper() for name in COUNTRIES for text in texts(properties, name))
        ),
        listed_on=min(listed, default=None),
        source="; ".join([*texts(entity, "datasets"), *texts(properties, "sourceUrl")]),
        remarks=tuple(_remarks(properties, sanctions)),
        anomalies=tuple(anomalies),
    )


def _names(entity: Mapping[str, Any], properties: Mapping[str, Any]) -> list[ListedName]:
    """Return the caption first, where it is one of the names; one first name, the others are aliases."""
    firsts = texts(properties, "name")
    caption = entity.get("caption")
    if caption in firsts:
        firsts = [caption, *(name for name in firsts if name != caption)]
    names = [ListedName(text, note=ALIAS if at else "") for at, text in enumerate(firsts)]
    for name, note in NOTE_OF.items():
        if name != "name":
            names += [ListedName(text, note=note) for text in texts(properties, name)]
    return names


def _remarks(properties: Mapping[str, Any], sanctions: list[dict[str, Any]]) -> Iterator[str]:
    for name in REMARKS:
        yield from texts(properties, name)
    for sanction in sanctions:
        told = sanction.get("properties", {})
        for name in ("authority", "program", "reason"):
            yield from texts(told, name)


def _list(properties: object, name: str) -> list[Any]:
    value = properties.get(name) if isinstance(properties, Mapping) else None
    return value[:MOST_VALUES] if isinstance(value, list) else []


def texts(properties: object, name: str) -> list[str]:
    """Return the values of a property that are texts, without repeats."""
    return list(
        dict.fromkeys(value for value in _list(properties, name) if isinstance(value, str) and value.strip())
    )


def _days(properties: object, name: str) -> list[date]:
    found = []
    for text in texts(properties, name):
        try:
            found.append(date.fromisoformat(text[:10]))
        except ValueError:
            continue
    return found


def births_in(text: str) -> Iterator[Birth]:
    """Yield the birth that a text like 1962, 1962-03 or 1962-03-04 begins with; nothing for other texts."""
    match = BIRTH.match(text.strip())
    if match and int(match[1]) >= 1000:
        yield Birth(int(match[1]), int(match[2]) if match[2] else None, int(match[3]) if match[3] else None)
