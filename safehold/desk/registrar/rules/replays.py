# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How snapshots of another register become filings: what changed between two of them. Pure.

The ids of entries and registrants derive from the source and the registration number: two desks that replay the same
register call the same things by the same names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from safehold.desk.registrar.rules.snapshots import Snapshot

NAMESPACE = UUID("5afe401d-0006-5000-8000-000000000001")
FILING, AMENDMENT, TERMINATION = "filing", "amendment", "termination"


@dataclass(frozen=True)
class Standing:
    """How an entry stands before a snapshot: its newest values, version, and whether it is in the register."""

    version: int
    is_active: bool
    values: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True)
class Change:
    """One leaf that a snapshot gives. `kind`: filing, amendment or termination."""

    kind: str
    number: str
    version: int
    values: Mapping[str, Any] = field(repr=False)


def entry_id_of(source: str, number: str) -> UUID:
    """Return the id of the entry with this registration number."""
    return uuid5(NAMESPACE, f"{source}:entry:{number}")


def registrant_id_of(source: str, number: str) -> UUID:
    """Return the id of the registrant with this registration number."""
    return uuid5(NAMESPACE, f"{source}:registrant:{number}")


def plan_replay(standing: Mapping[str, Standing], snapshot: Snapshot) -> list[Change]:
    """Return what a snapshot changes, in the order of registration numbers.

    New: a filing. Other values: an amendment. Not there any more: a termination, with the values it had. There again:
    a filing, with the next version.
    """
    changes = [
        change
        for number, values in snapshot.rows.items()
        if (change := _change_of(number, values, standing.get(number))) is not None
    ]
    changes += [
        Change(TERMINATION, number, stood.version + 1, stood.values)
        for number, stood in standing.items()
        if stood.is_active and number not in snapshot.rows
    ]
    return sorted(changes, key=lambda change: int(change.number))


def _change_of(number: str, values: Mapping[str, Any], stood: Standing | None) -> Change | None:
    if stood is None:
        return Change(FILING, number, 1, values)
    if not stood.is_active:
        return Change(FILING, number, stood.version + 1, values)
    return (
        None if dict(stood.values) == dict(values) else Change(AMENDMENT, number, stood.version + 1, values)
    )
