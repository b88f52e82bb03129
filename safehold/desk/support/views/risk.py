# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Judging a risk."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from safehold.desk.cases.models import Case
from safehold.desk.support import actions, forms, rules
from safehold.desk.support.permissions import opens_support
from safehold.desk.support.views.parts import back_to, show_form
from safehold.desk.vault.permissions import unlocked_of
from safehold.web import clock


@require_http_methods(["GET", "HEAD", "POST"])
@opens_support
def assess(request: HttpRequest, case: Case) -> HttpResponse:
    """Ask what they fear and how bad it is; write it down."""
    form = forms.RiskForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        row = actions.assess_risk(
            unlocked_of(request),
            case,
            data["level"],
            form.words(),
            clock.today(),
            reassess_on=data["reassess_on"],
            once=data["once"],
        )
        messages.success(request, _("Kept, sealed. A task reminds you to look again."))
        if row.level in (rules.HIGH, rules.IMMEDIATE) and case.triage != "urgent":
            messages.warning(
                request, _("This case is not marked as urgent. You can change that on the page of the case.")
            )
        return back_to(case, "risk")
    return show_form(request, case, form, _("How safe are they?"), _("Keep this"))
