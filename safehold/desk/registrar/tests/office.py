# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""An office with two registrars, its key in a file of the test, and what registrants send it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.test import Client
from pytest_django import Settings

from safehold.catalog.register_forms import register_form
from safehold.core import age
from safehold.desk.inbox.tests.sealed_reports import DAY, PASSWORD, Desk, make_desk
from safehold.desk.members import actions as members
from safehold.desk.members.models import Member
from safehold.desk.registrar import actions, queries
from safehold.desk.registrar.models import Filing, Office
from safehold.desk.registrar.queries.contents import Sent, write_sent
from safehold.desk.vault import actions as vault
from safehold.desk.vault.actions import Unlocked

ORIGIN = "register.example.org/log"
FORM = "arrangement/1"
VALUES: dict[str, Any] = {
    "registrant_name": "North Quay Consulting",
    "registrant_kind": ["corporation"],
    "registrant_address": "12 Quay Street",
    "registrant_contact": "contact@north-quay.example",
    "principal_name": "Ministry of Culture of Ruritania",
    "principal_kind": ["foreign_state"],
    "principal_country": "CH",
    "purpose": "Letters to members of Parliament about a treaty",
    "activities": ["communicating"],
    "processes": ["decision"],
    "levels": ["federal"],
    "started_on": "2026-11-01",
    "terms": "One letter a month",
    "compensation_exists": True,
    "compensation_amount": {"amount": "1200.00", "currency": "CAD"},
}


def values_of(**changed: Any) -> dict[str, Any]:
    """Return every field of the form, the empty ones as None."""
    return dict.fromkeys(register_form(FORM).names) | VALUES | changed


@dataclass
class House:
    """noor's organisation keeps the register: *rosa* and *ravi* are its registrars."""

    desk: Desk
    rosa: Member
    ravi: Member

    @property
    def office(self) -> Office:
        office = queries.find_office()
        assert office is not None
        return office

    def unlocked(self, member: Member) -> Unlocked:
        return vault.unlock_with(member, self.desk.words[member.id])

    @property
    def first(self) -> Unlocked:
        return self.unlocked(self.rosa)

    @property
    def second(self) -> Unlocked:
        return self.unlocked(self.ravi)

    def browser(self, member: Member) -> Client:
        return self.desk.browser(member)

    def send(self, kind: str = "filing", account: UUID | None = None, **more: Any) -> Filing:
        """A filing as the crossing keeps it."""
        office = self.office
        values = more.pop("values", None) or values_of(**more.pop("changed", {}))
        row = Filing(
            pk=uuid4(),
            office=office,
            kind=kind,
            form=more.pop("form", FORM),
            account=account or uuid4(),
            sent_on=more.pop("sent_on", DAY),
            collected_on=DAY,
            key_version=office.key_version,
            entry=more.pop("entry", None),
            due_on=more.pop("due_on", None),
        )
        row.sealed = write_sent(
            row, Sent(values, more.pop("about", None)), age.parse_recipient(office.recipient)
        )
        row.save(force_insert=True)
        return row

    def accept(self, filing: Filing | None = None, **more: Any) -> Any:
        filing = filing or self.send(**more)
        return actions.accept_filing(self.first, filing, actions.Parties(), DAY)


def make_house(settings: Settings, folder: Path) -> House:
    """Found the office: the key lies in a folder of the test."""
    settings.REGISTER_LOG_KEY = folder / "register-log.key"
    settings.REGISTER_LOG_KEY_FILE = folder / "public" / "register-log.vkey"
    settings.REGISTER_WITNESSES_FILE = folder / "public" / "register-witnesses.vkeys"
    (folder / "public").mkdir()
    desk = make_desk()
    people = []
    for name in ("rosa", "ravi"):
        member = members.enlist(desk.organisation, name, name.title(), "registrar", PASSWORD, DAY)
        members.add_totp(member)
        desk.words[member.id] = vault.enrol_member(member, DAY)
        vault.admit_member(desk.unlocked_lead, member, DAY)
        people.append(member)
    key = actions.make_log_key(ORIGIN)
    actions.open_office(desk.organisation, key, DAY)
    actions.tell_public_side(key)
    house = House(desk, *people)
    actions.prepare_office(house.first, DAY)
    return house
