# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which role may enter a room. Objects of other organisations are the queries' matter: they answer not-found."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from safehold.desk.members.models import Member

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def member_of(request: HttpRequest) -> Member:
    """Return the signed-in member; raise PermissionDenied when nobody is."""
    if not isinstance(request.user, Member):
        raise PermissionDenied
    return request.user


def requires_role(*roles: str) -> Callable[[View[P]], View[P]]:
    """Let only these roles into a whole room; others get the page "not allowed" (403)."""

    def decorator(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if member_of(request).role not in roles:
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorator
