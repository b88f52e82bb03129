# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The cast with real keys: lead, noor and auditor of one organisation, tenzin of another."""

import base64
import hashlib
import hmac
import struct
import time
from dataclasses import dataclass, field
from datetime import date

from django.core.cache import cache
from django.http import HttpResponseBase
from django.test import Client

from safehold.desk.members import actions as members
from safehold.desk.members.models import Member, Organisation
from safehold.desk.vault import actions as vault
from safehold.desk.vault.tests.kits import make_and_read_back

DAY = date(2026, 11, 23)
PASSWORD = "correct horse battery staple"


def totp_code(secret: str) -> str:
    """The six digits that an authenticator app shows now (RFC 6238)."""
    mac = hmac.new(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    start = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def enter_code(client: Client, secret: str) -> HttpResponseBase:
    """Type the app's code; type the next one if the thirty seconds ended on the way."""
    cache.clear()  # a code works once; a test may sign in twice within its thirty seconds
    code = totp_code(secret)
    answer = client.post("/sign-in/second-factor/", {"code": code})
    ended_on_the_way = answer.status_code == 200 and code != totp_code(secret)
    return enter_code(client, secret) if ended_on_the_way else answer


@dataclass
class Person:
    """A member, and what only they have."""

    member: Member
    totp: str = ""
    words: str = ""
    client: Client = field(default_factory=Client)

    def sign_in(self) -> "Person":
        """Go through both pages of signing in."""
        self.client.post("/sign-in/", {"login": self.member.username, "password": PASSWORD})
        answer = enter_code(self.client, self.totp)
        assert answer.status_code == 302, answer.headers
        return self

    def unlock(self) -> "Person":
        answer = self.client.post("/unlock", {"passphrase": self.words, "next": "/"})
        assert answer.status_code == 302, answer.content
        return self

    @property
    def unlocked(self) -> vault.Unlocked:
        return vault.unlock_with(self.member, self.words)


@dataclass
class Cast:
    house: Organisation
    elsewhere: Organisation
    lead: Person
    noor: Person
    auditor: Person
    tenzin: Person


def make_person(house: Organisation, username: str, role: str, *, enrolled: bool = True) -> Person:
    member = members.enlist(house, username, username.title(), role, PASSWORD, DAY)
    person = Person(member, members.add_totp(member))
    if enrolled and member.unlocks:
        person.words = vault.enrol_member(member, DAY)
    return person


def make_cast() -> Cast:
    """Two organisations in one coalition; noor is admitted to her organisation's vault."""
    house = members.found_organisation("north", {"en": "North House"}, ["English"], True, True)
    elsewhere = members.found_organisation("snow", {"en": "Snow House"}, ["བོད་ཡིག"])
    cast = Cast(
        house=house,
        elsewhere=elsewhere,
        lead=make_person(house, "lead", "lead"),
        noor=make_person(house, "noor", "caseworker"),
        auditor=make_person(house, "auditor", "auditor"),
        tenzin=make_person(elsewhere, "tenzin", "lead"),
    )
    for lead in (cast.lead, cast.tenzin):
        make_and_read_back(lead.unlocked, DAY)
    vault.admit_member(cast.lead.unlocked, cast.noor.member, DAY)
    vault.admit_organisation(cast.lead.unlocked, elsewhere, DAY)
    return cast
