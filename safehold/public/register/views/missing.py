# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Expected but not found: a lead for the office, never an accusation. It goes the way of every report: sealed.

This page keeps nothing and seals nothing itself. It hands the words on to the report form, with the office as the
receiver, where they are read through, sealed to the office's key of the week, and answered with a code.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from safehold.public.register.adapters.site import office_slug
from safehold.public.register.forms.missing import MissingForm
from safehold.public.reporting.errors import DeskNotOpen
from safehold.public.reporting.queries import Desk, load_coalition

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
def missing(request: HttpRequest, language: str) -> HttpResponse:
    """Ask what was seen; then show it with the button that carries it to the report form."""
    office = _office()
    form = MissingForm(request.POST if request.method == "POST" and "change" not in request.POST else None)
    if "change" in request.POST:
        form = MissingForm(initial=request.POST.dict())
    context = {"form": form, "office": office.name_in(language) if office else ""}
    if office and form.is_bound and form.is_valid():
        shown = {"words": form.as_words(), "office_id": office.id, "typed": form.cleaned_data}
        return render(request, "register/missing_next.html", context | shown)
    return render(request, "register/missing.html", context, status=UNPROCESSABLE if form.is_bound else 200)


def _office() -> Desk | None:
    """The organisation that keeps the register, where it can receive sealed reports."""
    try:
        desks = load_coalition().desks
    except DeskNotOpen:
        return None
    return next((desk for desk in desks if desk.organisation.slug == office_slug()), None)
