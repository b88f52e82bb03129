# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""My day, and the page of one case."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from safehold.core.rows import RowTampered
from safehold.desk.cases import actions as case_actions
from safehold.desk.cases import queries as cases
from safehold.desk.home import queries
from safehold.desk.inbox import actions as inbox
from safehold.desk.members.permissions import member_of
from safehold.desk.vault import queries as vault
from safehold.desk.vault.errors import KeyMissing, SecretMisplaced
from safehold.desk.vault.permissions import (
    find_unlocked,
    unlocked_of,
    unlocked_required,
    wait_to_be_admitted,
)
from safehold.web import clock
from safehold.web.errors import kind_page

if TYPE_CHECKING:
    from safehold.desk.cases.models import Case


@require_safe
def show_day(request: HttpRequest) -> HttpResponse:
    """Show what to look at first. An auditor's day is the audit."""
    member, on = member_of(request), clock.today()
    alarms = queries.show_alarms(member)
    if not member.opens_cases:
        return render(request, "home/auditor.html", {"alarms": alarms})
    if not vault.is_admitted(member):
        return wait_to_be_admitted(request, member, status=200)
    unlocked = find_unlocked(request)
    if unlocked:
        case_actions.record_listing(member, on)
        case_actions.hand_over_renewals(unlocked, on, clock.now())
    context = {
        "day": queries.plan_day(member, unlocked, on),
        "unlocked": unlocked,
        "alarms": alarms,
        "newcomers": queries.list_newcomers(member),
        "renewal": cases.show_renewal(member.organisation_id, clock.now()),
    }
    return render(request, "home/day.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def show_case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show one case to a member of its organisation; to everybody else it is not there.

    A POST brings an answer that is half written and asks for a template to be put into it.
    """
    return _show_case(request, cases.access_case(member_of(request), case_id))


@unlocked_required
def _show_case(request: HttpRequest, case: Case) -> HttpResponse:
    if request.method == "POST" and not request.POST.get("words", "").strip():
        return _begin_answer(request)
    unlocked, on = unlocked_of(request), clock.today()
    try:
        filed = inbox.file_arrivals(unlocked, case, on)
        page = queries.show_case(unlocked, cases.access_case(unlocked.member, case.id), on)
    except KeyMissing:
        return _cannot_open(
            request, _("Your key does not open it. A lead of your organisation can let you in.")
        )
    except (RowTampered, SecretMisplaced):
        return _cannot_open(
            request,
            _(
                "Something in it was changed in the database, outside Safehold. Nothing was deleted. "
                "Tell whoever looks after your server before you do anything else."
            ),
        )
    case_actions.record_reading(page.opened, unlocked.member, on)
    return render(request, "home/case.html", {"page": page, "case": page.opened.row, "filed": filed})


def _begin_answer(request: HttpRequest) -> HttpResponse:
    """Lead to the page whose address names the template: there is nothing typed that must stay out of it."""
    asked = {name: request.POST.get(name, "") for name in ("template", "language")}
    return HttpResponseRedirect(f"{request.path}?{urlencode(asked)}#reply")


def _cannot_open(request: HttpRequest, text: str) -> HttpResponse:
    return kind_page(
        request,
        409,
        _("This case could not be opened"),
        text,
        next_address=reverse("cases:list"),
        next_action=_("Back to the cases"),
    )
