# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signing in: what a cookie may do, what a copied table is worth, and what nobody can find out."""

import re
from datetime import UTC, datetime, timedelta
from http.cookies import Morsel
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from safehold.public.register.actions import accounts as actions
from safehold.public.register.adapters import passwords
from safehold.public.register.models import (
    Draft,
    RecoveryCode,
    RegistrantSession,
)
from safehold.public.register.models import Registrant as Account
from safehold.public.register.tests.registrant import (
    FORM,
    PASSWORD,
    PRINCIPAL,
    Registrant,
    elsewhere,
    sign_in_fields,
)
from safehold.web.languages import codes

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("clock")]
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
NO_MATCH = "do not belong together"
SECRET_IN_PAGE = re.compile(r'<span class="address" translate="no" dir="ltr">([A-Z2-7 ]+)</span>')


@pytest.fixture
def ruth() -> Registrant:
    return Registrant().join()


def cookies_of(answer: Any) -> list[Morsel[str]]:
    """Each `Set-Cookie` of an answer; the test client keeps only one of a name."""
    return list(answer.cookies.values())


def test_an_account_is_a_number_that_we_give_and_codes_that_are_shown_once(ruth: Registrant) -> None:
    account = Account.objects.get()
    assert ruth.number == account.number
    assert len(ruth.codes) == RecoveryCode.objects.count() == 8
    assert account.password.startswith("argon2id-nacl$")
    kept = " ".join(RecoveryCode.objects.values_list("code_hash", flat=True))
    assert not any(code.replace(" ", "") in kept for code in ruth.codes)
    assert {field.name for field in Account._meta.fields} == {
        "id",
        "number",
        "password",
        "app_secret",
        "app_step",
        "joined_on",
    }


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"password": "short", "again": "short"}, "at least 12"),
        ({"password": "password1234", "again": "password1234"}, "Many people use"),
        ({"password": PASSWORD, "again": "another one entirely"}, "not the same"),
        ({}, "Choose a password"),
    ],
)
def test_a_weak_password_is_refused_kindly(typed: dict[str, str], said: str) -> None:
    page = Registrant().post("account/new", typed)
    assert page.status_code == 422
    assert said in page.content.decode()
    assert PASSWORD not in page.content.decode()
    assert Account.objects.count() == 0


def test_a_number_with_a_slip_of_the_finger_is_said_before_anything_is_looked_up(
    ruth: Registrant, django_assert_num_queries: Any
) -> None:
    other = elsewhere(ruth)
    other.number = ruth.number[:-1] + str((int(ruth.number[-1]) + 1) % 10)
    with django_assert_num_queries(0):
        page = other.sign_in()
    assert "check the twelve digits" in page.content.decode()


def test_cookie_has_the_path_of_the_register_only(settings: Settings, ruth: Registrant) -> None:
    page = elsewhere(ruth).sign_in()
    handed = cookies_of(page)
    assert handed
    for language, morsel in zip(codes(), handed, strict=True):
        assert morsel.key == f"{settings.REGISTRANT_COOKIE}-{language}"
        assert morsel["path"] == f"/{language}/register"
        assert morsel["httponly"] and morsel["samesite"] == "Strict"
        assert not morsel["expires"] and not morsel["max-age"] and not morsel["domain"]


def test_a_sign_in_holds_in_every_language_and_ends_in_all_of_them(ruth: Registrant) -> None:
    for ruth.language in codes():
        assert ruth.get("account").status_code == 200
    page = ruth.post("account/sign-out")
    assert {morsel["path"] for morsel in cookies_of(page)} == {f"/{each}/register" for each in codes()}
    assert all(morsel["max-age"] == 0 for morsel in cookies_of(page))
    for ruth.language in codes():
        assert ruth.get("account").status_code == 401


def test_account_pages_are_stored_by_nobody(ruth: Registrant) -> None:
    for path in ("account", "account/settings", "account/new"):
        assert ruth.get(path).headers["Cache-Control"] == "no-store"


def test_a_copied_row_signs_nobody_in_and_tells_nothing(settings: Settings, ruth: Registrant) -> None:
    row = RegistrantSession.objects.get()
    account = Account.objects.get()
    for told in (str(account.pk), account.pk.hex, account.number):
        assert told not in f"{row.session_key} {row.session_data}"
    thief = Registrant()
    thief.client.cookies[f"{settings.REGISTRANT_COOKIE}-en"] = row.session_key
    assert thief.get("account").status_code == 401
    assert ruth.get("account").status_code == 200


def test_a_session_ends_when_idle_and_in_any_case_after_half_a_day(
    ruth: Registrant, clock: list[datetime]
) -> None:
    for _ in range(4):
        clock[0] += timedelta(minutes=25)
        assert ruth.get("account").status_code == 200
    clock[0] += timedelta(minutes=31)
    page = ruth.get("account")
    assert page.status_code == 401
    ruth.sign_in()
    for _ in range(30):
        clock[0] += timedelta(minutes=25)
        page = ruth.get("account")
    assert page.status_code == 401
    assert actions.purge_sessions(clock[0] + timedelta(hours=1)) >= 0
    assert RegistrantSession.objects.count() == 0


