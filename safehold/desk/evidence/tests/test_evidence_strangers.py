# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Somebody who may not add a file does not get the desk to read one."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db(databases=["default", "public"])


class Endless:
    """A body that somebody sends as slowly as they like."""

    def __init__(self) -> None:
        self.was_read = 0

    def read(self, size: int = -1) -> bytes:
        self.was_read += 1
        return b"x" * max(size, 1)

    readline = read


@pytest.mark.parametrize("name", ["upload", "fingerprint"])
@pytest.mark.parametrize("has_csrf_cookie", [False, True])
def test_nothing_is_read_from_somebody_who_has_not_signed_in(name: str, has_csrf_cookie: bool) -> None:
    browser = Client(enforce_csrf_checks=True)
    if has_csrf_cookie:
        browser.get(reverse("account_login"))
    body: Any = Endless()
    case = uuid4()
    answer = browser.post(
        reverse(f"evidence:{name}", args=[case]),
        data=b"",
        content_type="multipart/form-data; boundary=here",
        **{"wsgi.input": body, "CONTENT_LENGTH": str(2 << 30)},
    )
    assert body.was_read == 0
    assert answer.status_code == 302
    assert answer["Location"].startswith(f"{reverse('account_login')}?next=")
    assert str(case) in answer["Location"]
