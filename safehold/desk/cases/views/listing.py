# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The list of cases, what narrows it, and how far new keys have come."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from safehold.desk.cases import actions, forms, queries
from safehold.desk.cases.models import Case
from safehold.desk.members.permissions import member_of, requires_role
from safehold.desk.vault.permissions import admitted_required, find_unlocked
from safehold.web import clock

if TYPE_CHECKING:
    from safehold.desk.members.models import Member

PAGE_LENGTH = 50


class Tab(NamedTuple):
    state: str
    label: str
    total: int


@requires_role("lead", "caseworker", "researcher")
@admitted_required
@require_safe
def list_cases(request: HttpRequest) -> HttpResponse:
    """Show cases; titles only while unlocked."""
    member, on = member_of(request), clock.today()
    chosen = read_filter(request)
    tabs = list_tabs(member, chosen)
    page = take_page(request, queries.list_cases(member, chosen), total_of(tabs, chosen))
    actions.record_listing(member, on)
    context = {
        "chosen": chosen,
        "filter_form": forms.FilterForm(member, chosen, auto_id="filter_%s"),
        "tabs": tabs,
        "page": page,
        "rows": list_rows(request, page),
        "is_filtered": chosen.is_narrow,
        "unlocked": find_unlocked(request),
    }
    return render(request, "cases/list.html", context)


@requires_role("lead", "caseworker")
@admitted_required
@require_safe
def show_renewal(request: HttpRequest) -> HttpResponse:
    """Show how far the new keys have come since a member was removed; while unlocked, hand over what waits."""
    unlocked, now = find_unlocked(request), clock.now()
    if unlocked:
        actions.hand_over_renewals(unlocked, clock.today(), now)
    progress = queries.show_renewal(member_of(request).organisation_id, now)
    return render(request, "cases/renewal.html", {"progress": progress, "unlocked": unlocked})


def read_filter(request: HttpRequest) -> queries.CaseFilter:
    """Return what the address asks for. Only what stands in the clear narrows the list."""
    asked = request.GET
    return queries.CaseFilter(
        asked.get("state", ""),
        mine="mine" in asked,
        urgent="urgent" in asked,
        tactic=asked.get("tactic", ""),
        assigned=asked.get("assigned", ""),
    )


def total_of(tabs: list[Tab], chosen: queries.CaseFilter) -> int:
    """Return how many cases the list has: the tabs have counted them already."""
    return next((tab.total for tab in tabs if tab.state == chosen.state), tabs[0].total)


def take_page(request: HttpRequest, cases: QuerySet[Case], total: int) -> Page[Case]:
    """Return the page that the address asks for, without counting again."""
    paginator = Paginator(cases, PAGE_LENGTH)
    paginator.__dict__["count"] = total
    return paginator.get_page(request.GET.get("page"))


def list_tabs(member: Member, chosen: queries.CaseFilter) -> list[Tab]:
    """Return one tab per state, with how many cases are in it."""
    counts = queries.count_by_state(member, chosen)
    total = sum(counts.values())
    tabs = [Tab("", _("Not closed"), total - counts["closed"])]
    tabs += [Tab(state, label, counts[state]) for state, label in queries.list_states()]
    return [*tabs, Tab(queries.ANY_STATE, _("All"), total)]


def list_rows(request: HttpRequest, page: Page[Case]) -> list[queries.ListedCase]:
    unlocked = find_unlocked(request)
    titles = queries.open_titles(unlocked, page.object_list) if unlocked else {}
    lines = queries.describe_cases(page.object_list, clock.today())
    return [replace(line, title=titles.get(line.case.id, "")) for line in lines]
