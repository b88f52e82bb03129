# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A file whose connection ends anywhere is kept whole or not at all; the words stay as they were."""

import os
import time
from collections.abc import Callable

import pytest

from tests.faults.parts import BOUNDARY, MULTIPART, places_in_upload, upload
from tests.faults.site import Line, Site

CUT = "Your connection was cut before everything arrived"
NAME = "攝影 photo.jpg"
CONTENT = os.urandom(700_000)
ENDINGS: dict[str, Callable[[Line], object]] = {"closed": Line.cut, "reset": Line.reset}


@pytest.fixture(scope="module")
def address(site: Site) -> str:
    return site.upload_form().action


def must_take(site: Site, address: str, body: bytes, before: dict[str, int]) -> None:
    """The same request, whole, is kept: once."""
    assert site.post(address, body, MULTIPART).status == 200
    assert site.counts() == before | {
        "fileenvelope": before["fileenvelope"] + 1,
        "files": before["files"] + 1,
    }


def test_a_file_cut_in_any_part_is_answered_kindly_and_kept_nowhere(site: Site, address: str) -> None:
    before, body = site.counts(), upload(NAME, CONTENT)
    for where, place in places_in_upload(body, CONTENT).items():
        for stated in (len(body), place):
            line = site.line()
            line.send(site.head(address, stated, MULTIPART) + body[:place])
            answer = line.half_close() if stated > place else line.read()
            assert (answer.status, CUT in answer.page) == (400, True), (where, stated, answer.status)
    site.must_keep_nothing_since(before)
    must_take(site, address, body, before)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_line_that_dies_in_any_part_of_a_file_keeps_nothing(site: Site, ending: str) -> None:
    address = site.upload_form().action
    before, body = site.counts(), upload(NAME, CONTENT)
    for place in places_in_upload(body, CONTENT).values():
        line = site.line()
        line.send(site.head(address, len(body), MULTIPART) + body[:place])
        ENDINGS[ending](line)
    time.sleep(0.3)
    site.must_keep_nothing_since(before)
    must_take(site, address, body, before)


def test_a_file_in_chunks_is_refused(site: Site, address: str) -> None:
    before, body = site.counts(), upload(NAME, CONTENT)
    line = site.line()
    line.send(site.head(address, None, MULTIPART, "Transfer-Encoding: chunked"))
    line.send(b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body))
    assert line.half_close().status in {411, 0}
    site.must_keep_nothing_since(before)


@pytest.mark.parametrize("value", [b"", b"0", b"11", b"1\r\n"])
def test_an_end_field_of_another_value_is_no_end(site: Site, address: str, value: bytes) -> None:
    before = site.counts()
    answer = site.post(address, upload(NAME, CONTENT, end=value), MULTIPART)
    assert (answer.status, CUT in answer.page) == (400, True)
    site.must_keep_nothing_since(before)


def test_a_boundary_inside_the_content_does_not_end_the_form(site: Site) -> None:
    """Whoever guesses the boundary can spoil their own file, and nothing else."""
    address = site.upload_form().action
    before = site.counts()
    trick = f'\r\n--{BOUNDARY}\r\nContent-Disposition: form-data; name="end"\r\n\r\n1\r\n'.encode()
    answer = site.post(address, upload(NAME, b"a" * 100 + trick + b"b" * 100), MULTIPART)
    assert answer.status == 400
    site.must_keep_nothing_since(before)


def test_two_files_in_one_request_are_refused_whole(site: Site) -> None:
    address = site.upload_form().action
    before = site.counts()
    first = upload("one.jpg", b"1" * 5000)
    second = upload("two.jpg", b"2" * 5000)
    body = first[: first.index(b"\r\n--" + BOUNDARY.encode() + b"\r\n", 10) + 2] + second
    answer = site.post(address, body, MULTIPART)
    assert answer.status in {400, 413}
    site.must_keep_nothing_since(before)


def test_a_cut_file_in_a_form_that_takes_none_keeps_nothing(site: Site) -> None:
    before, body = site.counts(), upload(NAME, CONTENT)
    for place in list(places_in_upload(body, CONTENT).values())[::3]:
        line = site.line()
        line.send(site.head("/en/send", len(body), MULTIPART) + body[:place])
        assert line.half_close().status == 400
    assert site.post("/en/send", body, MULTIPART).status == 422
    site.must_keep_nothing_since(before)