def test_what_was_typed_when_the_session_had_ended_is_kept_through_signing_in(
    ruth: Registrant, clock: list[datetime]
) -> None:
    draft = ruth.start()
    clock[0] += timedelta(hours=1)
    page = ruth.post(f"filings/{draft}/step/principal", PRINCIPAL)
    assert page.status_code == 401
    text = page.content.decode()
    assert 'name="principal_name" value="Ministry of Examples"' in text
    assert "What you have just written is on this page" in text
    wrong = ruth.post(
        f"filings/{draft}/step/principal",
        PRINCIPAL | {"carried": "1"} | sign_in_fields(ruth.number, "not this one"),
    )
    assert wrong.status_code == 422
    assert 'name="principal_name" value="Ministry of Examples"' in wrong.content.decode()
    page = ruth.post(
        f"filings/{draft}/step/principal", PRINCIPAL | {"carried": "1"} | sign_in_fields(ruth.number)
    )
    assert page.status_code == 302
    assert Draft.objects.get().typed["principal_name"] == "Ministry of Examples"
    assert ruth.get("account").status_code == 200


def test_somebody_else_signing_in_gets_nothing_of_what_was_carried(ruth: Registrant) -> None:
    other, draft = Registrant().join(), ruth.start()
    other.client = Client()
    page = other.post(
        f"filings/{draft}/step/principal", PRINCIPAL | {"carried": "1"} | sign_in_fields(other.number)
    )
    assert page.status_code == 404
    assert "principal_name" not in Draft.objects.get().typed


def test_wrong_passwords_run_out_for_the_account_from_there_and_for_nobody_else(
    ruth: Registrant, settings: Settings
) -> None:
    guesser = elsewhere(ruth)
    for _ in range(5):
        assert NO_MATCH in guesser.sign_in("guess").content.decode()
    assert "Too many tries" in guesser.sign_in().content.decode()
    assert ruth.get("account").status_code == 200
    owner = elsewhere(ruth)
    owner.client = Client(REMOTE_ADDR="203.0.113.9")
    assert owner.sign_in().status_code == 302


def test_a_crowd_of_passwords_is_told_to_wait_at_once(
    ruth: Registrant, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = [passwords._places.acquire(blocking=False) for _ in range(passwords.PLACES)]
    try:
        page = elsewhere(ruth).sign_in()
    finally:
        for _ in places:
            passwords._places.release()
    assert all(places)
    assert page.status_code == 422
    assert "Many people are signing in" in page.content.decode()
    assert elsewhere(ruth).sign_in().status_code == 302


def test_being_told_to_wait_uses_no_try(ruth: Registrant) -> None:
    places = [passwords._places.acquire(blocking=False) for _ in range(passwords.PLACES)]
    for _ in range(7):
        elsewhere(ruth).sign_in()
    for _ in places:
        passwords._places.release()
    assert elsewhere(ruth).sign_in().status_code == 302


def test_signing_out_in_another_window_while_a_page_is_made_is_no_fault(
    ruth: Registrant, clock: list[datetime]
) -> None:
    clock[0] += timedelta(minutes=5)

    def sign_out_meanwhile(*_args: Any) -> list[Any]:
        RegistrantSession.objects.all().delete()
        return []

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("safehold.public.register.queries.filings.list_drafts", sign_out_meanwhile)
        assert ruth.get("account").status_code == 200
    assert ruth.get("account").status_code == 401


def test_a_signed_in_post_that_shows_no_origin_is_refused(ruth: Registrant) -> None:
    def start(**headers: str) -> int:
        return ruth.client.post(
            ruth.at("filings/new"), "end=1", content_type=FORM, headers=headers
        ).status_code

    assert start() == 403
    assert start(origin="https://elsewhere.example") == 403
    assert start(origin="null") == 403
    assert start(referer="https://elsewhere.example/en/register/account") == 403
    assert Draft.objects.count() == 0
    assert start(referer="http://testserver/en/register/account") == 302
    assert start(origin="http://testserver") == 302
    assert start(**{"sec-fetch-site": "same-origin"}) == 302


def test_signing_out_ends_the_session_on_the_server(ruth: Registrant, settings: Settings) -> None:
    value = ruth.client.cookies[f"{settings.REGISTRANT_COOKIE}-en"].value
    assert ruth.get("account/sign-out").status_code == 302
    assert ruth.get("account").status_code == 200
    assert ruth.post("account/sign-out").status_code == 200
    ruth.client.cookies[f"{settings.REGISTRANT_COOKIE}-en"] = value
    assert ruth.get("account").status_code == 401
    assert RegistrantSession.objects.count() == 0


def test_account_pages_say_that_drafts_are_not_sealed(ruth: Registrant) -> None:
    for path in ("account", "account/settings", "account/new"):
        assert "is not sealed" in ruth.get(path).content.decode()
    assert "not sealed" in ruth.get(f"filings/{ruth.start()}/step/registrant").content.decode()


def test_double_sign_in_is_no_mistake(ruth: Registrant) -> None:
    other = elsewhere(ruth)
    assert [other.sign_in().status_code for _ in range(2)] == [302, 302]


def test_numbers_may_be_typed_in_groups(ruth: Registrant) -> None:
    other = elsewhere(ruth)
    other.number = f" {ruth.number[:3]}-{ruth.number[3:8]} {ruth.number[8:]}"
    assert other.sign_in().status_code == 302
