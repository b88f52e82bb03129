# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The main path over HTTP: form, review, send, receipt, file, return."""

import html
import re

from django.test import Client

from safehold.core.age import open_sealed
from safehold.public.reporting.models import Envelope, FileEnvelope, Mailbox
from safehold.public.reporting.tests.coalition import MadeCoalition, make_upload_body

WORDS = "Two men followed me home.\nThey knew my sister's name. 有人跟踪我。"


def hidden_fields(page: str) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        if 'type="hidden"' in tag:
            name = re.search(r'name="([^"]*)"', tag)
            value = re.search(r'value="([^"]*)"', tag, re.S)
            assert name and value
            fields.setdefault(name[1], []).append(html.unescape(value[1]))
    return fields


def test_a_report_is_sent_and_answered(client: Client, coalition: MadeCoalition) -> None:
    page = client.get("/en/").content.decode()
    assert "911" in page and "The focal point desk" in page
    desk = coalition.default
    typed = {
        "words": WORDS.replace("\n", "\r\n"),
        "organisation": str(desk.id),
        "reporting_for": "self",
        "group_size": "",
        "tactics": ["followed"],
        "consents": ["contact", "compare"],
        "end": "1",
    }
    review = client.post("/en/review", data=_encode(typed), content_type=FORM)
    assert review.status_code == 200
    carried = hidden_fields(review.content.decode())
    sent = client.post("/en/send", data=_encode(carried), content_type=FORM)
    assert sent.status_code == 200
    mailbox = Mailbox.objects.get()
    envelope = Envelope.objects.get()
    report = desk.open_report(envelope)
    assert report.words == WORDS
    assert report.tactics == ["INT-STLK"]
    assert report.consents == ["contact", "compare"]
    page = sent.content.decode()
    assert "Arrived and sealed" in page
    address = re.search(r'action="(/en/files/[^"]+)"', page)
    assert address
    body, content_type = make_upload_body("photo.jpg", b"\xff\xd8" * 5000)
    added = client.post(address[1], data=body, content_type=content_type)
    assert added.status_code == 200, added.content.decode()
    assert "photo.jpg" in added.content.decode()
    kept = FileEnvelope.objects.get()
    desk.reply(mailbox, "Thank you. Are you safe tonight?", coalition.on)
    digits = carried["receipt"][0]
    back = client.post("/en/return", data=_encode({"code": digits, "end": "1"}), content_type=FORM)
    assert "Are you safe tonight?" in back.content.decode()
    from safehold.public.reporting.adapters import open_store

    plain = open_sealed(open_store().open_sealed(kept.stored_name).read(), [report.files_secret])
    assert plain.startswith(b"\xff\xd8" * 5000)


FORM = "application/x-www-form-urlencoded"


def _encode(fields: dict[str, object]) -> str:
    from urllib.parse import urlencode

    return urlencode([(k, v) for k, v in fields.items()], doseq=True)
