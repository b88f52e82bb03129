# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signing in: password and second factor, and what the pages do not tell."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from safehold.desk.members import actions, queries
from safehold.desk.vault.tests.vault_cast import DAY, PASSWORD, enter_code, make_cast, make_person
from safehold.web import clock

pytestmark = pytest.mark.django_db(databases=["default", "public"])

SIGNED_IN_PAGES = [
    "/second-factor/",
    "/second-factor/passkeys/",
    "/confirm/password/",
    "/confirm/code/",
    "/password/",
    "/sign-out/",
]
CONFIRMED_PAGES = [
    "/second-factor/app/remove/",
    "/second-factor/passkeys/add/",
    "/second-factor/codes/new/",
]


def test_password_and_code_lead_in() -> None:
    noor = make_cast().noor
    first = noor.client.post("/sign-in/", {"login": "noor", "password": PASSWORD})
    assert first.headers["Location"] == "/sign-in/second-factor/"
    assert noor.client.get("/members/").headers["Location"].startswith("/sign-in/")
    wrong = noor.client.post("/sign-in/second-factor/", {"code": "000000"})
    assert "This code does not fit" in wrong.content.decode()
    right = enter_code(noor.client, noor.totp)
    assert right.headers["Location"] == "/"
    assert noor.client.get("/second-factor/").status_code == 200


def test_the_answer_does_not_tell_whether_an_account_exists() -> None:
    cast = make_cast()
    actions.set_active(cast.lead.member, cast.noor.member, False, DAY)
    pages = set()
    for name, password in [("lead", "wrong"), ("nobody", "wrong"), ("noor", "wrong"), ("noor", PASSWORD)]:
        answer = Client().post("/sign-in/", {"login": name, "password": password})
        pages.add(re.sub(r'value="[^"]*"', "", answer.content.decode()))
    assert len(pages) == 1
    assert "do not match" in pages.pop()


def test_a_member_without_a_second_factor_can_only_add_one() -> None:
    house = make_cast().house
    person = make_person(house, "newcomer", "lead")
    Authenticator.objects.filter(user=person.member).delete()
    answer = person.client.post("/sign-in/", {"login": "newcomer", "password": PASSWORD})
    assert answer.headers["Location"] == "/"
    for address in ("/", "/members/", "/vault/", "/audit/", "/unlock", "/second-factor/codes/"):
        assert person.client.get(address).headers["Location"] == "/second-factor/", address
    assert "Add a second factor" in person.client.get("/second-factor/").content.decode()


def test_a_passkey_can_be_offered_without_a_name() -> None:
    answer = Client().get("/sign-in/passkey/", headers={"Accept": "application/json"})
    assert answer.json()["request_options"]["publicKey"]["userVerification"] == "required"
    refused = Client().post("/sign-in/passkey/", {"credential": "{}"})
    assert refused.headers["Location"] == "/sign-in/"


@pytest.mark.parametrize("address", SIGNED_IN_PAGES)
def test_pages_of_a_signed_in_member_draw(address: str) -> None:
    assert make_cast().noor.sign_in().client.get(address).status_code == 200


@pytest.mark.parametrize("address", CONFIRMED_PAGES)
def test_pages_that_change_how_one_signs_in_ask_again(address: str) -> None:
    client = make_cast().noor.sign_in().client
    assert client.get(address).headers["Location"].startswith("/confirm/password/")
    client.post("/confirm/password/", {"password": PASSWORD})
    assert client.get(address).status_code == 200


def test_sign_up_is_closed() -> None:
    for address in ("/sign-up/", "/signup/", "/accounts/signup/"):
        assert Client().get(address).status_code in {302, 404}
    assert not queries.find_member("someone")


def test_the_last_authenticator_app_stays_while_it_is_the_last_factor() -> None:
    noor = make_person(make_cast().house, "amal", "caseworker")
    client = noor.sign_in().client
    client.post("/confirm/password/", {"password": PASSWORD})
    client.post("/second-factor/app/remove/")
    assert Authenticator.objects.filter(user=noor.member, type="totp").exists()


def test_the_secret_of_an_authenticator_is_encrypted_at_rest() -> None:
    noor = make_person(make_cast().house, "amal", "caseworker")
    stored = Authenticator.objects.get(user=noor.member, type="totp")
    assert noor.totp not in str(stored.data)
    noor.sign_in()


def test_no_hour_of_work_is_kept() -> None:
    noor = make_cast().noor.sign_in()
    used = Authenticator.objects.get(user=noor.member, type="totp")
    assert used.last_used_at is not None
    times = [timezone.localtime(moment) for moment in (used.created_at, used.last_used_at)]
    assert {(t.hour, t.minute, t.second) for t in times} == {(0, 0, 0)}
    assert {t.date() for t in times} == {clock.today()}
    assert not hasattr(noor.member, "last_login") or noor.member.last_login is None


def test_changing_the_password_signs_out_other_places(settings: Settings) -> None:
    noor = make_cast().noor.sign_in()
    elsewhere = Client()
    name = settings.SESSION_COOKIE_NAME
    elsewhere.cookies[name] = noor.client.cookies[name].value
    new = "four quiet rivers run"
    answer = noor.client.post("/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert answer.headers["Location"] == "/second-factor/"
    assert noor.client.get("/second-factor/").status_code == 200
    assert elsewhere.get("/second-factor/").status_code == 302


def test_signing_out_needs_a_post_and_ends_the_session() -> None:
    noor = make_cast().noor.sign_in()
    assert noor.client.get("/sign-out/").status_code == 200
    assert noor.client.post("/sign-out/").headers["Location"] == "/sign-in/"
    assert noor.client.get("/second-factor/").status_code == 302
    assert not Session.objects.exists()


def test_a_pending_second_factor_can_be_given_up() -> None:
    client = make_cast().noor.client
    client.post("/sign-in/", {"login": "noor", "password": PASSWORD})
    assert client.get("/sign-in/").headers["Location"] == "/sign-in/second-factor/"
    client.post("/sign-out/", {"next": "/sign-in/"})
    assert client.get("/sign-in/").status_code == 200
