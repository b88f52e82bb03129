# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where a case goes, and why; and what is overdue or silent in all cases."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from safehold.catalog.authorities import load_authorities
from safehold.desk.cases import actions as case_actions
from safehold.desk.cases import queries as cases
from safehold.desk.cases.models import Case
from safehold.desk.members.permissions import member_of, requires_role
from safehold.desk.referrals import actions, queries
from safehold.desk.referrals.forms import ChooseForm
from safehold.desk.referrals.permissions import ROLES, posted_about_case, refers_case
from safehold.desk.vault.actions import Unlocked
from safehold.desk.vault.permissions import admitted_required, find_unlocked, unlocked_of
from safehold.web import clock

PAGE_LENGTH = 50


@requires_role(*ROLES)
@admitted_required
@require_safe
def list_overdue(request: HttpRequest) -> HttpResponse:
    """Show which receivers are overdue and which never answered; titles only while unlocked."""
    member, on, unlocked = member_of(request), clock.today(), find_unlocked(request)
    page = Paginator(queries.list_due(member, on), PAGE_LENGTH).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    titles = cases.open_titles(unlocked, {row.case_id: row.case for row in rows}.values()) if unlocked else {}
    due = queries.describe_due(rows, titles, on)
    actions.record_listing(member, on)
    silent = queries.count_silent(member, on)
    context = {
        "silent": [line for line in due if line.is_silent],
        "late": [line for line in due if not line.is_silent],
        "silent_total": silent,
        "late_total": page.paginator.count - silent,
        "page": page,
        "unlocked": unlocked,
    }
    return render(request, "referrals/overdue.html", context)


@require_safe
@refers_case
def show_case(request: HttpRequest, case: Case) -> HttpResponse:
    """Show where a case could go and where it went."""
    return _show(request, case)


def _choose_form(case: Case, **given: Any) -> ChooseForm:
    reader, tried = get_language() or "en", queries.list_tried(case)
    return ChooseForm(load_authorities().authorities, tried, reader, auto_id="choose_%s", **given)


def _show(request: HttpRequest, case: Case, form: ChooseForm | None = None) -> HttpResponse:
    unlocked, on = unlocked_of(request), clock.today()
    opened = cases.open_contents(unlocked, case)
    case_actions.record_reading(opened, unlocked.member, on)
    routed = queries.open_routing(unlocked, case, opened.reports, on)
    catalogue = load_authorities()
    form = form or _choose_form(case)
    context: dict[str, Any] = {
        "case": opened.row,
        "title": opened.title,
        "routed": routed,
        "proposals": [each for each in routed.untried if each.authority.kind != "review"],
        "reviews": [each for each in routed.untried if each.authority.kind == "review"],
        "matching": catalogue.matching,
        "questions": catalogue.questions,
        "referrals": _open_together(unlocked, case),
        "hand_offs": queries.count_hand_offs(case),
        "form": form,
        "ticked": form["receivers"].value() or [],
        "on": on,
        "has_report": bool(opened.reports),
    }
    return render(request, "referrals/case.html", context, status=422 if form.errors else 200)


def _open_together(unlocked: Unlocked, case: Case) -> list[queries.OpenedReferral]:
    """Open the referrals of a case and of those that are read in it; each stays in its own case."""
    return [
        opened
        for each in cases.list_family(case)
        for opened in queries.open_referrals(unlocked, each, queries.list_referrals(each))
    ]


@posted_about_case
def answer(request: HttpRequest, case: Case) -> HttpResponse:
    """Keep what only a caseworker can answer, and propose anew; receivers that were chosen meanwhile stay chosen."""
    actions.answer_questions(unlocked_of(request), case, request.POST.getlist("flags"), clock.today())
    messages.success(request, _("Kept. What is proposed follows from it."))
    begun = _begun(request.POST)
    return _show(request, case, _choose_form(case, initial=begun)) if begun else _to_case(case)


def _begun(posted: QueryDict) -> dict[str, Any]:
    """Return what was chosen or written about receivers beside the questions."""
    if not any(posted.get(name) for name in ("receivers", "more", "name", "details")):
        return {}
    names = ("more", "name", "details", "language", "once")
    return {"receivers": posted.getlist("receivers")} | {name: posted.get(name, "") for name in names}


@posted_about_case
def choose(request: HttpRequest, case: Case) -> HttpResponse:
    """Begin a referral to each chosen receiver."""
    unlocked, on = unlocked_of(request), clock.today()
    form = _choose_form(case, data=request.POST)
    if not form.is_valid():
        return _show(request, case, form)
    routed = queries.open_routing(unlocked, case, cases.open_reports(unlocked, case), on)
    data = form.cleaned_data
    other = (
        actions.OtherReceiver(data["name"], data["details"], data["once"] or uuid4())
        if data["name"]
        else None
    )
    new = actions.choose_receivers(
        unlocked,
        case,
        form.list_receivers(),
        on,
        why=_list_rules(routed),
        other=other,
        language=data["language"],
    )
    if len(new) == 1:
        return HttpResponseRedirect(reverse("referrals:referral", args=[case.id, new[0].pk]))
    return _to_case(case)


def _list_rules(routed: queries.Routed) -> dict[str, str]:
    """Return, by receiver, the ids of the rules that proposed it."""
    return {each.receiver: " ".join(why.rule.id for why in each.whys) for each in routed.proposals}


def _to_case(case: Case) -> HttpResponse:
    return HttpResponseRedirect(reverse("referrals:case", args=[case.id]))
