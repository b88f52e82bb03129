# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages that only answer what was sent. Somebody who opens such an address is taken to the page before it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

View = Callable[..., HttpResponse]


def posted_from(name: str) -> Callable[[View], View]:
    """Let only a POST through; send everybody else to the page `name`, in the same language."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, language: str, **kwargs: Any) -> HttpResponse:
            if request.method != "POST":
                return HttpResponseRedirect(reverse(f"reporting:{name}", args=[language]))
            return view(request, language, **kwargs)

        return answer

    return decorate
