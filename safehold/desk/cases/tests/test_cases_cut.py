# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A form of the desk that was cut on its way is kept by nobody: half an answer may say the opposite."""

from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from safehold.desk.cases.models import Message, Note
from safehold.desk.exchange.models import Batch
from safehold.desk.inbox.tests.sealed_reports import arrive, make_desk
from safehold.desk.vault.models import Outgoing

pytestmark = pytest.mark.django_db(databases=["default", "public"])
FORM = "application/x-www-form-urlencoded"


def send(
    client: Client, address: str, body: bytes, size: int | None, content_type: str = FORM
) -> HttpResponse:
    """Send a body that says that it is `size` bytes long; None: it does not say."""
    about = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": address,
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": "" if size is None else str(size),
        "wsgi.input": BytesIO(body),
    }
    return client.handler(client._base_environ(**about))  # type: ignore[attr-defined,return-value]


def test_an_answer_cut_at_any_byte_is_neither_kept_nor_sent() -> None:
    desk = make_desk()
    _reporter, case = arrive(desk, "They called again.")
    noor, address = desk.browser(desk.noor), reverse("cases:reply", args=[case.pk])
    body = urlencode({"language": "en", "words": "Do not go home. Do go to the café."}).encode()
    before, waiting = Message.objects.count(), Outgoing.objects.count()
    for length in range(0, len(body), 7):
        answer = send(noor, address, body[:length], len(body))
        assert answer.status_code == 400
        assert "Your connection was cut" in answer.content.decode()
    assert Message.objects.count() == before
    assert Outgoing.objects.count() == waiting
    assert send(noor, address, body, None).status_code == 411
    assert send(noor, address, body, len(body)).status_code == 302
    assert Message.objects.count() == before + 1


def test_a_note_that_is_no_text_is_refused() -> None:
    desk = make_desk()
    _reporter, case = arrive(desk, "They called again.")
    body = b"words=caf%e9"
    answer = send(desk.browser(desk.noor), reverse("cases:note", args=[case.pk]), body, len(body))
    assert answer.status_code == 400
    assert not Note.objects.exists()


def test_a_table_cut_on_its_way_is_not_taken_for_a_shorter_one() -> None:
    desk = make_desk()
    part = b'--x\r\nContent-Disposition: form-data; name="table"; filename="t.csv"\r\n\r\n'
    whole = part + b"Title\r\n" + b"Calls\r\n" * 50 + b"\r\n--x--\r\n"
    lead, address, kind = (
        desk.browser(desk.lead),
        reverse("exchange:upload"),
        "multipart/form-data; boundary=x",
    )
    for length in (len(part) + 20, len(whole) - 30, len(whole) - 3):
        assert send(lead, address, whole[:length], len(whole), kind).status_code == 400
    assert not Batch.objects.exists()
    assert send(lead, address, whole, len(whole), kind).status_code == 302
    assert Batch.objects.get().total == 50
