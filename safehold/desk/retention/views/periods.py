# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How long things are kept: our proposals, and what a lead chose."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from safehold.catalog.retention import load_retention
from safehold.desk.members.permissions import member_of, requires_role
from safehold.desk.retention import actions, queries
from safehold.desk.retention.forms import PeriodsForm
from safehold.desk.vault.permissions import unlocked_required
from safehold.web import clock


@requires_role("lead")
@require_http_methods(["GET", "HEAD", "POST"])
@unlocked_required
def change(request: HttpRequest) -> HttpResponse:
    """Show and change the periods of the lead's organisation."""
    member, on = member_of(request), clock.today()
    policy = queries.read_rules(member.organisation_id)
    typed = [request.POST] if request.method == "POST" else []
    form = PeriodsForm(policy, *typed, auto_id="keep_%s")
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        actions.set_policy(member, form.periods(), data["mode"], data["grace_days"], on)
        actions.note_due(member.organisation_id, on)
        messages.success(request, _("Kept. The list of what is due is up to date."))
        return HttpResponseRedirect(reverse("retention:list"))
    catalog, language = load_retention(), get_language() or "en"
    context = {
        "form": form,
        "policy": policy,
        "to_confirm": [kept.label(language) for kept in catalog.classes if kept.confidence == "to_confirm"],
    }
    return render(request, "retention/periods.html", context, status=422 if form.errors else 200)
