# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Gives each request what its browser has unlocked: `request.unlocked`, an `Unlocked` or None.

A request with the header `X-Background: 1` (an automatic refresh) does not prolong the fifteen minutes.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from safehold.desk.members.queries import find_signed_in
from safehold.desk.vault.actions import Unlocked, resume

BACKGROUND_HEADER = "X-Background"


def cookie_name() -> str:
    return "__Host-unlock" if settings.HTTPS else "unlock"


class UnlockingMiddleware:
    """Sets `request.unlocked`, and `request.was_unlocked` when a cookie came that opens nothing any more."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        unlocked = self._resume(request)
        request.unlocked = unlocked  # type: ignore[attr-defined]
        request.was_unlocked = unlocked is None and cookie_name() in request.COOKIES  # type: ignore[attr-defined]
        response = self._get_response(request)
        if cookie_name() in request.COOKIES and not request.user.is_authenticated:
            response.delete_cookie(cookie_name(), path="/", samesite="Strict")
        return response

    def _resume(self, request: HttpRequest) -> Unlocked | None:
        cookie = request.COOKIES.get(cookie_name())
        session_key = request.session.session_key
        member = find_signed_in(request)
        if not cookie or not session_key or member is None:
            return None
        in_use = request.headers.get(BACKGROUND_HEADER) != "1"
        return resume(cookie, member, session_key, timezone.now(), in_use=in_use)
