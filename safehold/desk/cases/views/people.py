# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who is in a case: persons, groups, bodies and accounts, what one is to another, and which two are one."""

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
    posted_to_work,
    sees_people,
    works_on_case,
)
from safehold.desk.cases.views.answers import back_to, show_form, what_was_posted
from safehold.desk.parties.errors import MergedAlready, MergeRefused, OtherKind, SameParty
from safehold.desk.vault.permissions import unlocked_of
from safehold.web import clock
from safehold.web.references import read_reference

LIST = "cases:people"


@require_safe
@sees_people
def list_people(request: HttpRequest, case: Case) -> HttpResponse:
    """Show who is in a case."""
    if case.merged_into_id:
        return lead_to_where_it_is_read(request, case, LIST)
    unlocked = unlocked_of(request)
    people = queries.list_people(unlocked, case)
    context = {
        "case": case,
        "title": queries.open_head(unlocked, case).title,
        "people": people,
        "names": queries.name_people(people),
    }
    return render(request, "cases/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@works_on_case
def add_party(request: HttpRequest, case: Case) -> HttpResponse:
    """Ask who it is, and keep it."""
    form = forms.PartyForm(what_was_posted(request))
    if form.is_valid():
        party = actions.add_party(
            unlocked_of(request), case, form.draft(), clock.today(), form.cleaned_data["once"]
        )
        return back_to(case, f"p{party.id}", LIST)
    return show_form(request, case, "cases/party.html", form, title=_("Add a person or body"))


@require_http_methods(["GET", "HEAD", "POST"])
@works_on_case
def change_party(request: HttpRequest, case: Case, party_id: UUID) -> HttpResponse:
    """Show one row of a party to be written anew, and what it is to others."""
    unlocked = unlocked_of(request)
    party = queries.access_person(case, party_id)
    if request.method == "POST":
        form = forms.PartyForm(request.POST)
        if form.is_valid():
            actions.change_party(unlocked, party.case, party.row, form.draft(), clock.today())
            return back_to(case, f"p{party.row.id}", LIST)
    else:
        form = forms.PartyForm.of(queries.open_person(unlocked, party))
    return show_form(
        request, case, "cases/party.html", form, title=_("Change what we know of them"), party=party.row
    )


@posted_to_work
def remove_party(request: HttpRequest, case: Case, party_id: UUID) -> HttpResponse:
    party = queries.access_person(case, party_id)
    actions.remove_party(unlocked_of(request), party.case, party.row, clock.today())
    messages.success(request, _("They are gone from this case, and with them what they were to others."))
    return back_to(case, "", LIST)


@require_http_methods(["GET", "HEAD", "POST"])
@works_on_case
def relate(request: HttpRequest, case: Case, party_id: UUID) -> HttpResponse:
    """Ask what a party is to another of the same case."""
    unlocked = unlocked_of(request)
    party = queries.access_person(case, party_id)
    people = queries.list_people(unlocked, case)
    others = [each for each in people if each.id != party.row.id and each.case_id == party.case.id]
    form = forms.RelationForm(others, what_was_posted(request))
    if form.is_valid():
        other, data = queries.access_person(party.case, form.other_id), form.cleaned_data
        actions.relate(unlocked, party.case, party.row, other.row, data["kind"], data["note"], clock.today())
        return back_to(case, f"p{party.row.id}", LIST)
    name = queries.name_people(people).get(party.row.id, "")
    return show_form(request, case, "cases/relation.html", form, name=name, others=others)


@posted_to_work
def unrelate(request: HttpRequest, case: Case, relation_id: UUID) -> HttpResponse:
    relation, held_in = queries.access_relation(case, relation_id)
    actions.unrelate(unlocked_of(request), held_in, relation, clock.today())
    return back_to(case, "", LIST)


@require_http_methods(["GET", "HEAD", "POST"])
@works_on_case
def merge_party(request: HttpRequest, case: Case, party_id: UUID) -> HttpResponse:
    """Ask who a party is: one of this case, or of another one that is named by its reference."""
    unlocked, typed = unlocked_of(request), request.GET.get("case", "")
    party = queries.access_person(case, party_id)
    letters = read_reference(typed)
    elsewhere = queries.find_by_reference(unlocked.member, letters) if letters else None
    looked_in = elsewhere or case
    people = queries.list_people(unlocked, looked_in)
    others = [each for each in people if each.kind == party.row.kind and each.id != party.row.id]
    form = forms.MergePartyForm(others, what_was_posted(request))
    if form.is_valid():
        other = queries.access_person(looked_in, form.other_id)
        try:
            actions.merge_parties(unlocked, party.row, party.case, other.row, other.case, clock.today())
        except MergeRefused as refusal:
            form.add_error(None, explain(refusal))
        else:
            messages.success(request, _("They are read as one from now on. You can take them apart again."))
            return back_to(case, f"p{party.row.id}", LIST)
    name = queries.name_people(queries.list_people(unlocked, case)).get(party.row.id, "")
    context = {"name": name, "others": others, "typed": typed, "elsewhere": elsewhere}
    return show_form(request, case, "cases/merge_party.html", form, **context)


@posted_to_work
def unmerge_party(request: HttpRequest, case: Case, party_id: UUID) -> HttpResponse:
    party = queries.access_person(case, party_id)
    actions.unmerge_party(unlocked_of(request), party.case, party.row, clock.today())
    messages.success(request, _("They are two again, each with what was written of it."))
    return back_to(case, f"p{party.row.id}", LIST)


def explain(refusal: MergeRefused) -> str:
    """Return why two are not read as one."""
    if isinstance(refusal, SameParty):
        return _("They are the same already.")
    if isinstance(refusal, OtherKind):
        return _(
            "A person, a group, a body and an account are never one. Write down what one is to the other."
        )
    if isinstance(refusal, MergedAlready):
        return _("One of the two is read as one with somebody else already. Take those apart first.")
    return _("Nothing was changed.")
