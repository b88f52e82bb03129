# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Second factors, recovery codes and passwords: what is asked, what works once, and what closing takes away."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django import Settings

from safehold.public.register import actions as doors
from safehold.public.register.adapters import authenticator
from safehold.public.register.models import (
    Draft,
    Filing,
    RecoveryCode,
)
from safehold.public.register.models import Registrant as Account
from safehold.public.register.tests.registrant import (
    PASSWORD,
    Registrant,
    elsewhere,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("clock")]
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
NO_MATCH = "do not belong together"
SECRET_IN_PAGE = re.compile(r'<span class="address" translate="no" dir="ltr">([A-Z2-7 ]+)</span>')


@pytest.fixture
def ruth() -> Registrant:
    return Registrant().join()


def test_unknown_number_wrong_password_and_missing_code_are_one_answer(ruth: Registrant) -> None:
    with_app(ruth)
    other = elsewhere(ruth)
    unknown = elsewhere(ruth)
    unknown.number = "000000000000"
    pages = [
        unknown.sign_in(),
        other.sign_in("wrong password"),
        other.sign_in(),
        other.sign_in(code="123456"),
    ]
    assert {page.status_code for page in pages} == {422}
    texts = {re.sub(r' value="[^"]*"', "", page.content.decode()) for page in pages}
    assert len(texts) == 1
    assert NO_MATCH in texts.pop()


def with_app(ruth: Registrant) -> str:
    """Add an authenticator app; return its secret."""
    found = SECRET_IN_PAGE.search(ruth.get("account/app").content.decode())
    assert found
    secret = found[1].replace(" ", "")
    assert ruth.post("account/app", {"code": code_now(secret)}).status_code == 302
    return secret


