# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Error pages: what happened, what was kept, what to do next; and never a second error."""

import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory

from safehold.web import errors
from safehold.web.clock import now, today

FORBIDDEN_WORDS = re.compile(r"\b(submit|victim|ticket|invalid)\b", re.IGNORECASE)


def test_an_unknown_address_says_so_and_leads_on(client: Client) -> None:
    response = client.get("/en/nowhere")
    text = response.content.decode()
    assert response.status_code == 404
    assert "There is nothing here that you can open." in text
    assert "Leave this site" in text
    assert 'href="tel:911"' in text
    assert 'class="langs"' not in text


def test_a_failing_view_answers_with_a_plain_page(client: Client) -> None:
    client.raise_request_exception = False
    response = client.get("/fr/fail")
    text = response.content.decode()
    assert response.status_code == 500
    assert response["Cache-Control"] == "no-store"
    assert 'lang="fr"' in text
    assert "ZeroDivision" not in text


def test_even_broken_templates_leave_an_answer(client: Client, settings: Any) -> None:
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "APP_DIRS": False}]
    client.raise_request_exception = False
    response = client.get("/en/fail")
    assert response.status_code == 500
    assert "Something went wrong on our side" in response.content.decode()


@pytest.mark.parametrize("site", ["public", "desk"])
def test_every_error_page_keeps_the_voice(site: str, settings: Any) -> None:
    settings.SITE = site
    request = RequestFactory().post("/en/send")
    request.user = None  # type: ignore[assignment]
    for answer in (
        errors.bad_request(request),
        errors.request_cut(request),
        errors.length_unknown(request),
        errors.too_large(request),
        errors.not_a_form(request),
        errors.not_that_way(request),
        errors.foreign_origin(request),
        errors.forbidden(request, PermissionDenied()),
        errors.csrf_failure(request, reason="no cookie"),
        errors.not_found(request),
        errors.server_error(request),
    ):
        text = answer.content.decode()
        assert not FORBIDDEN_WORDS.search(text)
        assert text.count("<h1>") == 1
        assert answer["Cache-Control"] == "no-store"
        assert "style=" not in text
        assert "<script" not in text


def test_who_may_not_come_in_is_led_on() -> None:
    request = RequestFactory().get("/vault/")
    request.user = None  # type: ignore[assignment]
    text = errors.forbidden(request, PermissionDenied()).content.decode()
    assert 'href="/">Go to the first page' in text


def test_the_day_is_that_of_the_settings_zone(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = now().replace(year=2026, month=11, day=23, hour=3)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
    assert today().isoformat() == "2026-11-22"
