# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may be an actor, side by side with why; and a person's decision. Nothing is decided by looking at it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from safehold.desk.actors import actions, forms, queries
from safehold.desk.actors.errors import WasChanged
from safehold.desk.actors.views.answers import back_to, show_form
from safehold.desk.cases import queries as case_rows
from safehold.desk.cases.models import Case
from safehold.desk.cases.permissions import posted_to_case, sees_people, works_on_case
from safehold.desk.vault.permissions import unlocked_of
from safehold.web import clock

PAGE = "actors:screening"


@require_safe
@sees_people
def show_screening(request: HttpRequest, case: Case, actor_id: UUID) -> HttpResponse:
    """Show what screening proposes: what nobody has decided first."""
    unlocked = unlocked_of(request)
    opened = queries.open_actor(unlocked, queries.access_actor(case, actor_id))
    proposals = queries.list_proposals(unlocked, opened)
    number = queries.newest_number(case.organisation_id)
    context = {
        "case": case,
        "title": case_rows.open_head(unlocked, case).title,
        "actor": opened,
        "open": [each for each in proposals if not each.is_settled],
        "settled": [each for each in proposals if each.is_settled],
        "gone": queries.list_gone(opened),
        "lists": queries.list_lists(case.organisation_id),
        "is_behind": opened.screening is None or opened.screening.number < number,
    }
    return render(request, "actors/screening.html", context)


@posted_to_case
def screen(request: HttpRequest, case: Case, actor_id: UUID) -> HttpResponse:
    """Screen an actor against the lists as they are now."""
    actor = queries.access_actor(case, actor_id)
    actions.screen_actor(unlocked_of(request), actor, clock.today())
    messages.success(request, _("Screened against the lists as they are now."))
    return back_to(case, actor, PAGE)


@require_http_methods(["GET", "HEAD", "POST"])
@works_on_case
def decide(request: HttpRequest, case: Case, actor_id: UUID, found_id: UUID) -> HttpResponse:
    """Show one candidate side by side with the actor, and ask whether they are the same, and why."""
    unlocked = unlocked_of(request)
    opened = queries.open_actor(unlocked, queries.access_actor(case, actor_id))
    proposal = queries.access_proposal(queries.list_proposals(unlocked, opened), found_id)
    form = forms.DecisionForm(request.POST if request.method == "POST" else None)
    form.initial.setdefault("seen", proposal.fingerprint)
    if form.is_valid():
        ruling, once = form.ruling(proposal.about), form.cleaned_data["once"]
        try:
            actions.decide(unlocked, opened.row, ruling, clock.today(), once)
        except WasChanged:
            form.data = {**form.data.dict(), "seen": proposal.fingerprint}  # type: ignore[attr-defined]
            form.add_error(
                None, _("The list changed while you were reading. Look at what it says now, then decide.")
            )
        else:
            messages.success(request, _("Kept, with your reason."))
            return back_to(case, opened.row, PAGE)
    context = {"heading": _("Is it the same?"), "actor": opened, "each": proposal}
    return show_form(request, case, "actors/decide.html", form, **context)