def code_now(secret: str, seconds: int = 0) -> str:
    return authenticator.code_at(secret, (int(NOW.timestamp()) + seconds) // 30)


def test_an_app_is_asked_from_then_on_and_each_code_works_once(
    ruth: Registrant, clock: list[datetime]
) -> None:
    secret = with_app(ruth)
    assert secret not in Account.objects.get().app_secret
    used, other = code_now(secret), elsewhere(ruth)
    assert other.sign_in(code=used).status_code == 422
    clock[0] += timedelta(seconds=30)
    assert other.sign_in(code=code_now(secret, 30)).status_code == 302
    assert elsewhere(ruth).sign_in(code=code_now(secret, 30)).status_code == 422
    assert elsewhere(ruth).sign_in(code=ruth.codes[0].upper()).status_code == 302
    assert elsewhere(ruth).sign_in(code=ruth.codes[0]).status_code == 422
    assert RecoveryCode.objects.count() == 7


def test_a_wrong_code_adds_no_app(ruth: Registrant) -> None:
    ruth.get("account/app")
    page = ruth.post("account/app", {"code": "000 000"})
    assert page.status_code == 422
    assert not Account.objects.get().has_app


def test_an_app_is_removed_with_the_password_only(ruth: Registrant) -> None:
    with_app(ruth)
    assert ruth.post("account/app/remove", {"password": "no"}).status_code == 422
    assert Account.objects.get().has_app
    assert ruth.post("account/app/remove", {"password": PASSWORD}).status_code == 302
    assert not Account.objects.get().has_app


def test_without_the_sites_key_recovery_codes_still_open_an_account_with_an_app(
    ruth: Registrant, settings: Settings
) -> None:
    secret = with_app(ruth)
    settings.SECRET_KEY = "another key"
    other = elsewhere(ruth)
    assert other.sign_in(code=code_now(secret)).status_code == 422
    assert other.sign_in(code=ruth.codes[1]).status_code == 302


def test_a_changed_password_signs_every_other_place_out(ruth: Registrant) -> None:
    other = elsewhere(ruth)
    other.sign_in()
    new = "quite another set of words"
    typed = {"old": "wrong", "password": new, "again": new}
    assert ruth.post("account/password", typed).status_code == 422
    assert ruth.post("account/password", typed | {"old": PASSWORD}).status_code == 302
    assert ruth.get("account").status_code == 200
    assert other.get("account").status_code == 401
    assert elsewhere(ruth).sign_in(new).status_code == 302


def test_a_lost_password_is_replaced_with_a_recovery_code_that_works_once(ruth: Registrant) -> None:
    new = "quite another set of words"
    typed = {"number": ruth.number, "recovery": ruth.codes[0], "password": new, "again": new}
    other = elsewhere(ruth)
    assert other.post("account/lost-password", typed | {"recovery": "0000 0000 0000 0000"}).status_code == 422
    assert other.post("account/lost-password", typed | {"number": "000000000000"}).status_code == 422
    assert other.post("account/lost-password", typed).status_code == 302
    assert other.get("account").status_code == 200
    assert ruth.get("account").status_code == 401
    assert elsewhere(ruth).post("account/lost-password", typed).status_code == 422


def test_with_an_app_one_recovery_code_is_not_enough_for_a_new_password(ruth: Registrant) -> None:
    with_app(ruth)
    new = "quite another set of words"
    typed = {"number": ruth.number, "recovery": ruth.codes[0], "password": new, "again": new}
    other = elsewhere(ruth)
    assert other.post("account/lost-password", typed).status_code == 422
    assert other.post("account/lost-password", typed | {"code": ruth.codes[0]}).status_code == 422
    assert RecoveryCode.objects.count() == 8
    assert other.post("account/lost-password", typed | {"code": ruth.codes[1]}).status_code == 302
    assert RecoveryCode.objects.count() == 6


def test_new_codes_end_the_old_ones(ruth: Registrant) -> None:
    page = ruth.post("account/codes", {"password": PASSWORD})
    assert page.status_code == 200
    assert RecoveryCode.objects.count() == 8
    with_app(ruth)
    assert elsewhere(ruth).sign_in(code=ruth.codes[0]).status_code == 422


def test_closing_deletes_the_account_and_leaves_what_was_sent_to_the_office(ruth: Registrant) -> None:
    collected, waiting = ruth.file(), ruth.file()
    doors.mark_collected(collected, date(2026, 11, 23))
    ruth.start()
    text = ruth.get("account/close").content.decode()
    assert "Closing an account takes no entry away" in text
    assert ruth.post("account/close", {"password": "no"}).status_code == 422
    assert "Your account is closed" in ruth.post("account/close", {"password": PASSWORD}).content.decode()
    assert (Account.objects.count(), Draft.objects.count()) == (0, 0)
    assert [row.pk for row in Filing.objects.all()] == [waiting]
    assert ruth.get("account").status_code == 401
    assert elsewhere(ruth).sign_in().status_code == 422
    assert not doors.store_answer(collected, "accepted", on=date(2026, 11, 23))
    doors.mark_collected(waiting, date(2026, 11, 23))
    assert Filing.objects.count() == 0


def test_an_app_is_not_replaced_without_the_password(ruth: Registrant, clock: list[datetime]) -> None:
    """Whoever sits down at an open session would else lock the registrant out."""
    secret = with_app(ruth)
    clock[0] += timedelta(minutes=1)
    page = ruth.get("account/app")
    assert (page.status_code, page.headers.get("Location", "")[-9:]) == (302, "/settings")
    assert ruth.post("account/app", {"code": "123456"}).status_code == 302
    assert elsewhere(ruth).sign_in(code=code_now(secret, 60)).status_code == 302


def test_an_app_of_another_window_is_not_replaced(ruth: Registrant, clock: list[datetime]) -> None:
    """Two pages were open, each with a secret of its own."""
    other = elsewhere(ruth)
    other.sign_in()
    found = SECRET_IN_PAGE.search(other.get("account/app").content.decode())
    assert found
    secret = with_app(ruth)
    other.post("account/app", {"code": code_now(found[1].replace(" ", ""))})
    clock[0] += timedelta(seconds=30)
    assert elsewhere(ruth).sign_in(code=code_now(secret, 30)).status_code == 302
