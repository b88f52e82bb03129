# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Families: those of a member's cases, those of one case, and one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from safehold.core.reunification import Assessment, FactsUnsound
from safehold.desk.cases import queries as case_rows
from safehold.desk.cases.models import Case
from safehold.desk.evidence import queries as evidence
from safehold.desk.families import actions, feeds, forms, queries
from safehold.desk.families.actions import NewFamily
from safehold.desk.families.permissions import helps_family, lead_to_gate, posted_to_family
from safehold.desk.families.rules import Contents, NeededPaper
from safehold.desk.families.views.answers import back_to, show_form
from safehold.desk.members.permissions import member_of, requires_role
from safehold.desk.vault.permissions import admitted_required, unlocked_of, unlocked_required
from safehold.web import clock

PAGE_LENGTH = 50
TO_GET = ("missing", "asked")


@requires_role("lead", "caseworker")
@admitted_required
@require_safe
@unlocked_required
def list_families(request: HttpRequest) -> HttpResponse:
    """Show the files of every case: whose next day comes first stands first. Reading the list is a row in the audit."""
    unlocked, member, today = unlocked_of(request), member_of(request), clock.today()
    helper = queries.find_helper(member)
    if helper is None:
        return lead_to_gate(request)
    page = Paginator(queries.list_families(member, today), PAGE_LENGTH).get_page(request.GET.get("page"))
    actions.record_listing(member, today)
    context = {
        "page": page,
        "families": queries.open_heads(unlocked, page.object_list),
        "near": queries.count_near(member, today),
        "helper": helper,
        "is_lead": member.is_lead,
    }
    return render(request, "families/list.html", context)


@require_safe
@helps_family
def show_case(request: HttpRequest, case: Case) -> HttpResponse:
    """Show the families of a case."""
    unlocked = unlocked_of(request)
    context = {
        "case": case,
        "title": case_rows.open_head(unlocked, case).title,
        "families": queries.open_case(unlocked, case),
    }
    return render(request, "families/case.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@helps_family
def add_family(request: HttpRequest, case: Case) -> HttpResponse:
    """Ask what the file is called, and begin it."""
    form = forms.NewForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        new = NewFamily(form.cleaned_data["title"])
        row = actions.open_new(unlocked_of(request), case, new, clock.today(), form.cleaned_data["once"])
        return back_to(case, row)
    return show_form(request, case, form, heading=_("Begin a family's file"))


@require_safe
@helps_family
def show_family(request: HttpRequest, case: Case, family_id: UUID) -> HttpResponse:
    """Show all of a file: the days that end stand first."""
    unlocked, today = unlocked_of(request), clock.today()
    row = queries.access_family(case, family_id)
    contents = queries.open_family(unlocked, row).contents
    assessment, unsound = _assess(contents)
    if not unsound and actions.is_behind(row, contents, today):
        actions.catch_up(unlocked, row, today)
    papers = queries.list_needed_papers(contents, assessment)
    people = [
        (each, [paper for paper in papers if paper.person == each.id], _count_left(papers, each.id))
        for each in contents.people
    ]
    context = {
        "case": case,
        "title": case_rows.open_head(unlocked, case).title,
        "family": row,
        "contents": contents,
        "assessment": assessment,
        "unsound": unsound,
        "people": people,
        "are_fees_known": queries.are_fees_known(contents),
        "evidence": {str(each.row.id): each for each in evidence.open_kept(unlocked, case)},
        "helper": queries.find_helper(unlocked.member),
        "today": today,
    }
    return render(request, "families/family.html", context)


def _count_left(papers: Iterable[NeededPaper], person: str) -> int:
    return sum(each.person == person and each.is_listed and each.paper.state in TO_GET for each in papers)


def _assess(contents: Contents) -> tuple[Assessment | None, str]:
    try:
        return queries.assess_file(contents, clock.today()), ""
    except FactsUnsound as unsound:
        return None, str(unsound)


@require_http_methods(["GET", "HEAD", "POST"])
@helps_family
def change_title(request: HttpRequest, case: Case, family_id: UUID) -> HttpResponse:
    """Ask what the file is to be called."""
    unlocked, row = unlocked_of(request), queries.access_family(case, family_id)
    if request.method == "POST":
        form = forms.NewForm(request.POST)
        if form.is_valid():
            title = form.cleaned_data["title"]
            actions.change_file(unlocked, row, lambda contents: replace(contents, title=title), clock.today())
            return back_to(case, row)
    else:
        form = forms.NewForm(initial={"title": queries.open_family(unlocked, row).title})
    return show_form(request, case, form, heading=_("What this family is called here"), family=row)


@posted_to_family
def remove_family(request: HttpRequest, case: Case, family_id: UUID) -> HttpResponse:
    actions.remove_file(unlocked_of(request), queries.access_family(case, family_id), clock.today())
    messages.success(request, _("The family's file is gone. The case is still there."))
    return HttpResponseRedirect(reverse("families:case", args=[case.id]))


@require_safe
@helps_family
def take_calendar(request: HttpRequest, case: Case, family_id: UUID) -> HttpResponse:  # noqa: ARG001
    """Give the days of a file for a calendar program: a day and the case's reference, nothing else."""
    row = queries.access_family(case, family_id)
    body = feeds.write_calendar(queries.list_deadlines(row), clock.today())
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="days.ics"'
    add_never_cache_headers(response)
    return response
