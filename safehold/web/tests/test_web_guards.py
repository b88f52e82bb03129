# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the guards let through and what they turn away, in kind words."""

import logging
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from safehold.web.pages import PAGE_LOST

Ask = Callable[..., tuple[int, dict[str, str], str]]
Kept = list[dict[str, str]]

FORM = b"words=hello&end=1"
MULTIPART = {"CONTENT_TYPE": "multipart/form-data; boundary=xXsampleXx"}
SITES = ["same-origin", "none", "same-site", "cross-site", "strange"]


@pytest.mark.parametrize(
    ("headers", "taken"),
    [
        ({}, True),
        ({"HTTP_ORIGIN": "http://localhost"}, True),
        ({"HTTP_ORIGIN": "https://localhost"}, True),
        ({"HTTP_ORIGIN": "http://LOCALHOST"}, True),
        ({"HTTP_ORIGIN": "http://localhost:8000", "HTTP_HOST": "localhost:8000"}, True),
        ({"HTTP_ORIGIN": "http://localhost:8001"}, False),
        ({"HTTP_ORIGIN": "http://example.org"}, False),
        ({"HTTP_ORIGIN": "http://localhost.example.org"}, False),
        ({"HTTP_ORIGIN": "http://localhost http://example.org"}, False),
        ({"HTTP_ORIGIN": "http://localhost/"}, False),
        ({"HTTP_ORIGIN": "http://localhost:x"}, False),
        ({"HTTP_ORIGIN": "http://["}, False),
        ({"HTTP_ORIGIN": "file://localhost"}, False),
        ({"HTTP_ORIGIN": ""}, False),
        ({"HTTP_ORIGIN": "http://example.org", "HTTP_SEC_FETCH_SITE": "same-origin"}, False),
        *[({"HTTP_ORIGIN": "null", "HTTP_SEC_FETCH_SITE": site}, site in SITES[:2]) for site in SITES],
        *[({"HTTP_SEC_FETCH_SITE": site}, site in SITES[:2]) for site in SITES],
        ({"HTTP_ORIGIN": "null"}, True),
    ],
)
def test_only_our_own_pages_may_send(headers: dict[str, str], taken: bool, ask: Ask, kept: Kept) -> None:
    status, _headers, text = ask(FORM, **headers)
    assert status == (200 if taken else 403)
    assert bool(kept) is taken
    assert taken or "did not come from our page" in text


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_a_host_name_that_is_not_ours_is_refused(method: str, ask: Ask, kept: Kept) -> None:
    status, _headers, text = ask(FORM, "/en/", REQUEST_METHOD=method, HTTP_HOST="evil.example")
    assert (status, kept) == (400, [])
    assert "evil.example" not in text


def test_reading_from_another_site_is_free(ask: Ask) -> None:
    assert ask(b"", "/en/", REQUEST_METHOD="GET", HTTP_ORIGIN="http://example.org")[0] == 200


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_reading_with_a_body_is_no_trouble(method: str, ask: Ask) -> None:
    assert ask(b"\xff\x00", "/en/", REQUEST_METHOD=method)[0] == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "BREW"])
def test_other_methods_are_turned_away(method: str, ask: Ask, kept: Kept) -> None:
    status, headers, _text = ask(FORM, REQUEST_METHOD=method)
    assert (status, kept) == (405, [])
    assert "POST" in headers["Allow"]


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "", "multipart/mixed; boundary=x", None])
def test_what_is_no_form_is_refused(kind: str | None, ask: Ask, kept: Kept) -> None:
    assert ask(FORM, CONTENT_TYPE=kind)[0] == 415
    assert kept == []


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"words=%ff%fe&end=1", "application/x-www-form-urlencoded"),
        (b"words=\xe9t\xe9&end=1", "application/x-www-form-urlencoded"),
        (b"words=%ed%a0%80&end=1", "application/x-www-form-urlencoded"),
        (FORM, "application/x-www-form-urlencoded; charset=iso-8859-1"),
        (FORM, "application/x-www-form-urlencoded; charset=utf-16"),
        (FORM, "application/x-www-form-urlencoded; charset=nonsense"),
        (FORM, "multipart/form-data"),
        (FORM, "multipart/form-data; boundary="),
        (FORM, "multipart/form-data; boundary=" + "x" * 300),
        (FORM, "multipart/form-data; boundary=\xe9"),
        (FORM, "multipart/form-data; charset=latin-1; boundary=x"),
    ],
)
def test_what_cannot_be_read_is_refused_kindly(body: bytes, kind: str, ask: Ask, kept: Kept) -> None:
    status, _headers, text = ask(body, CONTENT_TYPE=kind)
    assert status == 400
    assert "Nothing was kept" in text
    assert kept == []


