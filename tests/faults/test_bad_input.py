# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Empty, oversized, wrongly encoded and malicious input meets a kind page on the real server, and words are kept."""

import html
import secrets
from pathlib import Path

import psutil
import pytest

from safehold.core.receipts import generate
from tests.faults.parts import BOUNDARY, MULTIPART, encode_form, upload
from tests.faults.site import Answer, Site

MB = 1024 * 1024
KIND = "Something went wrong on our side"


def send(site: Site, **changed: str) -> tuple[str, Answer]:
    """Send the review page's form with some fields changed; return the code and the answer."""
    form, digits = site.review(), generate().digits
    changes = {"receipt": digits, **changed}
    pairs = [(n, v) for n, v in form.fields if n not in {*changes, "end"}]
    return digits, site.post("/en/send", encode_form([*pairs, *changes.items(), ("end", "1")]))


@pytest.mark.parametrize("words", ["", "   ", "\r\n", "\x00"])
def test_no_words_is_asked_again_with_the_rest_kept(site: Site, words: str) -> None:
    before = site.counts()
    _digits, answer = send(site, words=words, where="a small café")
    assert answer.status == 422
    assert "One sentence is enough" in answer.page
    assert "a small café" in answer.page
    site.must_keep_nothing_since(before)


def test_too_many_words_come_back_whole(site: Site) -> None:
    before = site.counts()
    words = "一" * 50_001 + " the end"
    _digits, answer = send(site, words=words)
    assert answer.status == 422
    assert words in html.unescape(answer.page)
    site.must_keep_nothing_since(before)
    digits, answer = send(site, words="一" * 50_000)
    assert answer.status == 200
    assert site.words_of(digits) == ["一" * 50_000]


@pytest.mark.parametrize("size", [2 * MB + 1, 20 * MB])
def test_a_form_past_all_measure_is_told_so(site: Site, size: int) -> None:
    before = site.counts()
    answer = site.post("/en/send", b"words=" + b"a" * size + b"&end=1")
    assert answer.status == 413
    assert "too long to send at once" in answer.page
    site.must_keep_nothing_since(before)


@pytest.mark.parametrize("raw", [b"%ff%fe", b"%C3%28", b"%ED%A0%80", b"\xff\xfe", "é".encode("latin-1")])
def test_what_is_not_utf8_is_refused_whole(site: Site, raw: bytes) -> None:
    before = site.counts()
    form = site.review()
    pairs = [(n, v) for n, v in form.fields if n not in {"words", "end"}]
    answer = site.post("/en/send", encode_form(pairs) + b"&words=" + raw + b"&end=1")
    assert answer.status == 400
    assert KIND not in answer.page
    site.must_keep_nothing_since(before)


def test_nul_and_control_characters_are_taken_out(site: Site) -> None:
    digits, answer = send(site, words="be\x00fo\x1bre\x85 \u202eafter\u2028line")
    assert answer.status == 200
    assert site.words_of(digits) == ["before \u202eafter\nline"]


@pytest.mark.parametrize(
    "changed",
    [
        {"organisation": "' OR 1=1 --"},
        {"organisation": "00000000-0000-0000-0000-000000000000"},
        {"reporting_for": "../../etc/passwd"},
        {"consents": "everything"},
        {"tactics": "{{7*7}}"},
        {"group_size": "\x00"},
    ],
    ids=str,
)
def test_a_choice_that_is_not_offered_is_asked_again(site: Site, changed: dict[str, str]) -> None:
    before = site.counts()
    _digits, answer = send(site, words="kept <b>", **changed)
    assert answer.status == 422
    assert "kept &lt;b&gt;" in answer.page
    site.must_keep_nothing_since(before)


@pytest.mark.parametrize("receipt", ["", "1" * 40, "x", "9" * 100_000, "<script>"])
def test_a_broken_receipt_field_gets_a_new_code(site: Site, receipt: str) -> None:
    """Nobody may choose a code that is none; the report is kept under a new one."""
    before = site.counts()
    _digits, answer = send(site, words="somebody played with the page", receipt=receipt)
    assert answer.status == 200
    assert site.counts() == before | {"mailbox": before["mailbox"] + 1, "envelope": before["envelope"] + 1}
    if receipt:
        assert f">{receipt[:40]}<" not in answer.page


def test_what_is_typed_never_becomes_markup(site: Site) -> None:
    mark = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'{{7*7}}{% include 'x' %}"
    form = site.review()
    pairs = [(n, v) for n, v in form.fields if n not in {"words", "end"}]
    typed = [(n, mark) for n in ("words", "when", "where", "who_did_it", "help_words", "safe_times")]
    for address in ("/en/", "/en/review"):
        page = site.post(address, encode_form([*typed, *pairs, ("end", "1")])).page
        assert "<script>" not in page
        assert "<img src=x" not in page
        assert "49" not in html.unescape(page).split(mark)[0][-3:]


