# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What happened in a case: its incidents, and who did what to whom in each."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from safehold.desk.cases import actions, forms, queries
from safehold.desk.cases.models import Case
from safehold.desk.cases.permissions import (
    lead_to_where_it_is_read,
    opens_case,
    posted_to_work,
    works_on_case,
)
from safehold.desk.cases.views.answers import back_to, show_form, what_was_posted
from safehold.desk.members.permissions import member_of
from safehold.desk.members.rules import FieldClass, may_see
from safehold.desk.vault.permissions import unlocked_of
from safehold.web import clock

LIST = "cases:incidents"


@require_safe
@opens_case
def list_incidents(request: HttpRequest, case: Case) -> HttpResponse:
    """Show the incidents of a case with their acts. What a role may not see of them is left out."""
    if case.merged_into_id:
        return lead_to_where_it_is_read(request, case, LIST)
    unlocked, role = unlocked_of(request), member_of(request).role
    sees_people = may_see(role, FieldClass.IDENTITY)
    people = queries.list_people(unlocked, case) if sees_people else []
    context = {
        "case": case,
        "title": queries.open_head(unlocked, case).title,
        "incidents": queries.list_incidents(unlocked, case),
        "names": queries.name_people(people),
        "sees_people": sees_people,
        "sees_places": may_see(role, FieldClass.SAFETY),
    }
    return render(request, "cases/incidents.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@works_on_case
def add_incident(request: HttpRequest, case: Case) -> HttpResponse:
    """Ask what happened once, and keep it."""
    form = forms.IncidentForm(case, what_was_posted(request))
    if form.is_valid():
        incident = actions.add_incident(
            unlocked_of(request), case, form.draft(), clock.today(), form.cleaned_data["once"]
        )
        messages.success(request, _("It is kept, sealed. Add now who did what to whom."))
        return back_to(case, f"i{incident.id}", LIST)
    return show_form(request, case, "cases/incident.html", form, title=_("What happened"))


@require_http_methods(["GET", "HEAD", "POST"])
@works_on_case
def change_incident(request: HttpRequest, case: Case, incident_id: UUID) -> HttpResponse:
    """Show one incident to be written anew."""
    unlocked = unlocked_of(request)
    incident = queries.access_incident(case, incident_id)
    if request.method == "POST":
        form = forms.IncidentForm(case, request.POST)
        if form.is_valid():
            actions.change_incident(unlocked, incident, form.draft(), clock.today())
            return back_to(case, f"i{incident.id}", LIST)
    else:
        form = forms.IncidentForm.of(case, queries.open_incident(unlocked, incident))
    return show_form(
        request, case, "cases/incident.html", form, title=_("Change what happened"), incident=incident
    )


@posted_to_work
def remove_incident(request: HttpRequest, case: Case, incident_id: UUID) -> HttpResponse:
    incident = queries.access_incident(case, incident_id)
    actions.remove_incident(unlocked_of(request), incident, clock.today())
    messages.success(request, _("The incident and its acts are gone."))
    return back_to(case, "", LIST)


@require_http_methods(["GET", "HEAD", "POST"])
@works_on_case
def add_act(request: HttpRequest, case: Case, incident_id: UUID) -> HttpResponse:
    """Ask who did what to whom, and keep it."""
    unlocked = unlocked_of(request)
    incident = queries.access_incident(case, incident_id)
    form = forms.ActForm(queries.list_people(unlocked, case), what_was_posted(request))
    if form.is_valid():
        actions.add_act(unlocked, incident, form.draft(), clock.today(), form.cleaned_data["once"])
        return back_to(case, f"i{incident.id}", LIST)
    return show_form(
        request, case, "cases/act.html", form, title=_("Who did what to whom"), incident=incident
    )


@require_http_methods(["GET", "HEAD", "POST"])
@works_on_case
def change_act(request: HttpRequest, case: Case, incident_id: UUID, act_id: UUID) -> HttpResponse:
    """Show one act to be written anew."""
    unlocked = unlocked_of(request)
    incident = queries.access_incident(case, incident_id)
    act = queries.access_act(incident, act_id)
    people, opened = queries.list_people(unlocked, case), queries.open_one_act(unlocked, act)
    if request.method == "POST":
        form = forms.ActForm(people, request.POST, act=opened)
        if form.is_valid():
            actions.change_act(unlocked, act, form.draft(), clock.today())
            return back_to(case, f"i{incident.id}", LIST)
    else:
        form = forms.ActForm.of(people, opened)
    return show_form(
        request, case, "cases/act.html", form, title=_("Change an act"), incident=incident, act=act
    )


@posted_to_work
def remove_act(request: HttpRequest, case: Case, incident_id: UUID, act_id: UUID) -> HttpResponse:
    incident = queries.access_incident(case, incident_id)
    actions.remove_act(unlocked_of(request), queries.access_act(incident, act_id), clock.today())
    messages.success(request, _("The act is gone."))
    return back_to(case, f"i{incident.id}", LIST)
