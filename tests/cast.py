# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The cast of the tests, made through the doors that real people go through.

*amina* reports and has no account. *noor* is a caseworker, *lead* runs her organisation, *auditor* reads its audit.
*researcher* reads what happened there, not who it happened to. *registrar* keeps the public register, and sees no case.
*tenzin* is a caseworker of another organisation and must see nothing of noor's. *stranger* has no account.
*operator* runs the server and must read no content: no account either, so at the desk an operator is a stranger;
what an operator finds on the disk is the matter of the theft tests.

Keys and sealing are real. Only the cost of Argon2id is lowered, while the cast is made (`cheap_argon2id`): every
derived key carries its own cost, so what was made cheaply opens cheaply.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from unittest.mock import patch
from uuid import UUID

from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from safehold.core import receipts
from safehold.core.receipts import Receipt
from safehold.desk.inbox import actions as inbox
from safehold.desk.members import actions as members
from safehold.desk.members.models import Member, Organisation
from safehold.desk.vault import actions as vault
from safehold.desk.vault import queries as keys
from safehold.desk.vault.middleware import cookie_name
from safehold.desk.vault.tests.kits import make_and_read_back
from safehold.public.reporting import actions as reporting
from safehold.public.reporting import rules
from safehold.public.reporting.adapters import open_store
from safehold.public.reporting.models import Mailbox
from safehold.public.reporting.queries import Coalition, access_grant, load_coalition
from safehold.public.reporting.uploads import UploadSink
from safehold.web import clock
from safehold.web.signing_in import argon2id

PASSWORD = "six quiet birds over water"
SOURCE = "a browser of the tests"
CHEAP: dict[str, Any] = {"OPSLIMIT": 1, "MEMLIMIT_BYTES": 8 * 1024}


@contextmanager
def cheap_argon2id() -> Iterator[None]:
    """Derive new keys with the least work that libsodium takes."""
    with patch.multiple(argon2id, **CHEAP):
        yield


@dataclass
class Person:
    """Somebody in front of a browser. `member` is None for whoever has no account."""

    name: str
    member: Member | None = None
    totp_secret: str = ""
    passphrase: str = ""

    def browse(self, *, unlocked: bool = False, confirmed: bool = False) -> Client:
        """Return a fresh browser: signed in where there is an account, unlocked where asked and possible.

        confirmed: the password was typed once more just now, as pages ask that change how one signs in.
        """
        client = Client()
        if self.member is None:
            return client
        client.force_login(self.member)
        if confirmed:
            with cheap_argon2id():
                client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        if unlocked and self.passphrase:
            cookie, _unlocked = vault.begin_unlocking(
                self.member,
                self.passphrase,
                session_key=str(client.session.session_key),
                source=SOURCE,
                on=clock.today(),
                now=timezone.now(),
            )
            client.cookies[cookie_name()] = cookie
        return client

    @property
    def account(self) -> Member:
        """The member, where there must be one."""
        assert self.member is not None, f"{self.name} has no account"
        return self.member

    def unlocked(self) -> vault.Unlocked:
        """Return what this person's words open, without a browser."""
        return vault.unlock_with(self.account, self.passphrase)


@dataclass
class Reporter:
    """Amina: all she holds is a receipt."""

    organisation_id: UUID
    coalition: Coalition
    receipt: Receipt = field(default_factory=receipts.generate)

    def report(self, words: str, on: date, **told: Any) -> UUID:
        """Send a report; return its id."""
        draft = rules.Draft(
            organisation_id=self.organisation_id,
            words=words,
            **{"reporting_for": "self", "consents": ("contact",), **told},
        )
        arrival = reporting.submit_report(draft, self.receipt, language="en", coalition=self.coalition, on=on)
        return UUID(str(arrival.mailbox.pk))

    def add_file(self, name: str, content: bytes, on: date) -> None:
        """Add a file to what was reported."""
        mailbox = Mailbox.objects.get(lookup_id=self.receipt.lookup_id)
        capability = reporting.begin_upload(mailbox, self.receipt, on)
        grant = access_grant(capability, on)
        with open_store().receiving() as incoming, override_settings(MAX_FILES=20):
            sink = UploadSink(incoming, bytes(mailbox.files_recipient), 1_000_000)
            sink.start(name, "image/jpeg")
            sink.write(content)
            reporting.keep_file(grant, capability, sink, on)


@dataclass
class Cast:
    """Two organisations of one coalition, and everybody around them."""

    organisation: Organisation
    other_organisation: Organisation
    coalition: Coalition
    lead: Person
    noor: Person
    researcher: Person
    auditor: Person
    tenzins_lead: Person
    tenzin: Person
    amina: Person = field(default_factory=lambda: Person("amina"))
    registrar: Person = field(default_factory=lambda: Person("registrar"))
    """Keeps the public register, and opens no case. Has an account where a test opens the office."""
    stranger: Person = field(default_factory=lambda: Person("stranger"))
    operator: Person = field(default_factory=lambda: Person("operator"))

    def new_reporter(self) -> Reporter:
        return Reporter(self.organisation.pk, self.coalition)


def make_person(organisation: Organisation, name: str, role: str, on: date) -> Person:
    """Add a member who signs in with two factors and, unless an auditor, has six words."""
    member = members.enlist(organisation, name, name.title(), role, PASSWORD, on)
    passphrase = vault.enrol_member(member, on) if member.unlocks else ""
    return Person(name, member, members.add_totp(member), passphrase)


def make_cast(on: date | None = None) -> Cast:
    """Found both organisations, admit everybody, and bring the signed lists to the public side."""
    day = on or clock.today()
    with cheap_argon2id():
        here = members.found_organisation("focal-point", {"en": "Focal point"}, ["English"], True, True)
        there = members.found_organisation("snow-pass", {"en": "Snow Pass"}, ["བོད་ཡིག"])
        lead = make_person(here, "lead", "lead", day)
        noor = make_person(here, "noor", "caseworker", day)
        researcher = make_person(here, "researcher", "researcher", day)
        auditor = make_person(here, "auditor", "auditor", day)
        tenzins_lead = make_person(there, "tenzins-lead", "lead", day)
        tenzin = make_person(there, "tenzin", "caseworker", day)
    for each in (lead, tenzins_lead):
        make_and_read_back(each.unlocked(), day)
    for each in (noor, researcher):
        vault.admit_member(lead.unlocked(), each.account, day)
    vault.admit_organisation(lead.unlocked(), there, day)
    vault.admit_member(tenzins_lead.unlocked(), tenzin.account, day)
    vault.deliver_outgoing(day)
    with override_settings(COALITION_ROOT=keys.find_coalition_root(), LISTS_HELD_SECONDS=0):
        coalition = load_coalition()
    return Cast(here, there, coalition, lead, noor, researcher, auditor, tenzins_lead, tenzin)


def collect(on: date | None = None) -> None:
    """Run the crossing once: sealed reports in, withdrawals applied, answers and lists out."""
    day = on or clock.today()
    inbox.collect(day)
    inbox.apply_withdrawals(day)
    vault.deliver_outgoing(day)
