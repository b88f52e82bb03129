# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the ways hang on, the ways side by side, and where one paper stands."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from safehold.core.reunification import FactsUnsound
from safehold.desk.cases.models import Case
from safehold.desk.evidence import queries as evidence
from safehold.desk.families import actions, forms, queries
from safehold.desk.families.errors import FamilyUnknown
from safehold.desk.families.permissions import helps_family
from safehold.desk.families.queries import Alternative
from safehold.desk.families.rules import Contents, NeededPaper
from safehold.desk.families.views.answers import back_to, show_form
from safehold.desk.vault.permissions import unlocked_of
from safehold.web import clock


@require_http_methods(["GET", "HEAD", "POST"])
@helps_family
def change_facts(request: HttpRequest, case: Case, family_id: UUID) -> HttpResponse:
    """Ask for the days of the family, and the answers that ways hang on."""
    unlocked, row = unlocked_of(request), queries.access_family(case, family_id)
    contents = queries.open_family(unlocked, row).contents
    form = forms.AnswersForm(request.POST if request.method == "POST" else None, contents=contents)
    if form.is_valid():
        actions.keep_answers(unlocked, row, form.answers(), form.dates(), clock.today())
        return back_to(case, row, "deadlines")
    context = {"family": row, "contents": contents}
    return show_form(request, case, form, "families/facts.html", **context)


@require_http_methods(["GET", "HEAD", "POST"])
@helps_family
def compare_ways(request: HttpRequest, case: Case, family_id: UUID) -> HttpResponse:
    """Show every way side by side with everybody in it, and ask which one and why."""
    unlocked, row = unlocked_of(request), queries.access_family(case, family_id)
    contents = queries.open_family(unlocked, row).contents
    if request.method == "POST":
        form = forms.PathwayForm(request.POST)
        if form.is_valid():
            data = form.cleaned_data
            actions.choose_pathway(unlocked, row, data["pathway"], data["reasons"], clock.today())
            return back_to(case, row)
    else:
        form = forms.PathwayForm(initial={"pathway": contents.pathway, "reasons": contents.reasons})
    context = {"family": row, "contents": contents, "ways": _ways(contents)}
    return show_form(request, case, form, "families/ways.html", **context)


def _ways(contents: Contents) -> list[Alternative]:
    try:
        return queries.compare_pathways(contents, clock.today())
    except FactsUnsound:
        return []


@require_http_methods(["GET", "HEAD", "POST"])
@helps_family
def change_paper(
    request: HttpRequest, case: Case, family_id: UUID, relative_id: UUID, paper_key: str
) -> HttpResponse:
    """Ask where one paper of one person stands."""
    unlocked, row = unlocked_of(request), queries.access_family(case, family_id)
    contents = queries.open_family(unlocked, row).contents
    needed = _find_paper(contents, str(relative_id), paper_key)
    paper = needed.paper
    initial = {"state": paper.state, "words": paper.words, "evidence": list(paper.evidence)}
    items = evidence.open_kept(unlocked, case)
    form = forms.PaperForm(request.POST if request.method == "POST" else None, items=items, initial=initial)
    if form.is_valid():
        actions.keep_paper(unlocked, row, form.paper(paper.key, paper.person), clock.today())
        return back_to(case, row, "papers")
    heading = needed.item or _("A paper of an earlier list")
    return show_form(request, case, form, heading=heading, family=row, paper=needed, contents=contents)


def _find_paper(contents: Contents, person: str, key: str) -> NeededPaper:
    try:
        assessment = queries.assess_file(contents, clock.today())
    except FactsUnsound:
        assessment = None
    for each in queries.list_needed_papers(contents, assessment):
        if (each.person, each.key) == (person, key):
            return each
    raise FamilyUnknown
