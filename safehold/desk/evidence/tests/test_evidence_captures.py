# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages that somebody saved elsewhere come in as files, over HTTP: what is in them is listed, no address is asked."""

from __future__ import annotations

import gzip
import io
import socket
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from safehold.desk.evidence.models import Item
from safehold.desk.evidence.tests.house import House, make_house
from safehold.looking.tests import recordings, seeds

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> House:
    made = make_house(with_file=False)

    def asked(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("somebody was asked over the network")

    monkeypatch.setattr(socket.socket, "connect", asked)
    return made


def import_file(house: House, content: bytes, name: str) -> tuple[Item, str]:
    """Add a file on the page for it; return the item, and the page that shows it."""
    browser = house.desk.browser(house.desk.noor)
    file = SimpleUploadedFile(name, content, "application/octet-stream")
    where = reverse("evidence:upload", args=[house.case.pk])
    answer: Any = browser.post(where, {"once": str(uuid4()), "provenance": "found-online", "file": file})
    assert answer.status_code == 302
    item = Item.objects.get()
    page: Any = browser.get(reverse("evidence:item", args=[house.case.pk, item.pk]))
    assert page.status_code == 200
    return item, page.content.decode()


@pytest.mark.parametrize(("seed", "name"), [("warc", "page.warc.gz"), ("wacz", "page.wacz")])
def test_saved_page_is_listed_with_its_addresses_and_stays_as_it_came(
    house: House, seed: str, name: str
) -> None:
    content = getattr(seeds, seed)()
    item, page = import_file(house, content, name)
    assert "2 saved addresses" in page
    assert "https://example.org/0" in page
    assert "holds" in page
    assert 'href="https://example.org' not in page
    assert "threat" not in page
    assert house.read(item) == content
    assert house.events(item) == ["received", "hashed", "scanned"]


def test_folder_of_auto_archiver_is_read_as_a_zip(house: House) -> None:
    content = seeds.pack(
        {"post/page.wacz": seeds.wacz(), "post/video.mp4": recordings.mp4(), "post/index.json": b"{}"}
    )
    _, page = import_file(house, content, "archived.zip")
    assert "https://example.org/1" in page


def test_saved_page_that_was_changed_says_so(house: House) -> None:
    changed = gzip.decompress(seeds.warc()).replace(b"<html>threat</html>", b"<html>thread</html>", 1)
    _, page = import_file(house, changed, "page.warc")
    assert "does not hold" in page
    assert "it was changed, or badly saved" in page


def hostile_warc() -> bytes:
    written = io.BytesIO()
    writer = WARCWriter(written, gzip=False)
    heads = StatusAndHeaders(
        "200 OK", [("Content-Type", 'text/html"><script>canary()</script>')], protocol="HTTP/1.1"
    )
    for address in (
        "javascript:canary()",
        'https://example.org/"><script>canary()</script>',
        "https://example.org/\u202etxt.exe",
        "https://example.org/" + "a" * 100_000,
    ):
        record = writer.create_warc_record(
            address, "response", payload=io.BytesIO(b"<script>canary()</script>"), http_headers=heads
        )
        writer.write_record(record)
    return written.getvalue() + b"WARC/1.0\r\nContent-Length: 99999999999\r\n\r\n" + b"\0" * 1000


def test_hostile_saved_page_does_nothing_on_the_page(house: House) -> None:
    content = hostile_warc()
    item, page = import_file(house, content, '"><script>canary()</script>.warc')
    assert "saved addresses" in page
    assert "<script>canary()" not in page
    assert 'href="javascript:' not in page
    assert "\u202e" not in page
    assert len(page) < 100_000
    assert house.read(item) == content


def test_archive_that_grows_without_end_is_not_unpacked_and_says_so(house: House) -> None:
    item, page = import_file(house, seeds.bomb(), "page.wacz")
    assert "It unpacks to something far too large" in page
    assert house.events(item) == ["received", "hashed", "scanned"]
