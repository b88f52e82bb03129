# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is written of an actor: names in each script, and statements that each carry their source. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from safehold.desk.parties import rules as parties
from safehold.desk.parties.rules import Name

OFFICIAL, BODY, UNIT, ACCOUNT = "official", "body", "unit", "account"
KINDS = (OFFICIAL, BODY, UNIT, ACCOUNT)
KIND_OF_PARTY = {
    parties.PERSON: OFFICIAL,
    parties.GROUP: BODY,
    parties.BODY: BODY,
    parties.ACCOUNT: ACCOUNT,
}
"""What a party of a case is as an actor."""

POSITION = "position"
ABOUTS = (POSITION, "place", "country", "identifier", "account", "link", "act", "other")
"""What a statement is about."""
RELIABILITIES = ("reliable", "fairly", "doubtful", "unknown")
"""How reliable a source is: the grades that evidence has."""

LONGEST_LINE = 300
LONGEST_WORDS = 20_000
MOST_NAMES = 12

CARED_FOR = frozenset({"supported", "targeted", "relative", "witness"})
"""Roles of parties that nobody is screened against: those people are whom this is for."""


@dataclass(frozen=True)
class ActorDraft:
    """What somebody wrote of an actor. `born`: EDTF, "" when nobody knows."""

    kind: str
    names: tuple[Name, ...] = field(default=(), repr=False)
    born: str = field(default="", repr=False)
    description: str = field(default="", repr=False)

    def as_document(self) -> dict[str, Any]:
        return {
            "names": [name.as_document() for name in self.names],
            "born": self.born,
            "description": self.description,
        }


@dataclass(frozen=True)
class StatementDraft:
    """One thing that a source says. A position: `words` is the post, `body` where; `when` is EDTF."""

    about: str
    words: str = field(repr=False)
    body: str = field(default="", repr=False)
    when: str = ""
    when_words: str = field(default="", repr=False)
    source: str = field(default="", repr=False)
    reliability: str = "unknown"

    def as_document(self) -> dict[str, Any]:
        return dict(vars(self))


def is_screened_against(roles: Collection[str]) -> bool:
    """Whether a party may come up when an actor is screened: not somebody whom a case looks after."""
    return not CARED_FOR & set(roles)
