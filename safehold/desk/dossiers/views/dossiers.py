# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Dossiers: those of a member's cases, those of one case, and one of them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from safehold.core.dossiers import Parts
from safehold.desk.actors import queries as actors
from safehold.desk.cases import queries as case_rows
from safehold.desk.cases.models import Case
from safehold.desk.cases.permissions import works_on_case
from safehold.desk.dossiers import actions, forms, queries, rules
from safehold.desk.dossiers.papers import say_gap
from safehold.desk.dossiers.views.answers import back_to, show_form
from safehold.desk.members.permissions import member_of, requires_role
from safehold.desk.vault.permissions import admitted_required, unlocked_of, unlocked_required
from safehold.web import clock


@requires_role("lead", "caseworker")
@admitted_required
@require_safe
@unlocked_required
def list_dossiers(request: HttpRequest) -> HttpResponse:
    """Show the dossiers of every case, campaign by campaign. Reading the list is a row in the audit."""
    unlocked, member = unlocked_of(request), member_of(request)
    actions.record_listing(member, clock.today())
    opened = queries.open_heads(unlocked, queries.list_dossiers(member))
    return render(request, "dossiers/list.html", {"dossiers": opened})


@require_safe
@works_on_case
def show_case(request: HttpRequest, case: Case) -> HttpResponse:
    """Show the dossiers of a case."""
    unlocked = unlocked_of(request)
    context = {
        "case": case,
        "title": case_rows.open_head(unlocked, case).title,
        "dossiers": queries.open_family(unlocked, case),
        "has_actors": bool(actors.open_family(unlocked, case)),
    }
    return render(request, "dossiers/case.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@works_on_case
def add_dossier(request: HttpRequest, case: Case) -> HttpResponse:
    """Ask about whom, and under which Act."""
    unlocked = unlocked_of(request)
    known = actors.open_family(unlocked, case)
    others = queries.open_heads(unlocked, queries.list_dossiers(member_of(request)))
    form = forms.NewForm(request.POST if request.method == "POST" else None, known=known, others=others)
    if form.is_valid():
        once = form.cleaned_data["once"]
        row = actions.open_new(unlocked, case, form.draft(), clock.today(), once)
        return back_to(case, row)
    return show_form(request, case, form, heading=_("Begin a dossier"))


@require_safe
@works_on_case
def show_dossier(request: HttpRequest, case: Case, dossier_id: UUID) -> HttpResponse:
    """Show all of a dossier: what is missing stands first."""
    unlocked = unlocked_of(request)
    opened = queries.open_dossier(unlocked, queries.access_dossier(case, dossier_id))
    weighed = queries.weigh(unlocked, opened, clock.today())
    language = "fr" if get_language() == "fr" else "en"
    numbers = {each.id: f"E{each.number}" for each in opened.parts.exhibits}
    context = {
        "case": case,
        "title": case_rows.open_head(unlocked, case).title,
        "dossier": opened,
        "weighed": weighed,
        "gaps": [(gap, _say(gap.code, gap.about, opened.parts, language)) for gap in weighed.gaps],
        "claims": [
            (number, claim, standing, [numbers[id_] for id_ in claim.exhibits if id_ in numbers])
            for number, (claim, standing) in enumerate(
                zip(opened.parts.claims, weighed.standings, strict=True), 1
            )
        ],
        "language": language,
        "next_steps": sorted(rules.NEXT[opened.row.state]),
    }
    return render(request, "dossiers/dossier.html", context)


def _say(code: str, about: str, parts: Parts, language: str) -> str:
    places = {each.id: f"C{number}" for number, each in enumerate(parts.claims, 1)}
    places |= {each.id: f"E{each.number}" for each in parts.exhibits}
    places |= {each.id: each.alias or each.name for each in parts.witnesses}
    said = say_gap(code, places.get(about, about), language)
    return f"{said} ({places[about]})" if code in ("no-consent", "name-shows") and about in places else said


@require_http_methods(["GET", "HEAD", "POST"])
@works_on_case
def change_words(request: HttpRequest, case: Case, dossier_id: UUID) -> HttpResponse:
    """Ask for the title, the summary, and what was done to find what speaks against it."""
    unlocked = unlocked_of(request)
    dossier = queries.access_dossier(case, dossier_id)
    if request.method == "POST":
        form = forms.WordsForm(request.POST)
        if form.is_valid():
            actions.change_words(unlocked, dossier, form.cleaned_data, clock.today())
            return back_to(case, dossier)
    else:
        form = forms.WordsForm(initial=queries.open_dossier(unlocked, dossier).parts.as_document())
    return show_form(request, case, form, heading=_("Title and summary"), dossier=dossier)


@require_http_methods(["GET", "HEAD", "POST"])
@works_on_case
def change_answers(request: HttpRequest, case: Case, dossier_id: UUID) -> HttpResponse:
    """Ask which criteria are met on the facts reported."""
    unlocked = unlocked_of(request)
    dossier = queries.access_dossier(case, dossier_id)
    given = None if request.method == "POST" else queries.open_dossier(unlocked, dossier).parts.answers
    form = forms.AnswersForm(request.POST if request.method == "POST" else None, act=dossier.act, given=given)
    if form.is_valid():
        actions.change_answers(unlocked, dossier, form.answers(), clock.today())
        return back_to(case, dossier, "criteria")
    return show_form(request, case, form, heading=_("Criteria"), dossier=dossier)
