# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a leaf tells of an entry, and how several of them make its history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from safehold.catalog.errors import FormUnknown
from safehold.catalog.register_forms import load_register_forms, register_form

VERSIONS = ("filing", "amendment", "termination", "correction")
"""Kinds of leaves that are a version of an entry: each holds all fields of its form."""
REACTIONS = ("notice", "representation", "reply", "decision", "agreement")
"""Kinds of leaves that are said about somebody, or answered by them."""
TELLINGS = (*VERSIONS, *REACTIONS)


LISTED = frozenset(
    {"principal_country", "purpose"}
    | {
        name
        for form in load_register_forms().forms
        for name in (form.registrant_name, form.principal_name)
        if name
    }
)
"""The fields that a list of entries shows: of each form, who is on it."""


class State(StrEnum):
    CURRENT = "current"
    ENDED = "ended"


@dataclass(frozen=True)
class Telling:
    """One leaf as far as it is open. `withheld`: its fields that were taken away."""

    index: int
    kind: str
    on: date
    form: str
    values: Mapping[str, Any] = field(repr=False)
    withheld: frozenset[str] = frozenset()


def state_of(versions: Sequence[Telling]) -> State:
    """Return whether an arrangement has ended: it was terminated and nothing was filed since that takes the end back.

    A correction changes words, not whether something has ended.
    """
    ended = False
    for each in versions:
        if each.kind == "termination":
            ended = True
        elif each.kind == "filing" or (each.kind == "amendment" and not each.values.get("ended_on")):
            ended = False
    return State.ENDED if ended else State.CURRENT


def place_as_of(days: Sequence[date], on: date) -> int | None:
    """Return which of some versions, in their order, stood on a day: the last that was published by then."""
    found = [place for place, day in enumerate(days) if day <= on]
    return found[-1] if found else None


def name_fields(form: str) -> tuple[str | None, str | None]:
    """Return the fields of a form that name the registrant and the foreign principal."""
    try:
        found = register_form(form)
    except FormUnknown:
        return None, None
    return found.registrant_name, found.principal_name
