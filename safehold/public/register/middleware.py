# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The session of a registrant, on the addresses of accounts and nowhere else.

The language comes first in every address, so there is one cookie for each language, with the register's path in it: all
hold the same, and a browser sends one. They have no date: they end with the browser. The row ends sooner
(rules/accounts.py).
"""

from collections.abc import Callable
from contextlib import suppress

from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from safehold.persistence.transactions import atomic_for
from safehold.public.register.adapters.sessions import RegistrantSessions
from safehold.public.register.adapters.site import cookie_name
from safehold.public.register.models.accounts import RegistrantSession as RegistrantSessionRow
from safehold.public.register.rules.account_paths import COOKIE_PATH, is_of_account
from safehold.web import errors
from safehold.web.guards import READING, shows_it_came_from_us
from safehold.web.languages import codes

Answer = Callable[[HttpRequest], HttpResponse]


class RegistrantSession:
    """Hang a session on requests for account pages; keep it, and the cookie, only when something was put into it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_of_account(request.path_info):
            return self.get_response(request)
        brought = request.COOKIES.get(cookie_name(get_language() or ""))
        if brought and request.method not in READING and not shows_it_came_from_us(request):
            return errors.foreign_origin(request)
        session = RegistrantSessions(brought)
        request.session = session
        response = self.get_response(request)
        response["Cache-Control"] = "no-store"
        if session.modified:
            _keep(session)
        if session.is_empty():
            if brought:
                _forget(response)
        elif session.session_key != brought:
            _hand_out(response, str(session.session_key))
        return response


def _keep(session: RegistrantSessions) -> None:
    """Write the row. One that was deleted meanwhile stays deleted: somebody signed out in another window."""
    if not session.is_empty():
        with suppress(UpdateError), atomic_for(RegistrantSessionRow):
            session.save()


def _hand_out(response: HttpResponse, value: str) -> None:
    for language in codes():
        response.set_cookie(
            cookie_name(language),
            value,
            path=COOKIE_PATH.format(language=language),
            secure=settings.HTTPS,
            httponly=True,
            samesite="Strict",
        )


def _forget(response: HttpResponse) -> None:
    for language in codes():
        path = COOKIE_PATH.format(language=language)
        response.delete_cookie(cookie_name(language), path=path, samesite="Strict")
