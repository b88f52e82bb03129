# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Somebody spoke to us: a case that begins without a report."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from safehold.desk.cases import actions, forms
from safehold.desk.cases.views.answers import ASK_AGAIN, back_to, what_was_posted
from safehold.desk.members.permissions import requires_role
from safehold.desk.vault.permissions import unlocked_of, unlocked_required
from safehold.web import clock


@requires_role("lead", "caseworker")
@unlocked_required
@require_http_methods(["GET", "HEAD", "POST"])
def open_walk_in_case(request: HttpRequest) -> HttpResponse:
    """Ask for what is known, and make the case."""
    form = forms.WalkInForm(what_was_posted(request))
    if form.is_valid():
        data = form.cleaned_data
        case = actions.open_walk_in_case(
            unlocked_of(request),
            data["title"],
            clock.today(),
            once=data["once"],
            supported=form.supported_party(),
            triage=data["triage"],
        )
        messages.success(
            request, _("The case is open. Write down now what they agreed to, before anything else.")
        )
        return back_to(case)
    return render(request, "cases/new.html", {"form": form}, status=ASK_AGAIN if form.errors else 200)