def test_undecodable_text_in_a_file_form_is_refused(ask: Ask, kept: Kept, whole_multipart: bytes) -> None:
    body = whole_multipart.replace(b"a note", b"a \xff\xfe!")
    assert ask(body, **MULTIPART)[0] == 400
    assert kept == []


def test_plain_utf8_with_its_name_is_taken(ask: Ask, kept: Kept) -> None:
    kind = "application/x-www-form-urlencoded; charset=UTF-8"
    assert ask("words=été&end=1".encode(), CONTENT_TYPE=kind)[0] == 200
    assert kept[0]["words"] == "été"


def test_a_form_too_long_for_memory_is_told_so(ask: Ask, kept: Kept) -> None:
    status, _headers, text = ask(b"words=" + b"a" * 30_000 + b"&end=1")
    assert status == 413
    assert "Back button brings your text back" in text
    assert kept == []


def test_a_long_body_is_read_to_its_end_so_that_the_page_arrives(ask: Ask) -> None:
    sent = BytesIO(b"words=" + b"a" * 300_000 + b"&end=1")
    stated: dict[str, Any] = {"wsgi.input": sent, "CONTENT_LENGTH": str(len(sent.getvalue()))}
    assert ask(b"", **stated)[0] == 413
    assert sent.read() == b""


def test_a_file_form_whose_words_are_too_long_is_told_so(
    ask: Ask, kept: Kept, whole_multipart: bytes
) -> None:
    assert ask(whole_multipart.replace(b"a note", b"a" * 30_000), **MULTIPART)[0] == 413
    assert kept == []


def test_too_many_fields_are_refused_kindly(ask: Ask, kept: Kept, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 5
    assert ask(b"a=1&" * 10 + b"end=1")[0] == 400
    assert kept == []


def test_no_answer_to_sending_is_stored(ask: Ask) -> None:
    assert ask(FORM)[1]["Cache-Control"] == "no-store"
    assert ask(FORM, HTTP_ORIGIN="http://example.org")[1]["Cache-Control"] == "no-store"
    assert "Cache-Control" not in ask(b"", "/en/", REQUEST_METHOD="GET")[1]


def test_nothing_of_the_desk_is_stored(ask: Ask, settings: Any) -> None:
    settings.SITE = "desk"
    assert ask(b"", "/en/", REQUEST_METHOD="GET")[1]["Cache-Control"] == "no-store"


def test_a_refusal_speaks_the_language_of_the_page(ask: Ask) -> None:
    _status, headers, text = ask(b"words=cut", "/ug/send")
    assert headers["Content-Language"] == "ug"
    assert '<html lang="ug" dir="rtl"' in text


def test_refusals_log_and_quote_nothing(ask: Ask, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        for body in (b"words=canary-4711", b"words=canary-4711%ff&end=1", b"canary-4711" * 9_000):
            assert "canary" not in ask(body)[2]
    assert "canary" not in caplog.text


def test_the_test_client_posts_as_browsers_do(client: Client, kept: Kept) -> None:
    assert client.post("/en/send", {"words": "hello", "end": "1"}).status_code == 200
    assert kept == [{"words": "hello", "end": "1"}]


def test_a_page_that_could_not_be_made_is_said_in_the_persons_language(ask: Ask, kept: Kept) -> None:
    status, headers, text = ask(FORM, "/fr/send", **{PAGE_LOST: True})
    assert (status, bool(kept)) == (500, False)
    assert headers["Cache-Control"] == "no-store"
    assert 'lang="fr"' in text
