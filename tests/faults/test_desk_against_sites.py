# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The desk against another web site: forged forms, frames, caches, and addresses that lead away."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from safehold.desk.inbox.tests.sealed_reports import (
    make_desk,
)

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def addresses(patterns: list[Any], prefix: str = "/") -> Iterator[str]:
    """Every address of the desk, with something in each place."""
    for pattern in patterns:
        path = prefix + re.sub(r"<(\w+):\w+>", _example, str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern):
            yield path


def _example(part: re.Match[str]) -> str:
    return {"uuid": str(uuid4()), "int": "1"}.get(part[1], "x" * 43)


ADDRESSES = sorted(addresses(get_resolver("safehold.config.desk_urls").url_patterns))


def test_the_list_of_addresses_is_long_enough_to_prove_something() -> None:
    assert len(ADDRESSES) > 25


def test_a_post_without_our_token_does_nothing_on_any_page() -> None:
    desk = make_desk()
    signed_in = desk.browser(desk.lead)
    stranger = Client(enforce_csrf_checks=True)
    stranger.cookies = signed_in.cookies
    for address in ADDRESSES:
        answer = stranger.post(
            address, {"words": "x"}, HTTP_ORIGIN="https://evil.example", HTTP_REFERER="https://evil.example/"
        )
        assert answer.status_code in {403, 405}, (address, answer.status_code)


def test_no_page_can_be_framed_cached_or_made_to_load_from_elsewhere() -> None:
    desk = make_desk()
    for browser in (desk.browser(desk.lead), Client()):
        for address in ADDRESSES:
            answer = browser.get(address)
            assert answer.get("X-Frame-Options") == "DENY", (address, answer.status_code)
            assert "no-store" in answer["Cache-Control"], address
            assert answer["Referrer-Policy"] == "same-origin", address
            assert answer["X-Content-Type-Options"] == "nosniff", address
            assert answer["Cross-Origin-Opener-Policy"] == "same-origin", address
            policy = answer["Content-Security-Policy"]
            assert "default-src 'none'" in policy, address
            assert "frame-ancestors 'none'" in policy, address
            assert "unsafe" not in policy, address
            for cookie in answer.cookies.values():
                assert cookie["httponly"] or "csrf" in cookie.key, (address, cookie.key)
                assert cookie["samesite"] == "Strict", (address, cookie.key)


@pytest.mark.parametrize(
    "target", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_no_page_leads_away(target: str) -> None:
    desk = make_desk()
    browser = desk.browser(desk.noor)
    for address in ("/unlock", "/sign-in/"):
        answer = browser.get(address, {"next": target})
        assert "evil" not in answer.get("Location", "")
        assert "javascript" not in answer.get("Location", "")
