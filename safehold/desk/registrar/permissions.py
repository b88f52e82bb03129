# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who enters the office of the register: its registrars. To everybody else it is not there (404)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from safehold.desk.members.permissions import member_of
from safehold.desk.registrar import actions, queries
from safehold.desk.registrar.models import Office
from safehold.desk.vault.permissions import unlocked_for_register, unlocked_of
from safehold.web import clock

P = ParamSpec("P")
OfficeView = Callable[Concatenate[HttpRequest, Office, P], HttpResponse]
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def in_the_office(view: OfficeView[P]) -> View[P]:
    """Let a view run with the office, for its registrars, while they are unlocked."""

    @unlocked_for_register
    @wraps(view)
    def opened(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        office = queries.access_office(member_of(request))
        if not office.key_version:  # it was opened after this registrar had unlocked
            actions.prepare_office(unlocked_of(request), clock.today())
            office = queries.access_office(member_of(request))
        return view(request, office, *args, **kwargs)

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        queries.access_office(member_of(request))
        return opened(request, *args, **kwargs)

    return guarded


def shown_in_the_office(view: OfficeView[P]) -> View[P]:
    """The same for a page that changes nothing."""
    return require_safe(in_the_office(view))


def posted_in_the_office(view: OfficeView[P]) -> View[P]:
    """The same for what is done."""
    return require_POST(in_the_office(view))
