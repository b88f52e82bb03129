# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages that only stand there: the way in, what we promise, who we are, and a sign of life."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from safehold.public.reporting import queries
from safehold.public.reporting.errors import DeskNotOpen
from safehold.web.language import browser_language


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Send a visitor to the form in the language that the browser asks for."""
    return HttpResponseRedirect(reverse("reporting:form", args=[browser_language(request)]))


@require_safe
def start_in(request: HttpRequest, language: str) -> HttpResponse:  # noqa: ARG001
    """Send on somebody who typed the address without its last stroke."""
    return HttpResponseRedirect(reverse("reporting:form", args=[language]))


@require_safe
def promises(request: HttpRequest, language: str) -> HttpResponse:  # noqa: ARG001
    return render(request, "reporting/promises.html")


@require_safe
def about(request: HttpRequest, language: str) -> HttpResponse:
    try:
        desks = [(desk.name_in(language), desk.languages) for desk in queries.load_coalition().desks]
    except DeskNotOpen:
        desks = []
    return render(request, "reporting/about.html", {"desks": desks})


@require_safe
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")
