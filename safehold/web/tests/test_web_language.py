# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which language a page is in, and how it says so."""

import re
from types import SimpleNamespace

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation

from safehold.web.language import MemberLanguage
from safehold.web.languages import NATIVE_NAMES, best_language, codes, language_in_path, list_languages


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("de", "en"),
        ("fr-CA,fr;q=0.9,en;q=0.5", "fr"),
        ("de, fr;q=0.4, en;q=0.2", "fr"),
        ("zh-TW", "zh-hant"),
        ("zh-HK,zh;q=0.9", "zh-hant"),
        ("yue-HK", "zh-hant"),
        ("zh-Hant-HK", "zh-hant"),
        ("zh-CN", "zh-hans"),
        ("zh-Hans-SG", "zh-hans"),
        ("zh", "zh-hans"),
        ("bo-CN", "bo"),
        ("ug-Arab-CN", "ug"),
        ("*;q=0.5", "en"),
        ("\x00,;;q=x", "en"),
    ],
)
def test_the_browser_is_understood(header: str, language: str) -> None:
    assert best_language(header) == language


@pytest.mark.parametrize(
    ("path", "language"),
    [("/fr/", "fr"), ("/zh-hans/return", "zh-hans"), ("/fr", "fr"), ("/xx/", None), ("/", None), ("", None)],
)
def test_the_path_names_the_language(path: str, language: str | None) -> None:
    assert language_in_path(path) == language


def test_the_same_page_is_offered_in_every_language() -> None:
    assert [language.address for language in list_languages("/fr/return")] == [
        f"/{code}/return" for code in codes()
    ]
    assert {language.code for language in list_languages("/")} == set(NATIVE_NAMES)


@pytest.mark.parametrize("code", list(NATIVE_NAMES))
def test_every_language_draws_a_page(code: str, client: Client) -> None:
    response = client.get(f"/{code}/")
    text = response.content.decode()
    direction = "rtl" if code == "ug" else "ltr"
    assert re.search(rf'<html lang="{code}" dir="{direction}"', text, re.IGNORECASE)
    assert response["Content-Language"].lower() == code
    assert not response.cookies
    assert text.count('hreflang="') == 5
    assert ('class="panel warn"' in text) is (code not in {"en", "fr"})


def test_an_answer_to_sending_offers_no_link_that_would_lose_the_words(client: Client) -> None:
    text = client.post("/en/", {"words": "hello", "end": "1"}).content.decode()
    assert "Leave this site" in text
    assert 'class="langs"' not in text


def test_without_a_language_in_the_path_the_browser_decides(client: Client) -> None:
    response = client.get("/nowhere", headers={"Accept-Language": "ug"})
    assert response.status_code == 404
    assert 'dir="rtl"' in response.content.decode()
    assert "Accept-Language" in response["Vary"]


@pytest.mark.parametrize(
    ("chosen", "asked", "language"),
    [("fr", "en", "fr"), ("xx", "fr", "fr"), ("", "fr", "fr"), (None, "", "en")],
)
def test_the_desk_speaks_the_members_language(chosen: str | None, asked: str, language: str) -> None:
    def answer(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(translation.get_language())

    request = RequestFactory().get("/", headers={"Accept-Language": asked})
    request.user = SimpleNamespace(language=chosen) if chosen is not None else SimpleNamespace()  # type: ignore[assignment]
    assert MemberLanguage(answer)(request).content.decode() == language
