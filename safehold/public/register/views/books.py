# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Before a page of the register reads anything: the newest checkpoint is opened, or the page says why it cannot be."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from safehold.public.register import queries
from safehold.public.register.errors import LogDamaged, LogKeyMissing, NothingPublished

OK, NOT_FOUND, UNAVAILABLE = 200, 404, 503


View = Callable[..., HttpResponse]


def reads_the_log(view: View) -> View:
    """Hand a view the book as its second argument; without one, nothing of the sort is there."""
    return _reading(view, NOT_FOUND)


def reads_the_log_or_waits(view: View) -> View:
    """Do the same for a page that stands there before anything is published, and says so."""
    return _reading(view, OK)


def reads_the_log_and_takes(view: View) -> View:
    """Do the same for a page with a form."""
    return _reading(view, NOT_FOUND, require_http_methods(["GET", "HEAD", "POST"]))


def _reading(view: View, status_without: int, methods: Callable[[View], View] = require_safe) -> View:
    @methods
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, queries.open_book(), *args, **kwargs)
        except (NothingPublished, LogKeyMissing):
            return render(request, "register/reading/nothing_yet.html", status=status_without)
        except LogDamaged:
            return render(request, "register/reading/damaged.html", status=UNAVAILABLE)

    return answer
