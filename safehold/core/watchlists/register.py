# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public register as a list: its data file `followthemoney.jsonl`, with what each party is in it.

Who stands in the register has done what the law asks: being found here is no reproach, and the remark says so only as
"registrant" or "foreign principal". Parties whose name is withheld are left out and counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from safehold.core.watchlists.follow_the_money import entity_of, party_of, texts
from safehold.core.watchlists.parties import ListedParty
from safehold.core.watchlists.reading import Left, Reading

NAMELESS = "Name withheld"
ROLES = {"agent": "registrant", "client": "foreign principal"}


def read_register(lines: Iterable[str]) -> Reading:
    """Read the register's data file. Iterating raises ListMalformed. The whole file is held in memory."""

    def read(left: Left) -> Iterator[ListedParty]:
        parties: list[ListedParty] = []
        roles: dict[str, set[str]] = {}
        days: dict[str, list[date]] = {}
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            entity = entity_of(line, number)
            if entity["schema"] == "Representation":
                _note_roles(entity["properties"], roles, days)
                continue
            party = party_of(entity)
            if party is None:
                left(str(entity["schema"])[:60])
            elif party.names and party.names[0].text == NAMELESS:
                left("withheld")
            else:
                parties.append(party)
        for party in parties:
            told = sorted(roles.get(party.key, ()))
            yield replace(
                party,
                listed_on=min(days.get(party.key, []), default=None),
                source=party.source or party.key,
                remarks=(*told, *party.remarks),
            )

    return Reading(read)


def _note_roles(properties: dict[str, Any], roles: dict[str, set[str]], days: dict[str, list[date]]) -> None:
    status = texts(properties, "status")
    for name, role in ROLES.items():
        for key in texts(properties, name):
            roles.setdefault(key, set()).add(f"{role} ({status[0]})" if status else role)
            for text in texts(properties, "startDate"):
                try:
                    days.setdefault(key, []).append(date.fromisoformat(text))
                except ValueError:
                    continue
