# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a copy of the sessions is worth to a thief: nothing."""

import base64
import zlib

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django import Settings

from safehold.desk.members import actions
from safehold.desk.vault.tests.vault_cast import PASSWORD, make_cast, make_person

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def readings(row: Session) -> list[bytes]:
    """What stands in a row, as it is, and as Django writes sessions."""
    found = [f"{row.session_key} {row.session_data}".encode()]
    packed = row.session_data.split(":")[0].lstrip(".")
    try:
        plain = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
        found += [plain, zlib.decompress(plain)]
    except (ValueError, zlib.error):
        pass
    return found


def test_a_copied_row_signs_nobody_in(settings: Settings) -> None:
    noor = make_cast().noor.sign_in()
    row, thief = Session.objects.get(), Client()
    for stolen in (row.session_key, row.session_data):
        thief.cookies[settings.SESSION_COOKIE_NAME] = stolen
        assert thief.get("/second-factor/").status_code == 302
    assert noor.client.get("/second-factor/").status_code == 200


def test_a_row_does_not_say_whose_it_is_nor_when_they_came() -> None:
    noor = make_cast().noor.sign_in()
    cookie = (noor.client.session.session_key or "").encode()
    assert cookie
    for reading in readings(Session.objects.get()):
        assert cookie not in reading
        assert str(noor.member.pk).encode() not in reading
        assert b"account_authentication_methods" not in reading


def test_the_secret_of_an_authenticator_is_not_readable_while_it_is_added() -> None:
    person = make_person(make_cast().house, "newcomer", "lead")
    Authenticator.objects.filter(user=person.member).delete()
    person.client.post("/sign-in/", {"login": "newcomer", "password": PASSWORD})
    person.client.post("/confirm/password/", {"password": PASSWORD})
    page = person.client.get("/second-factor/app/add/")
    secret = person.client.session["mfa.totp.secret"]
    assert secret in page.content.decode()
    assert all(secret.encode() not in reading for row in Session.objects.all() for reading in readings(row))


def test_a_row_that_somebody_wrote_opens_nothing(settings: Settings) -> None:
    noor = make_cast().noor.sign_in()
    Session.objects.update(session_data=Session.objects.get().session_data[::-1])
    assert noor.client.get("/second-factor/").status_code == 302


def test_the_sessions_of_one_member_end_and_no_others() -> None:
    cast = make_cast()
    lead, noor = cast.lead.sign_in(), cast.noor.sign_in()
    actions.end_sessions(noor.member)
    assert noor.client.get("/second-factor/").status_code == 302
    assert lead.client.get("/second-factor/").status_code == 200
