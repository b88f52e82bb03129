# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The actors of a case: written down, which screens them, written anew, taken away."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from safehold.desk.actors import actions, forms, queries, rules
from safehold.desk.actors.errors import ActorUnknown
from safehold.desk.actors.rules import ActorDraft
from safehold.desk.actors.views.answers import back_to, show_form
from safehold.desk.cases import queries as case_rows
from safehold.desk.cases.models import Case
from safehold.desk.cases.permissions import posted_to_case, sees_people, works_on_case
from safehold.desk.vault.permissions import unlocked_of
from safehold.web import clock


@require_safe
@sees_people
def show_case(request: HttpRequest, case: Case) -> HttpResponse:
    """Show the actors of a case, and the people and bodies in it whose names nobody has screened."""
    unlocked = unlocked_of(request)
    opened = queries.open_family(unlocked, case)
    made_from = {each.row.party_id for each in opened}
    people = case_rows.list_people(unlocked, case)
    context = {
        "case": case,
        "title": case_rows.open_head(unlocked, case).title,
        "actors": opened,
        "unscreened": [
            each
            for each in people
            if each.names and each.id not in made_from and rules.is_screened_against(each.roles)
        ],
        "has_lists": queries.has_lists(case.organisation_id),
    }
    return render(request, "actors/case.html", context)


@require_safe
@sees_people
def show_actor(request: HttpRequest, case: Case, actor_id: UUID) -> HttpResponse:
    """Show what is known of one actor, by which source, and what was decided."""
    unlocked = unlocked_of(request)
    opened = queries.open_actor(unlocked, queries.access_actor(case, actor_id))
    context = {
        "case": case,
        "title": case_rows.open_head(unlocked, case).title,
        "actor": opened,
        "newest": queries.newest_number(case.organisation_id),
    }
    return render(request, "actors/actor.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@works_on_case
def add_actor(request: HttpRequest, case: Case) -> HttpResponse:
    """Ask for a name, and screen it as soon as it is kept."""
    form = forms.ActorForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        once = form.cleaned_data["once"]
        actor = actions.add_actor(unlocked_of(request), case, form.draft(), clock.today(), once=once)
        return back_to(case, actor, "actors:screening")
    return show_form(request, case, "actors/edit.html", form, heading=_("Screen a name"))


@require_http_methods(["GET", "HEAD", "POST"])
@works_on_case
def add_from_party(request: HttpRequest, case: Case, named_id: UUID) -> HttpResponse:
    """Make an actor of a party of the case, from what is written of it. Made already: lead there.

    Whom the case looks after is not there: nobody screens them.
    """
    unlocked = unlocked_of(request)
    person = case_rows.access_person(case, named_id)
    if not rules.is_screened_against(person.row.roles):
        raise ActorUnknown
    for each in queries.open_family(unlocked, case):
        if each.row.party_id == person.row.id:
            return back_to(case, each.row, "actors:screening")
    if request.method == "POST":
        form = forms.ActorForm(request.POST)
        if form.is_valid():
            actor = actions.add_actor(
                unlocked,
                person.case,
                form.draft(),
                clock.today(),
                party_id=person.row.id,
                once=form.cleaned_data["once"],
            )
            return back_to(case, actor, "actors:screening")
    else:
        party = case_rows.open_person(unlocked, person)
        form = forms.ActorForm.of(
            ActorDraft(rules.KIND_OF_PARTY[party.kind], party.names, "", party.description)
        )
    return show_form(request, case, "actors/edit.html", form, heading=_("Screen this name"))


@require_http_methods(["GET", "HEAD", "POST"])
@works_on_case
def change_actor(request: HttpRequest, case: Case, actor_id: UUID) -> HttpResponse:
    """Show what is written of an actor to be written anew."""
    unlocked = unlocked_of(request)
    actor = queries.access_actor(case, actor_id)
    if request.method == "POST":
        form = forms.ActorForm(request.POST)
        if form.is_valid():
            actions.change_actor(unlocked, actor, form.draft(), clock.today())
            return back_to(case, actor)
    else:
        form = forms.ActorForm.of(queries.open_for_change(unlocked, actor))
    heading = _("Change what we know of them")
    return show_form(request, case, "actors/edit.html", form, heading=heading, actor=actor)


@posted_to_case
def remove_actor(request: HttpRequest, case: Case, actor_id: UUID) -> HttpResponse:
    actor = queries.access_actor(case, actor_id)
    actions.remove_actor(unlocked_of(request), actor, clock.today())
    messages.success(request, _("It is gone, with everything that was said and decided of it."))
    return HttpResponseRedirect(reverse("actors:case", args=[case.id]))
