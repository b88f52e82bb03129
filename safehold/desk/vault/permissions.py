# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may see what is sealed: members whose passphrase was given a short while ago.

A text that was posted while locked is never lost: the unlock page carries it in hidden fields, in the browser
only, and sends it again afterwards. Nothing of it is stored on the way. Files cannot be carried; the page
says so.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from safehold.desk.members.permissions import member_of
from safehold.desk.vault import passphrases
from safehold.desk.vault.actions.unlocked import Unlocked
from safehold.desk.vault.forms import UnlockForm
from safehold.desk.vault.queries import find_member_key, is_admitted

if TYPE_CHECKING:
    from safehold.desk.members.models import Member

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

LOCKED = 423
"""HTTP "Locked": what was posted was not acted on."""
NOT_CARRIED = {"csrfmiddlewaretoken", "first_sheet", "second_sheet"}
"""Sheets of the recovery kit are never put back into a page."""
NOTHING_CARRIED = "[]"
"""What a button without fields leaves to carry."""


def find_unlocked(request: HttpRequest) -> Unlocked | None:
    """Return what the request's browser has unlocked; None while locked."""
    unlocked = getattr(request, "unlocked", None)
    return unlocked if isinstance(unlocked, Unlocked) else None


def unlocked_of(request: HttpRequest) -> Unlocked:
    """Return what is unlocked, inside a view under `unlocked_required`."""
    unlocked = find_unlocked(request)
    if unlocked is None:
        raise PermissionDenied
    return unlocked


def unlocked_required(view: View[P]) -> View[P]:
    """Let a view run only while a member who may open cases is unlocked and admitted; otherwise lead them there and
    back.
    """
    return _unlocked(view, lambda member: member.opens_cases)


def unlocked_for_register(view: View[P]) -> View[P]:
    """The same for members of the office of the register, who open no case."""
    return _unlocked(view, lambda member: member.keeps_register)


def _unlocked(view: View[P], admits: Callable[[Member], bool]) -> View[P]:
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        member = member_of(request)
        if not admits(member):
            raise PermissionDenied
        unlocked = find_unlocked(request)
        if unlocked is None:
            return _lead_to_unlocking(request)
        if not unlocked.has_vault:
            return wait_to_be_admitted(request, member)
        return view(request, *args, **kwargs)

    return guarded


def admitted_required(view: View[P]) -> View[P]:
    """Let members see a page without content, locked or not, once a lead has admitted them."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        member = member_of(request)
        return view(request, *args, **kwargs) if is_admitted(member) else wait_to_be_admitted(request, member)

    return guarded


def _lead_to_unlocking(request: HttpRequest) -> HttpResponse:
    if request.method in {"GET", "HEAD"}:
        name = "vault:unlock" if find_member_key(member_of(request)) else "vault:enrol"
        query = urlencode({"next": request.get_full_path()})
        return HttpResponseRedirect(f"{reverse(name)}?{query}")
    carried = carry(request)
    form = UnlockForm(initial={"next": request.get_full_path(), "carried": carried})
    context = {
        "form": form,
        "was_unlocked": getattr(request, "was_unlocked", False),
        "carries": carried != NOTHING_CARRIED,
        "has_files": bool(request.FILES),
    }
    response = render(request, "vault/unlock.html", context, status=LOCKED)
    add_never_cache_headers(response)
    return response


def wait_to_be_admitted(request: HttpRequest, member: Member, status: int = 403) -> HttpResponse:
    """Say what a member without access waits for: their own words first, then a lead."""
    key = find_member_key(member)
    context = {"key_name": passphrases.name_of(key.recipient) if key else ""}
    return render(request, "vault/waiting.html", context, status=status)


def carry(request: HttpRequest) -> str:
    """Return the posted fields, each value in order, as one hidden field can hold them."""
    fields = [
        [name, value] for name, values in request.POST.lists() if name not in NOT_CARRIED for value in values
    ]
    return json.dumps(fields, ensure_ascii=False)
