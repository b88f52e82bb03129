# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Amina, who reports: her browser without cookies or JavaScript, over Django's test client."""

import html
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.test import Client, RequestFactory

from safehold.core.receipts import Receipt, parse
from safehold.public.reporting.models import Mailbox

FORM = "application/x-www-form-urlencoded"
WORDS = "Two men followed me home.\nThey knew my sister's name. 有人跟踪我。"

Fields = Mapping[str, str | Sequence[str]]


def hidden_fields(page: str, action: str = "") -> dict[str, list[str]]:
    """The hidden fields of the first form whose address ends with `action`."""
    forms = re.findall(r"<form[^>]*action=\"([^\"]*)\"[^>]*>(.*?)</form>", page, re.S)
    inside = next(content for address, content in forms if address.endswith(action))
    fields: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", inside, re.S):
        if 'type="hidden"' in tag:
            name, value = (re.search(rf'{part}="([^"]*)"', tag, re.S) for part in ("name", "value"))
            assert name and value
            fields.setdefault(name[1], []).append(html.unescape(value[1]))
    return fields


def text_of(response: Any) -> str:
    """What a person reads on a page."""
    return html.unescape(response.content.decode())


@dataclass
class Amina:
    """One person and one report. `send` walks form, review and send; `page` is what she last saw."""

    client: Client
    language: str = "en"
    page: str = ""
    raw: str = ""
    carried: dict[str, list[str]] = field(default_factory=dict)
    upload_address: str = ""

    def post(self, path: str, fields: Fields) -> Any:
        pairs = [(name, value) for name, value in fields.items() if name != "end"]
        body = urlencode([*pairs, ("end", fields.get("end", "1"))], doseq=True)
        response = self.client.post(f"/{self.language}/{path}", data=body, content_type=FORM)
        self.page, self.raw = text_of(response), response.content.decode()
        return response

    def typed(self, **changed: str | Sequence[str]) -> dict[str, str | Sequence[str]]:
        """A form as a browser fills it: the first desk, for herself, and her words."""
        if not self.carried:
            page = self.client.get(f"/{self.language}/").content.decode()
            desk = re.search(r'name="organisation" value="([^"]+)"', page)
            assert desk
            self.carried = {"organisation": [desk[1]]}
        return {**self.carried, "reporting_for": "self", "words": WORDS, "consents": ["contact"], **changed}

    def review(self, **changed: str | Sequence[str]) -> Any:
        response = self.post("review", self.typed(**changed))
        if response.status_code == 200:
            self.carried = hidden_fields(response.content.decode(), "/send")
        return response

    def send(self, **changed: str | Sequence[str]) -> Any:
        assert self.review(**changed).status_code == 200
        return self.send_again()

    def send_again(self, **changed: str | Sequence[str]) -> Any:
        """Press Send once more on the same review page."""
        response = self.post("send", {**self.carried, **changed})
        if address := re.search(r'action="(/[^"]+/files/[^"]+)"', self.page):
            self.upload_address = address[1]
        return response

    @property
    def receipt(self) -> Receipt:
        return parse(self.carried["receipt"][0])

    @property
    def mailbox(self) -> Mailbox:
        return Mailbox.objects.get(lookup_id=self.receipt.lookup_id)

    def add_file(self, name: str, content: bytes) -> Any:
        body, content_type = upload_body(name, content)
        response = self.client.post(self.upload_address, data=body, content_type=content_type)
        self.page = text_of(response)
        return response

    def come_back(self, code: str | None = None) -> Any:
        return self.post("return", {"code": code or self.receipt.digits})

    def press(self, action: str, **changed: str | Sequence[str]) -> Any:
        """Use one form of the dialogue as the page holds it."""
        return self.post(action, {**hidden_fields(self.raw, action), **changed})


def upload_body(name: str, content: bytes, *, end: bool = True) -> tuple[bytes, str]:
    """A multipart body as a browser sends it, and its content type."""
    boundary = "----safehold0123456789"
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        "Content-Type: image/jpeg\r\n\r\n"
    )
    tail = f'\r\n--{boundary}\r\nContent-Disposition: form-data; name="end"\r\n\r\n1' if end else ""
    return (
        head.encode() + content + f"{tail}\r\n--{boundary}--\r\n".encode(),
        f"multipart/form-data; boundary={boundary}",
    )


def post_raw(path: str, body: bytes, content_type: str, stated_bytes: int) -> HttpResponse:
    """POST with a stated length that need not be true, as a cut connection leaves it."""
    environ = RequestFactory().generic("POST", path).environ
    environ["CONTENT_TYPE"] = content_type
    environ["wsgi.input"] = io.BytesIO(body)
    environ["CONTENT_LENGTH"] = str(stated_bytes)
    handler = WSGIHandler()
    request = handler.request_class(environ)
    response = handler.get_response(request)
    assert isinstance(response, HttpResponse)
    return response
