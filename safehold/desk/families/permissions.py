# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who reaches a family's file: who works on its case, and has said on what footing they help."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from safehold.desk.cases.models import Case
from safehold.desk.cases.permissions import works_on_case
from safehold.desk.families import queries
from safehold.desk.members.permissions import member_of

P = ParamSpec("P")
CaseView = Callable[Concatenate[HttpRequest, Case, P], HttpResponse]
AddressedView = Callable[Concatenate[HttpRequest, UUID, P], HttpResponse]


def helps_family(view: CaseView[P]) -> AddressedView[P]:
    """`works_on_case` for a view of a family's file: first, a member says on what footing they help."""

    @wraps(view)
    def helped(request: HttpRequest, case: Case, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if queries.find_helper(member_of(request)) is None:
            return lead_to_gate(request)
        return view(request, case, *args, **kwargs)

    return works_on_case(helped)


def posted_to_family(view: CaseView[P]) -> AddressedView[P]:
    """The same for a view that takes only a POST."""
    return require_POST(helps_family(view))


def lead_to_gate(request: HttpRequest) -> HttpResponse:
    """Ask first on what footing the member helps, and lead back to where they wanted to go."""
    back = request.get_full_path() if request.method in ("GET", "HEAD") else reverse("families:list")
    return HttpResponseRedirect(f"{reverse('families:footing')}?{urlencode({'next': back})}")
