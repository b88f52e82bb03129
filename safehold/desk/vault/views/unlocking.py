# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Unlock, lock, and going on with a text that was posted while locked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from safehold.desk.members.permissions import member_of
from safehold.desk.vault import actions
from safehold.desk.vault.errors import AttemptsExhausted, NotEnrolled, PassphraseWrong
from safehold.desk.vault.forms import UnlockForm, is_own_address
from safehold.desk.vault.middleware import cookie_name
from safehold.desk.vault.permissions import NOTHING_CARRIED, find_unlocked
from safehold.desk.vault.queries import find_member_key
from safehold.web import clock

if TYPE_CHECKING:
    from safehold.desk.members.models import Member


@never_cache
@sensitive_post_parameters("passphrase", "carried")
@require_http_methods(["GET", "POST"])
def unlock(request: HttpRequest) -> HttpResponse:
    """Ask for the six words; then go back to where the member came from, with what they had written."""
    member = member_of(request)
    if not member.unlocks:
        raise PermissionDenied
    address = _next_address(request)
    if request.method == "GET" and find_unlocked(request):
        return HttpResponseRedirect(address)
    if find_member_key(member) is None:
        return redirect("vault:enrol")
    form = UnlockForm(request.POST or None, initial={"next": address})
    if request.method == "POST" and form.is_valid():
        return _unlock(request, member, form)
    return _page(request, form)


def _unlock(request: HttpRequest, member: Member, form: UnlockForm) -> HttpResponse:
    try:
        cookie = _open(request, member, form.cleaned_data["passphrase"])
    except AttemptsExhausted:
        form.add_error(
            None, _("Too many tries from here. Wait five minutes, then try again. Nothing is lost.")
        )
        return _page(request, form, status=429)
    except (PassphraseWrong, NotEnrolled):
        form.add_error(
            "passphrase",
            _("These words do not open your key. Check each word and their order. Capitals do not matter."),
        )
        return _page(request, form)
    response = _go_on(request, form)
    _hand_over(response, cookie)
    return response


def begin(request: HttpRequest, response: HttpResponse, member: Member, passphrase: str) -> None:
    """Unlock this browser: the key to the stored identity goes into a cookie, and nowhere else."""
    _hand_over(response, _open(request, member, passphrase))


def _open(request: HttpRequest, member: Member, passphrase: str) -> str:
    """Unlock for this request too, so that its page says so; return the cookie's value."""
    if not request.session.session_key:
        raise PermissionDenied
    cookie, unlocked = actions.begin_unlocking(
        member,
        passphrase,
        session_key=request.session.session_key,
        source=get_adapter(request).get_client_ip(request),
        on=clock.today(),
        now=clock.now(),
    )
    request.unlocked = unlocked  # type: ignore[attr-defined]
    return cookie


def _hand_over(response: HttpResponse, cookie: str) -> None:
    response.set_cookie(
        cookie_name(), cookie, path="/", secure=settings.HTTPS, httponly=True, samesite="Strict"
    )


def _go_on(request: HttpRequest, form: UnlockForm) -> HttpResponse:
    address, fields = form.cleaned_data["next"], form.cleaned_data["carried"]
    if fields is None:
        return HttpResponseRedirect(address)
    return render(request, "vault/go_on.html", {"address": address, "fields": fields})


def _page(request: HttpRequest, form: UnlockForm, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "was_unlocked": getattr(request, "was_unlocked", False),
        "carries": (form["carried"].value() or NOTHING_CARRIED) != NOTHING_CARRIED,
    }
    return render(request, "vault/unlock.html", context, status=status)


def _next_address(request: HttpRequest) -> str:
    address = request.GET.get("next", "/")
    return address if is_own_address(address) else "/"


@never_cache
@require_http_methods(["GET", "POST"])
def lock(request: HttpRequest) -> HttpResponse:
    """Lock now."""
    member = member_of(request)
    if request.method == "GET":
        return render(request, "vault/lock.html")
    if request.session.session_key:
        actions.lock(member, request.session.session_key, clock.today())
    response = redirect(reverse("vault:unlock") if member.unlocks else "/")
    response.delete_cookie(cookie_name(), path="/", samesite="Strict")
    return response
