# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of a case that says how long it is kept: what holds it, and ending it now."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from safehold.desk.cases import queries as cases
from safehold.desk.cases.models import Case
from safehold.desk.cases.permissions import (
    lead_to_where_it_is_read,
    opens_case,
    posted_to_case,
    works_on_case,
)
from safehold.desk.members.permissions import requires_role
from safehold.desk.retention import actions, queries
from safehold.desk.retention.errors import HeldAlready, NotEnded
from safehold.desk.retention.forms import EndForm, HoldForm
from safehold.desk.retention.rules import ends_by_itself_on
from safehold.desk.retention.views.answers import explain
from safehold.desk.vault.permissions import unlocked_of
from safehold.web import clock


@works_on_case
@require_safe
def show(request: HttpRequest, case: Case) -> HttpResponse:
    """Show when a case ends, what holds it, and to a lead what can be done."""
    if case.merged_into_id:
        return lead_to_where_it_is_read(request, case, "retention:case")
    return _show(request, case, HoldForm(auto_id="hold_%s"))


def _show(request: HttpRequest, case: Case, form: HoldForm, status: int = 200) -> HttpResponse:
    unlocked, on = unlocked_of(request), clock.today()
    policy = queries.read_rules(case.organisation_id)
    holds = queries.open_holds(unlocked, case)
    ending = queries.find_ending(case, policy)
    by_itself_on = None
    if ending and policy.is_by_itself:
        by_itself_on = ends_by_itself_on(max(ending.ends_on, on), policy.changed_on, policy.grace_days)
    context = {
        "case": case,
        "title": cases.open_head(unlocked, case).title,
        "ending": ending,
        "is_due": ending is not None and ending.ends_on <= on,
        "by_itself_on": by_itself_on,
        "holds": [hold for hold in holds if hold.row.released_on is None],
        "past_holds": [hold for hold in holds if hold.row.released_on is not None],
        "form": form,
    }
    return render(request, "retention/case.html", context, status=status)


@posted_to_case
@requires_role("lead")
def hold(request: HttpRequest, case: Case) -> HttpResponse:
    """Place a hold."""
    form = HoldForm(request.POST, auto_id="hold_%s")
    if not form.is_valid():
        return _show(request, case, form, 422)
    try:
        data = form.cleaned_data
        actions.place_hold(unlocked_of(request), case, data["reason"], clock.today(), data["once"])
    except HeldAlready:
        messages.info(request, _("There is a hold on this case already. What you wrote was not kept."))
    except NotEnded as refusal:
        messages.error(request, explain(refusal))
    else:
        messages.success(request, _("Held. Nothing ends this case until a lead takes the hold off."))
    return HttpResponseRedirect(reverse("retention:case", args=[case.pk]))


@posted_to_case
@requires_role("lead")
def release(request: HttpRequest, case: Case, hold_id: UUID) -> HttpResponse:
    """Take a hold off."""
    actions.release_hold(unlocked_of(request), queries.access_hold(case, hold_id), clock.today())
    messages.success(request, _("The hold is off. The case is listed before anything ends it."))
    return HttpResponseRedirect(reverse("retention:case", args=[case.pk]))


@opens_case
@requires_role("lead")
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, case: Case) -> HttpResponse:
    """Show what ends and what stays; end it when the reference was typed."""
    if case.merged_into_id:
        return lead_to_where_it_is_read(request, case, "retention:end")
    unlocked, on = unlocked_of(request), clock.today()
    typed = [request.POST] if request.method == "POST" else []
    form = EndForm(case.pk, *typed, auto_id="end_%s")
    if form.is_bound and form.is_valid():
        try:
            tombstone = actions.destroy_now(unlocked, case, form.cleaned_data["reason"], on)
        except NotEnded as refusal:
            form.add_error(None, explain(refusal))
        else:
            messages.success(request, _("Ended. Nothing opens it any more."))
            return HttpResponseRedirect(reverse("retention:certificate", args=[tombstone.pk]))
    context = {
        "case": case,
        "title": cases.open_head(unlocked, case).title,
        "counts": queries.preview_case(case),
        "together": len(cases.list_family_ids(case)),
        "is_held": any(row.released_on is None for row in queries.list_holds(case)),
        "backups_end": queries.find_backups_end(on),
        "form": form,
    }
    return render(request, "retention/end.html", context, status=422 if form.errors else 200)
