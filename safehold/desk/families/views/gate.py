# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""On what footing a member helps: asked before the first file, and shown to be changed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from safehold.desk.families import actions, forms, queries
from safehold.desk.families.views.answers import ASK_AGAIN
from safehold.desk.members.permissions import member_of, requires_role
from safehold.desk.vault.permissions import unlocked_required
from safehold.web import clock


@requires_role("lead", "caseworker")
@require_http_methods(["GET", "HEAD", "POST"])
@unlocked_required
def say_footing(request: HttpRequest) -> HttpResponse:
    """Ask whether the member is unpaid, or licensed and under which number; then lead to where they wanted to go."""
    member = member_of(request)
    back = request.POST.get("next") or request.GET.get("next", "")
    if request.method == "POST":
        form = forms.FootingForm(request.POST)
        if form.is_valid():
            data = form.cleaned_data
            actions.say_footing(member, data["footing"], data["licence"], clock.today())
            messages.success(request, _("Kept. You can change it when it changes."))
            is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
            return HttpResponseRedirect(back if is_ours else reverse("families:list"))
    else:
        helper = queries.find_helper(member)
        initial = {"footing": helper.footing, "licence": helper.licence} if helper else {}
        form = forms.FootingForm(initial=initial)
    context = {"form": form, "next": back}
    return render(request, "families/footing.html", context, status=ASK_AGAIN if form.errors else 200)
