# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whoever reports meets nothing of registrants' accounts: no cookie, no row asked for, not a byte more."""

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from safehold.public.register.models import RegistrantSession
from safehold.public.register.rules.account_paths import is_of_account
from safehold.public.register.tests.registrant import Registrant
from safehold.public.reporting.tests.coalition import MadeCoalition
from tests.permissions.addresses import list_names, list_patterns

URLCONF = "safehold.config.public_urls"
FORM = "application/x-www-form-urlencoded"
HEADERS_OF_THE_FORM = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Language": "en",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
POLICY = {
    "base-uri 'none'",
    "default-src 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "img-src 'self'",
    "style-src 'self'",
}
"""As they were before there were accounts (23 November 2026). The directives of the policy have no order."""


def reporting_pages() -> list[str]:
    wanted = []
    for name, pattern in list_patterns(URLCONF):
        if name.startswith("reporting:"):
            known = {"language": "en", "capability": "A" * 43}
            wanted.append(
                reverse(
                    name, urlconf=URLCONF, kwargs={each: known[each] for each in pattern.pattern.converters}
                )
            )
    return wanted


@pytest.mark.django_db
def test_the_reporting_form_answers_with_the_headers_it_always_had(coalition: MadeCoalition) -> None:
    answer = Client().get("/en/")
    headers = dict(answer.headers)
    assert set(headers.pop("Content-Security-Policy").split("; ")) == POLICY
    assert headers == HEADERS_OF_THE_FORM


@pytest.mark.django_db(transaction=True)
def test_a_registrants_cookie_changes_nothing_on_reporting_pages(
    coalition: MadeCoalition, settings: Settings
) -> None:
    ruth = Registrant().join()
    value = ruth.client.cookies[f"{settings.REGISTRANT_COOKIE}-en"].value
    anybody, signed_in = Client(), Client()
    for name in (f"{settings.REGISTRANT_COOKIE}-en", settings.REGISTRANT_COOKIE, "sessionid"):
        signed_in.cookies[name] = value
    for address in reporting_pages():
        read, read_signed_in = anybody.get(address), signed_in.get(address)
        assert read.content == read_signed_in.content
        sent, sent_signed_in = (
            each.post(address, "end=1", content_type=FORM) for each in (anybody, signed_in)
        )
        for one, two in ((read, read_signed_in), (sent, sent_signed_in)):
            assert (one.status_code, one.headers) == (two.status_code, two.headers)
            assert "Set-Cookie" not in two.headers and not two.cookies
            assert "cookie" not in one.headers.get("Vary", "").lower()


@pytest.mark.django_db(transaction=True)
def test_no_reporting_page_asks_for_a_session(coalition: MadeCoalition, settings: Settings) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    ruth = Registrant().join()
    client = Client()
    client.cookies[f"{settings.REGISTRANT_COOKIE}-en"] = ruth.client.cookies[
        f"{settings.REGISTRANT_COOKIE}-en"
    ].value
    with CaptureQueriesContext(connection) as asked:
        for address in reporting_pages():
            client.get(address)
    assert not any(RegistrantSession._meta.db_table in each["sql"] for each in asked.captured_queries)


def test_every_page_that_needs_an_account_lies_where_the_middleware_looks() -> None:
    from safehold.public.register import account_urls

    ours = {f"register:{pattern.name}" for pattern in account_urls.urlpatterns}
    assert ours <= list_names(URLCONF)
    for name, pattern in list_patterns(URLCONF):
        known = {
            "language": "zh-hant",
            "capability": "A" * 43,
            "draft": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff",
            "filing": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff",
            "part": "principal",
            "kind": "amendment",
            "index": 7,
        }
        wanted = pattern.pattern.converters
        if name in ours:
            address = reverse(name, urlconf=URLCONF, kwargs={each: known[each] for each in wanted})
            assert is_of_account(address)
    assert not any(is_of_account(address) for address in reporting_pages())


@given(st.text())
def test_no_other_path_is_one_of_an_account(text: str) -> None:
    assert not is_of_account(f"/en/{text}".replace("/register/account", "").replace("/register/filings", ""))
    assert not is_of_account("/en/register/accounts")
    assert not is_of_account("/en/register/")