NAMES = {
    "a path": "../../../../tmp/escaped.jpg",
    "a Windows path": "C:\\\\windows\\\\system32\\\\escaped.jpg",
    "an absolute path": "/etc/cron.d/escaped",
    "turned around": "holiday\u202egpj.exe",
    "markup": "<svg onload=alert(1)>.svg",
    "endless": "长" * 10_000 + ".jpg",
    "a NUL": "photo\x00.jpg",
    "dots": "..",
    "a device": "CON",
    "a header": "a.jpg%0d%0aSet-Cookie: x=y",
}


@pytest.mark.parametrize("kind", NAMES)
def test_a_malicious_file_name_is_only_a_name(site: Site, kind: str) -> None:
    """It names nothing on the disk; it is shown as text; its file is sealed under a random name."""
    form = site.upload_form()
    before = site.counts()
    answer = site.post(form.action, upload(NAMES[kind], secrets.token_bytes(500)), MULTIPART)
    assert answer.status in {200, 400, 422}
    assert KIND not in answer.page
    assert "<svg" not in answer.page
    assert "set-cookie" not in answer.head.lower()
    assert "\u202e" not in answer.page
    if answer.status != 200:
        site.must_keep_nothing_since(before)
    names = {p.name for p in site.store.iterdir() if p.is_file()}
    assert all(len(name) == 32 and name.isalnum() for name in names)
    assert not Path("/tmp/escaped.jpg").exists()


def test_an_empty_file_and_no_file_are_told_apart(site: Site) -> None:
    form = site.upload_form()
    before = site.counts()
    empty = site.post(form.action, upload("empty.jpg", b""), MULTIPART)
    none = site.post(form.action, upload("", b""), MULTIPART)
    assert (empty.status, none.status) == (422, 422)
    assert "This file is empty" in empty.page
    assert "No file was chosen" in none.page
    site.must_keep_nothing_since(before)


def test_the_21st_file_is_refused_and_the_words_stay(site: Site) -> None:
    form = site.upload_form()
    for number in range(20):
        body = upload(f"{number}.jpg", secrets.token_bytes(200))
        assert site.post(form.action, body, MULTIPART).status == 200
    before = site.counts()
    answer = site.post(form.action, upload("21.jpg", b"one too many"), MULTIPART)
    assert answer.status == 409
    assert "no more fit" in answer.page
    site.must_keep_nothing_since(before)


def stream_upload(site: Site, address: str, size: int) -> Answer:
    """Send a file of `size` zero bytes without holding it in memory."""
    head, tail = upload("long.mov", b"@").split(b"@")
    line = site.line()
    line.send(site.head(address, len(head) + size + len(tail), MULTIPART) + head)
    piece = bytes(4 * MB)
    for start in range(0, size, len(piece)):
        line.send(piece[: size - start])
    line.send(tail)
    return line.read()


def resident_bytes(site: Site) -> int:
    server = psutil.Process(site.server.pid)
    return sum(p.memory_info().rss for p in [server, *server.children(recursive=True)])


@pytest.mark.parametrize("over", [1, 5 * MB])
def test_a_file_over_100_mb_is_refused_without_taking_memory(site: Site, over: int) -> None:
    """One byte over is noticed while it streams in; five megabytes over are announced by the length."""
    form = site.upload_form()
    before, memory = site.counts(), resident_bytes(site)
    answer = stream_upload(site, form.action, 100 * MB + over)
    assert answer.status == 413
    assert "over 100 MB" in answer.page
    assert resident_bytes(site) - memory < 40 * MB
    site.must_keep_nothing_since(before)


@pytest.mark.parametrize("capability", ["wrong" * 8 + "abc", "A" * 43, "x" * 42, "../../en/return", ""])
def test_an_address_for_files_that_leads_nowhere(site: Site, capability: str) -> None:
    before = site.counts()
    answer = site.post(f"/en/files/{capability}", upload("a.jpg", b"content"), MULTIPART)
    assert answer.status in {404, 400}
    site.must_keep_nothing_since(before)


@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain",
        "application/json",
        "multipart/form-data",
        f"multipart/form-data; boundary={'b' * 300}",
        f"multipart/form-data; boundary={BOUNDARY}; charset=utf-16",
        "application/x-www-form-urlencoded; charset=latin-1",
        "",
    ],
)
def test_a_body_that_is_no_form_of_ours_is_refused(site: Site, content_type: str) -> None:
    before = site.counts()
    for address in ("/en/send", site.upload_form().action):
        counted = site.counts()
        answer = site.post(address, upload("a.jpg", b"content"), content_type)
        assert answer.status in {400, 411, 415}, (address, answer.status)
        site.must_keep_nothing_since(counted)
    assert site.counts()["files"] == before["files"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND"])
def test_another_method_does_nothing(site: Site, method: str) -> None:
    before = site.counts()
    line = site.line()
    head = site.head("/en/send", 5).replace(b"POST", method.encode(), 1)
    line.send(head + b"end=1")
    assert line.read().status in {400, 404, 405}
    site.must_keep_nothing_since(before)
