# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The lists, their versions, and what each import changed. Public facts: nothing here is sealed."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from safehold.desk.members.permissions import member_of
from safehold.desk.watchlists import queries
from safehold.desk.watchlists.forms import ImportForm
from safehold.desk.watchlists.permissions import reads_lists
from safehold.desk.watchlists.words import LEFT_OUT, WHATS

FARTHEST_PAGE = 100_000


@reads_lists
@require_safe
def show_lists(request: HttpRequest) -> HttpResponse:
    """Show the lists that are screened against, with where they come from."""
    return list_page(request, ImportForm())


def list_page(request: HttpRequest, form: ImportForm, status: int = 200) -> HttpResponse:
    member = member_of(request)
    context = {
        "versions": queries.list_versions_now(member.organisation_id),
        "form": form if member.is_lead else None,
        "is_open": form.is_bound,
    }
    return render(request, "watchlists/lists.html", context, status=status)


@reads_lists
@require_safe
def show_list(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Show one list: its versions, and what is odd in it."""
    organisation_id = member_of(request).organisation_id
    watchlist = queries.access_list(organisation_id, list_id)
    versions = queries.list_versions(watchlist)
    context = {
        "watchlist": watchlist,
        "versions": versions,
        "newest": versions[0],
        "left_out": _left_out(versions[0].left_out),
        "odd": [(row, row.content["anomalies"]) for row in queries.list_odd(watchlist, organisation_id)],
    }
    return render(request, "watchlists/list.html", context)


def _left_out(counts: dict[str, int]) -> list[tuple[str, int]]:
    return [(str(LEFT_OUT.get(reason, reason)), count) for reason, count in sorted(counts.items())]


@reads_lists
@require_safe
def show_parties(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Show who stands on a list now, a page at a time."""
    organisation_id = member_of(request).organisation_id
    watchlist = queries.access_list(organisation_id, list_id)
    page = page_of(request)
    rows, has_more = queries.list_parties(watchlist, organisation_id, page)
    context = {"watchlist": watchlist, "rows": rows, "page": page, "has_more": has_more}
    return render(request, "watchlists/parties.html", context)


@reads_lists
@require_safe
def show_version(request: HttpRequest, list_id: UUID, number: int) -> HttpResponse:
    """Show what one import added, changed and removed, field by field."""
    watchlist = queries.access_list(member_of(request).organisation_id, list_id)
    version = queries.access_version(watchlist, number)
    page, what = page_of(request), request.GET.get("what", "")
    what = what if what in WHATS else ""
    lines, has_more = queries.list_changes(version, page, what)
    context = {
        "watchlist": watchlist,
        "version": version,
        "lines": lines,
        "left_out": _left_out(version.left_out),
        "page": page,
        "has_more": has_more,
        "what": what,
        "counts": [
            ("added", WHATS["added"], version.added),
            ("changed", WHATS["changed"], version.changed),
            ("removed", WHATS["removed"], version.removed),
        ],
    }
    return render(request, "watchlists/version.html", context)


def page_of(request: HttpRequest) -> int:
    """Return the page that an address asks for, 1 if it asks for none."""
    typed = request.GET.get("page", "")
    return (
        min(max(int(typed), 1), FARTHEST_PAGE)
        if typed.isascii() and typed.isdigit() and len(typed) < 8
        else 1
    )
