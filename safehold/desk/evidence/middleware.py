# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files of evidence stream past the proxy. So nobody may keep a thread of the desk with one who has not signed in."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from safehold.desk.evidence.uploads import HASHED_BY, KEPT_BY
from safehold.desk.members.models import Member


class NothingReadFromStrangers:
    """Leads to the sign-in, before the first byte of a body is read. Stands before what looks into a body."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:  # noqa: ARG002
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name not in (KEPT_BY, HASHED_BY) or isinstance(request.user, Member):
            return None
        case = request.path.rpartition("/")[0] + "/add"
        return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': case})}")
