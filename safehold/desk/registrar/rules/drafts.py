# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A leaf before it has a place in the log, and the openings that belong to it. Only salts are made here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from safehold.core import tlog

Openings = Mapping[str, tlog.Opening]


@dataclass(frozen=True)
class Draft:
    """What is to be appended. `public`: openings that are published; `hidden`: those that the office keeps sealed."""

    leaf: tlog.Leaf
    public: Openings = field(repr=False)
    hidden: Openings = field(default_factory=dict, repr=False)


def draft_leaf(
    kind: str,
    on: date,
    form: str,
    values: Mapping[str, Any],
    *,
    hidden: Collection[str] = (),
    entry: UUID | None = None,
    version: int = 1,
    registrant: UUID | None = None,
    principal: UUID | None = None,
    about: Collection[int] = (),
) -> Draft:
    """Return a leaf that commits to every value under a new salt. hidden: names of fields that are not published."""
    openings = tlog.open_values(values)
    leaf = tlog.Leaf(
        kind=kind,
        on=on,
        form=form,
        version=version,
        entry=entry,
        registrant=registrant,
        principal=principal,
        about=tuple(sorted(set(about))),
        fields=tlog.commit_fields(openings),
    )
    public, sealed = split_openings(openings, hidden)
    return Draft(leaf, public, sealed)


def split_openings(openings: Openings, hidden: Collection[str]) -> tuple[Openings, Openings]:
    """Return the openings that are published, and those that are not."""
    return (
        {name: each for name, each in openings.items() if name not in hidden},
        {name: each for name, each in openings.items() if name in hidden},
    )


def draft_ending(kind: str, on: date, about: Collection[int], names: Collection[str], why: str) -> Draft:
    """Return the leaf that says which fields of some leaves are withheld, or erased, and why. kind: of the new leaf."""
    values = {tlog.WITHHELD: sorted(names), tlog.WHY: why}
    return draft_leaf(kind, on, f"{kind}/1", values, about=about)
