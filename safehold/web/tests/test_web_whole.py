# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A cut connection never looks complete, wherever the cut is."""

from collections.abc import Callable
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

Ask = Callable[..., tuple[int, dict[str, str], str]]
Kept = list[dict[str, str]]

FORM = urlencode({"words": "他们打电话来 & said end=1, twice\n", "who": "self", "end": "1"}).encode()
MULTIPART = {"CONTENT_TYPE": "multipart/form-data; boundary=xXsampleXx"}
CUT = "Your connection was cut before everything arrived"


def test_a_whole_form_is_kept(ask: Ask, kept: Kept) -> None:
    assert ask(FORM)[0] == 200
    assert kept == [{"words": "他们打电话来 & said end=1, twice\n", "who": "self", "end": "1"}]


@pytest.mark.parametrize("length", range(len(FORM)))
def test_a_form_cut_at_any_byte_is_refused_whole(length: int, ask: Ask, kept: Kept) -> None:
    status, headers, text = ask(FORM[:length], CONTENT_LENGTH=str(len(FORM)))
    assert (status, headers["Cache-Control"]) == (400, "no-store")
    assert CUT in text
    assert kept == []


@pytest.mark.parametrize("length", range(len(FORM)))
def test_a_cut_hidden_by_a_shortened_length_is_refused(length: int, ask: Ask, kept: Kept) -> None:
    assert ask(FORM[:length])[0] == 400
    assert kept == []


def test_a_file_form_cut_at_any_byte_is_refused_whole(ask: Ask, kept: Kept, whole_multipart: bytes) -> None:
    closing = whole_multipart.rstrip()
    for length in range(len(closing)):
        for stated in (len(whole_multipart), length):
            for where in ("/en/send", "/en/file"):
                status, _headers, text = ask(
                    whole_multipart[:length], where, CONTENT_LENGTH=str(stated), **MULTIPART
                )
                assert status == 400, (length, stated, where)
                assert CUT in text
    assert kept == []


def test_a_whole_file_form_is_kept(ask: Ask, kept: Kept, whole_multipart: bytes) -> None:
    assert ask(whole_multipart, "/en/file", **MULTIPART)[0] == 200
    assert kept == [{"photo": "a photograph"}]


def test_a_view_that_takes_no_files_gets_the_fields_without_them(
    ask: Ask, kept: Kept, whole_multipart: bytes
) -> None:
    assert ask(whole_multipart, **MULTIPART)[0] == 200
    assert kept == [{"note": "a note", "end": "1"}]


@hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(words=st.text(st.characters(exclude_categories=["Cs"]), max_size=40), data=st.data())
def test_any_words_arrive_exactly_or_not_at_all(ask: Ask, kept: Kept, words: str, data: Any) -> None:
    kept.clear()
    body = urlencode({"words": words, "end": "1"}).encode()
    length = data.draw(st.integers(0, len(body)))
    status, _headers, _text = ask(body[:length], CONTENT_LENGTH=str(len(body)))
    assert (status, kept) == ((200, [{"words": words, "end": "1"}]) if length == len(body) else (400, []))


class BrokenLine(BytesIO):
    """An input whose connection breaks after its bytes are used up."""

    def read(self, size: int | None = -1, /) -> bytes:
        if piece := super().read(min(size or 1, 16) if size and size > 0 else 16):
            return piece
        raise OSError("the line broke")

    def readline(self, size: int | None = -1, /) -> bytes:
        return self.read(size)


@pytest.mark.parametrize("where", ["/en/send", "/en/file"])
def test_a_line_that_breaks_with_an_error_is_a_cut_too(
    where: str, ask: Ask, kept: Kept, whole_multipart: bytes
) -> None:
    broken: dict[str, Any] = {"wsgi.input": BrokenLine(whole_multipart[:60])}
    status, _headers, text = ask(whole_multipart, where, **MULTIPART, **broken)
    assert status == 400
    assert CUT in text
    assert kept == []


def test_a_form_line_that_breaks_with_an_error_is_a_cut_too(ask: Ask, kept: Kept) -> None:
    broken: dict[str, Any] = {"wsgi.input": BrokenLine(FORM[:20])}
    assert ask(FORM, **broken)[0] == 400
    assert kept == []


@pytest.mark.parametrize("length", ["", None, "-5", "12, 12", "1_0", "+9", "٩", "9" * 40, "abc", "1.0"])
def test_a_request_that_does_not_state_a_plain_length_is_refused(
    length: str | None, ask: Ask, kept: Kept
) -> None:
    status, _headers, text = ask(FORM, CONTENT_LENGTH=length)
    assert status == 411
    assert "nothing was kept" in text
    assert kept == []


def test_a_longer_stated_length_is_a_cut_even_after_the_end_field(
    ask: Ask, kept: Kept, whole_multipart: bytes
) -> None:
    assert ask(FORM, CONTENT_LENGTH=str(len(FORM) + 7))[0] == 400
    for where in ("/en/send", "/en/file"):
        stated = str(len(whole_multipart) + 7)
        assert ask(whole_multipart, where, CONTENT_LENGTH=stated, **MULTIPART)[0] == 400
    assert kept == []


@pytest.mark.parametrize("where", ["/en/send", "/en/file"])
def test_a_file_form_without_its_end_field_is_refused(
    where: str, ask: Ask, kept: Kept, endless_multipart: bytes
) -> None:
    assert ask(endless_multipart, where, **MULTIPART)[0] == 400
    assert kept == []


def test_a_view_that_forgets_to_check_fails_loudly(
    ask: Ask, whole_multipart: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    assert ask(whole_multipart, "/en/forgetful", **MULTIPART)[0] == 500
    assert "WholeCheckForgotten" in caplog.text


def test_a_chunked_body_is_refused(ask: Ask, kept: Kept) -> None:
    assert ask(FORM, CONTENT_LENGTH=None, HTTP_TRANSFER_ENCODING="chunked")[0] == 411
    assert ask(FORM, HTTP_TRANSFER_ENCODING="chunked")[0] == 411
    assert kept == []


def test_an_empty_body_is_a_cut_one(ask: Ask, kept: Kept) -> None:
    assert ask(b"")[0] == 400
    assert ask(b"", **MULTIPART)[0] == 400
    assert kept == []


@pytest.mark.parametrize("body", [b"end=1&words=late", b"words=a&end=2", b"words=a&end=1&", b"words=a&END=1"])
def test_the_end_field_must_be_last(body: bytes, ask: Ask, kept: Kept) -> None:
    assert ask(body)[0] == 400
    assert kept == []


def test_bytes_after_the_stated_length_are_not_read(ask: Ask, kept: Kept) -> None:
    assert ask(FORM + b"&more=1", CONTENT_LENGTH=str(len(FORM)))[0] == 200
    assert "more" not in kept[0]
