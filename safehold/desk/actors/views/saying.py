# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What sources say of an actor, and who was taken for them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from safehold.desk.actors import actions, forms, queries
from safehold.desk.actors.views.answers import back_to, show_form
from safehold.desk.cases.models import Case
from safehold.desk.cases.permissions import posted_to_case, works_on_case
from safehold.desk.vault.permissions import unlocked_of
from safehold.web import clock


@require_http_methods(["GET", "HEAD", "POST"])
@works_on_case
def add_statement(request: HttpRequest, case: Case, actor_id: UUID) -> HttpResponse:
    """Ask for one thing that one source says."""
    actor = queries.access_actor(case, actor_id)
    form = forms.StatementForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        once = form.cleaned_data["once"]
        actions.add_statement(unlocked_of(request), actor, form.draft(), clock.today(), once)
        return back_to(case, actor, part="statements")
    heading = _("What a source says")
    return show_form(request, case, "actors/say.html", form, heading=heading, actor=actor)


@posted_to_case
def remove_statement(request: HttpRequest, case: Case, actor_id: UUID, statement_id: UUID) -> HttpResponse:
    actor = queries.access_actor(case, actor_id)
    said = queries.access_statement(actor, statement_id)
    actions.remove_statement(unlocked_of(request), actor, said, clock.today())
    return back_to(case, actor, part="statements")


@require_http_methods(["GET", "HEAD", "POST"])
@works_on_case
def add_mistake(request: HttpRequest, case: Case, actor_id: UUID) -> HttpResponse:
    """Ask who is somebody else."""
    actor = queries.access_actor(case, actor_id)
    form = forms.MistakeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        data = form.cleaned_data
        actions.add_mistake(unlocked_of(request), actor, data["words"], clock.today(), data["once"])
        return back_to(case, actor, part="mistaken")
    heading = _("Mistaken identity")
    return show_form(request, case, "actors/say.html", form, heading=heading, actor=actor)


@posted_to_case
def remove_mistake(request: HttpRequest, case: Case, actor_id: UUID, mistake_id: UUID) -> HttpResponse:
    actor = queries.access_actor(case, actor_id)
    mistake = queries.access_mistake(actor, mistake_id)
    actions.remove_mistake(unlocked_of(request), actor, mistake, clock.today())
    return back_to(case, actor, part="mistaken")
