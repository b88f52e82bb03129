# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a list says of one party, in one form for all lists. Nothing is added to what the list says.

A party is known by its `key`, which stays the same in every version of a list. `fingerprint` is a hash of all the
list says of it: the same while nothing about it has changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from safehold.core.watchlists.anomalies import Anomaly
from safehold.core.watchlists.scripts import script_of

PERSON, ORGANISATION, VESSEL, ACCOUNT, UNKNOWN = "person", "organisation", "vessel", "account", "unknown"
KINDS = (PERSON, ORGANISATION, VESSEL, ACCOUNT, UNKNOWN)
FIRST, ALIAS, WEAK, FORMER = "", "alias", "weak", "former"


@dataclass(frozen=True)
class ListedName:
    """A name as the list writes it.

    language: "en" or "fr" where a list in two languages writes it in one of them only. note: "" for the name under
    which it is listed, "alias", "weak" (an acronym, or what the source calls a weak alias), "former". family: the
    family name, where the list marks it by capitals.
    """

    text: str
    language: str = ""
    note: str = FIRST
    family: str = ""

    @property
    def script(self) -> str:
        """The script most of its letters are in: latin, cyrillic, arabic, han, tibetan, other."""
        return script_of(self.text)


@dataclass(frozen=True, order=True)
class Birth:
    """A day, a month or a year of birth. about: the list says "circa" or the like."""

    year: int
    month: int | None = None
    day: int | None = None
    about: bool = False

    @property
    def iso(self) -> str:
        """As 1937-12-25, 1937-12 or 1937."""
        return "-".join(
            [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None)]
        )


@dataclass(frozen=True)
class ListedParty:
    """One party of a list. countries: as the list says, upper-case codes. source: where in it. remarks: its words."""

    key: str
    kind: str
    names: tuple[ListedName, ...]
    born: tuple[Birth, ...] = ()
    countries: tuple[str, ...] = ()
    listed_on: date | None = None
    source: str = ""
    remarks: tuple[str, ...] = ()
    anomalies: tuple[Anomaly, ...] = field(default=())

    @property
    def name(self) -> str:
        return self.names[0].text

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of all the list says of the party, in hex. The key and our own findings are not in it."""
        told = to_json(self)
        del told["anomalies"]
        return hashlib.sha256(
            json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
        ).hexdigest()


def to_json(party: ListedParty) -> dict[str, Any]:
    """Return the party without its key, as JSON holds it. `from_json` gives it back."""
    return {
        "kind": party.kind,
        "names": [_without_defaults(asdict(name)) for name in party.names],
        "born": [_without_defaults(asdict(birth)) for birth in party.born],
        "countries": list(party.countries),
        "listed_on": party.listed_on.isoformat() if party.listed_on else None,
        "source": party.source,
        "remarks": list(party.remarks),
        "anomalies": [asdict(anomaly) for anomaly in party.anomalies],
    }


def from_json(key: str, told: Mapping[str, Any]) -> ListedParty:
    """Return the party that `to_json` wrote."""
    listed_on = told["listed_on"]
    return ListedParty(
        key=key,
        kind=told["kind"],
        names=tuple(ListedName(**name) for name in told["names"]),
        born=tuple(Birth(**birth) for birth in told["born"]),
        countries=tuple(told["countries"]),
        listed_on=date.fromisoformat(listed_on) if listed_on else None,
        source=told["source"],
        remarks=tuple(told["remarks"]),
        anomalies=tuple(Anomaly(**anomaly) for anomaly in told["anomalies"]),
    )


def _without_defaults(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value not in ("", None, False)}
