# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whole requests, and the places in them where a connection may end. Pure."""

import re
from collections.abc import Iterable
from urllib.parse import urlencode

BOUNDARY = "----safehold-cut-me"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"
WORDS = "他們打電話給我 – “your sister’s school” 🕯️ ཁོང་ཚོས་ང་ལ་ཁ་པར་བཏང་།\nend=1&end=1"
FORM_PAIRS = {
    "when": "every week since May",
    "where": "Montréal, 蒙特利爾",
    "who_did_it": "+1 416 555 0199, @someone",
    "who_was_targeted": "my sister",
    "relatives_at_risk": "ئاپام",
    "help_words": "a lawyer",
    "safe_contact": "nobody@example.org",
    "safe_times": "mornings",
}
"""What somebody types who fills every field."""
ESCAPE = re.compile(rb"(?:%[0-9A-F]{2}){2,}")


def encode_form(pairs: Iterable[tuple[str, str]]) -> bytes:
    return urlencode(list(pairs)).encode()


def places_in_form(body: bytes) -> list[int]:
    """Every border of every field, places inside each name and value, and inside characters of several bytes."""
    places = {0, 1, len(body) - 1, len(body) - 2}
    start = 0
    for field in body.split(b"&"):
        equals, end = start + field.index(b"="), start + len(field)
        places |= {start, start + 1, equals, equals + 1, (equals + 1 + end) // 2, end}
        start = end + 1
    for run in ESCAPE.finditer(body):
        places |= {run.start() + offset for offset in (1, 2, 3, 4, 5)}
    return sorted(place for place in places if place < len(body))


def upload(name: str, content: bytes, *, boundary: str = BOUNDARY, end: bytes = b"1") -> bytes:
    """A file form as a browser sends it: the file, then the field that says it is whole."""
    return b"".join(
        [
            f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'.encode(),
            b"Content-Type: image/jpeg\r\n\r\n",
            content,
            f'\r\n--{boundary}\r\nContent-Disposition: form-data; name="end"\r\n\r\n'.encode(),
            end,
            f"\r\n--{boundary}--\r\n".encode(),
        ]
    )


def places_in_upload(body: bytes, content: bytes) -> dict[str, int]:
    """Name -> place, for every part of a file form."""
    start = body.index(content)
    end = start + len(content)
    tail = body.index(b'name="end"')
    closing = body.rindex(f"--{BOUNDARY}--".encode())
    return {
        "before everything": 0,
        "inside the first boundary": 7,
        "after the first boundary": len(BOUNDARY) + 4,
        "inside the disposition": body.index(b"form-data") + 3,
        "inside the file name": body.index(b'filename="') + 12,
        "inside a character of the name": body.index("影".encode()) + 1,
        "before the type": body.index(b"Content-Type"),
        "inside the type": body.index(b"image/jpeg") + 4,
        "before the content": start,
        "after one byte of the content": start + 1,
        "inside the content": start + len(content) // 2,
        "before the last byte of the content": end - 1,
        "after the content": end,
        "inside the boundary after the content": end + 6,
        "before the end field's header": end + len(BOUNDARY) + 6,
        "inside the end field's header": tail + 4,
        "before the end field's value": closing - 3,
        "after the end field's value": closing - 2,
        "before the closing boundary": closing,
        "inside the closing boundary": closing + 5,
        "before the closing hyphens": closing + len(BOUNDARY) + 2,
        "between the closing hyphens": closing + len(BOUNDARY) + 3,
    }
