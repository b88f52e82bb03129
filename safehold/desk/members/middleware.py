# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A second factor is not a choice: without one, a signed-in member can only add one, or leave."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
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


class SignInRequired(LoginRequiredMiddleware):
    """Closed unless listed. Who was signed out while writing is shown the text again, to keep it."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponse:  # type: ignore[override]
        words = [text for name in ("words", "title") if (text := request.POST.get(name, "").strip())]
        if request.method == "POST" and words:
            return render(request, "members/signed_out.html", {"words": words}, status=401)
        return cast(HttpResponse, super().handle_no_permission(request, view_func))


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
