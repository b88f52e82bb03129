# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Parties for tests, written by the real actions under a key of their own."""

import secrets
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from safehold.desk.members import actions as members
from safehold.desk.members.models import Member
from safehold.desk.parties import actions
from safehold.desk.parties.models import Party
from safehold.desk.parties.rules import PartyDraft, name_of

DAY = date(2026, 11, 23)


def make_member() -> Member:
    """A caseworker: of parties she needs no keys of her own."""
    organisation = members.found_organisation("harbour", {"en": "Harbour"}, ["English"])
    return members.enlist(organisation, "noor", "Noor", "caseworker", "six quiet birds over water", DAY)


def draft(
    *names: str, kind: str = "person", roles: tuple[str, ...] = ("targeted",), **rest: str
) -> PartyDraft:
    """A party with these names, the first legal and the others also known."""
    kinds = ["legal", *["also-known"] * len(names)]
    contacts = tuple(filter(None, [rest.get("contact", "")]))
    found = tuple(name_of(name, kind) for name, kind in zip(names, kinds, strict=False))
    return PartyDraft(kind, roles, found, contacts, rest.get("description", ""))


@dataclass
class OneCase:
    """A case as this room sees it: an id and a key."""

    by: Member
    id: UUID = field(default_factory=uuid4)
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def add(self, *names: str, **rest: Any) -> Party:
        return actions.add_party(self.key, self.id, draft(*names, **rest), self.by, DAY)
