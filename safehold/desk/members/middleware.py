# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A second factor is not a choice: without one, a signed-in member can only add one, or leave."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from safehold.desk.members.models import Member
from safehold.desk.members.queries import has_second_factor

OPEN_WITHOUT = frozenset(
    {
        "account_login",
        "account_logout",
        "account_reauthenticate",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "member_join",
    }
)


class SecondFactorRequired:
    """Leads members without a second factor to the page where they add one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:  # noqa: ARG002
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in OPEN_WITHOUT or not isinstance(request.user, Member) or has_second_factor(request.user):
            return None
        return HttpResponseRedirect(reverse("mfa_index"))
