# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of one case."""

from __future__ import annotations

from dataclasses import astuple
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from safehold.core.rows import RowTampered
from safehold.desk.cases import actions as case_actions
from safehold.desk.cases import queries as cases
from safehold.desk.cases.permissions import lead_to_where_it_is_read
from safehold.desk.home import queries
from safehold.desk.inbox import actions as inbox
from safehold.desk.members.permissions import member_of
from safehold.desk.vault.errors import KeyMissing
from safehold.desk.vault.permissions import unlocked_of, unlocked_required
from safehold.web import clock
from safehold.web.errors import kind_page

if TYPE_CHECKING:
    from datetime import date

    from safehold.desk.cases.models import Case
    from safehold.desk.vault.actions import Unlocked


@require_http_methods(["GET", "HEAD", "POST"])
def show_case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show one case to a member of its organisation; to everybody else it is not there.

    A POST brings an answer that is half written and asks for a template to be put into it.
    """
    member = member_of(request)
    case = cases.access_case(member, case_id)
    if request.method == "POST" and not member.works_on_cases:
        raise PermissionDenied
    return _show_case(request, case)


@unlocked_required
def _show_case(request: HttpRequest, case: Case) -> HttpResponse:
    if request.method == "POST" and not request.POST.get("words", "").strip():
        return _begin_answer(request)
    if case.merged_into_id and request.method != "POST":
        return lead_to_where_it_is_read(request, case)
    unlocked, on = unlocked_of(request), clock.today()
    case = cases.access_case(unlocked.member, case.merged_into_id or case.id)
    try:
        filed = _file_arrivals(unlocked, case, on)
        page = queries.show_case(unlocked, cases.access_case(unlocked.member, case.id), on)
    except (KeyMissing, RowTampered) as error:
        if isinstance(error, RowTampered):
            case_actions.report_tampering(unlocked, case, on)
        return cannot_open(request, error)
    case_actions.record_reading(page.opened, unlocked.member, on)
    return render(request, "home/case.html", {"page": page, "case": page.opened.row, "filed": filed})


def _file_arrivals(unlocked: Unlocked, case: Case, on: date) -> inbox.Filed:
    """File what waits for a case, and for those that are read in it. Whoever only reads files nothing."""
    if not unlocked.member.works_on_cases:
        return inbox.Filed()
    filed = [inbox.file_arrivals(unlocked, each, on) for each in cases.list_family(case)]
    return inbox.Filed(*(sum(counts) for counts in zip(*map(astuple, filed), strict=True)))


def _begin_answer(request: HttpRequest) -> HttpResponse:
    """Lead to the page whose address names the template: there is nothing typed that must stay out of it."""
    asked = {name: request.POST.get(name, "") for name in ("template", "language")}
    return HttpResponseRedirect(f"{request.path}?{urlencode(asked)}#reply")


def cannot_open(request: HttpRequest, error: Exception) -> HttpResponse:
    """Say why a case does not open, and what to do."""
    if isinstance(error, KeyMissing):
        text = _("Your key does not open it. A lead of your organisation can let you in.")
    else:
        text = _(
            "Something in it was changed in the database, outside Safehold. Nothing was deleted. "
            "Tell whoever looks after your server before you do anything else."
        )
    return kind_page(
        request,
        409,
        _("This case could not be opened"),
        text,
        next_address=reverse("cases:list"),
        next_action=_("Back to the cases"),
    )
