# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the permission table is asked about: noor's organisation with a case, a sealed report and a newcomer."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import connections, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from safehold.desk.audit import actions as audit
from safehold.desk.audit.models import Alarm
from safehold.desk.inbox import actions as inbox
from safehold.desk.inbox.models import Envelope
from safehold.desk.members import actions as members
from safehold.web import clock
from tests.cast import Cast, Person, cheap_argon2id, collect, make_cast, make_person
from tests.permissions.addresses import list_patterns

URLCONF = "safehold.config.desk_urls"
SHORT = {"account_login": "sign-in", "account_reauthenticate": "confirm", "members:list": "members"}
"""Names of pages as the table writes them; of others the part after the colon."""


@dataclass
class World:
    """The cast, and the ids that stand in addresses.

    All of them belong to noor's organisation and to none of the cast: the passkey is a colleague's, the member a
    newcomer who waits to be admitted, the organisation one that waits to be admitted to the coalition.
    """

    cast: Cast
    ids: dict[str, object]

    def address_of(self, name: str) -> str:
        pattern = dict(list_patterns(URLCONF))[name]
        wanted = pattern.pattern.converters
        return reverse(name, kwargs={key: self.ids[key] for key in wanted})

    def person(self, column: str) -> tuple[Person, bool]:
        """Return who stands behind a column of the table, and whether they have unlocked."""
        name, _, state = column.partition(" ")
        return getattr(self.cast, name), state != "locked"


def make_world() -> World:
    cast, on = make_cast(), clock.today()
    cast.new_reporter().report("They know where my sister works.", on)
    collect(on)
    envelope = Envelope.objects.get()
    case = inbox.open_envelope(cast.noor.unlocked(), envelope.pk, on)
    sealed = cast.new_reporter().report("A grey car waits outside.", on)
    collect(on)
    with cheap_argon2id():
        newcomer = make_person(cast.organisation, "newcomer", "caseworker", on)
    with cheap_argon2id():
        colleague = make_person(cast.organisation, "colleague", "caseworker", on)
    passkey = Authenticator.objects.create(
        user=colleague.account, type=Authenticator.Type.WEBAUTHN, data={"name": "A colleague's key"}
    )
    audit.raise_alarm(cast.organisation.pk, "list-older", "keys", on=on)
    ids = {
        "case_id": case.pk,
        "envelope_id": Envelope.objects.get(report_id=sealed).pk,
        "member_id": newcomer.account.pk,
        "organisation_id": cast.other_organisation.pk,
        "token": members.invite_member(cast.lead.account, "caseworker", on),
        "pk": passkey.pk,
        "alarm_id": Alarm.objects.get().pk,
    }
    return World(cast, ids)


@contextmanager
def undone() -> Iterator[None]:
    """Take back what was written inside, in both databases, and the counted attempts: all meet the same world."""
    cache.clear()
    marks = {name: transaction.savepoint(using=name) for name in connections}
    try:
        yield
    finally:
        for name, mark in marks.items():
            transaction.savepoint_rollback(mark, using=name)


def ask(client: Client, method: str, address: str, fields: dict[str, str]) -> str:
    """Return the status of the answer; of a redirect also the name of the page it leads to."""
    client.raise_request_exception = False
    send = client.post if method == "POST" else client.get
    response: HttpResponse = send(address, fields)  # type: ignore[assignment]
    if response.status_code in (301, 302, 303):
        return f">{_name_of(response.headers['Location'])}"
    return str(response.status_code)


def _name_of(location: str) -> str:
    try:
        return SHORT.get(name := resolve(urlsplit(location).path).view_name, name.partition(":")[2] or name)
    except Resolver404:
        return location
