# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What differs between two versions of what a list says of one party, field by field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from safehold.core.watchlists.parties import ListedName, ListedParty

Values = tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """One field that changed. taken: what stood there and does not any more; added: what was not there before."""

    field: str
    taken: Values
    added: Values


def _name(name: ListedName) -> str:
    marks = " · ".join(mark for mark in (name.note, name.language) if mark)
    return f"{name.text} ({marks})" if marks else name.text


FIELDS: dict[str, Callable[[ListedParty], Values]] = {
    "kind": lambda party: (party.kind,),
    "names": lambda party: tuple(_name(name) for name in party.names),
    "born": lambda party: tuple(f"circa {b.iso}" if b.about else b.iso for b in party.born),
    "countries": lambda party: party.countries,
    "listed_on": lambda party: (party.listed_on.isoformat(),) if party.listed_on else (),
    "source": lambda party: (party.source,) if party.source else (),
    "remarks": lambda party: party.remarks,
}


def differences(before: ListedParty, after: ListedParty) -> tuple[Difference, ...]:
    """Return the fields in which two versions differ, in the order of FIELDS. Empty: the list says the same.

    Where values only stand in another order, or another name is the first, `taken` and `added` hold all of them.
    """
    found = []
    for name, values_of in FIELDS.items():
        old, new = values_of(before), values_of(after)
        if old == new:
            continue
        taken = tuple(value for value in old if value not in new)
        added = tuple(value for value in new if value not in old)
        found.append(Difference(name, taken, added) if taken or added else Difference(name, old, new))
    return tuple(found)
