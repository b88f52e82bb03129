# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""My day."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from safehold.desk.cases import actions as case_actions
from safehold.desk.cases import queries as cases
from safehold.desk.home import queries
from safehold.desk.members.permissions import member_of
from safehold.desk.vault import queries as vault
from safehold.desk.vault.permissions import find_unlocked, wait_to_be_admitted
from safehold.web import clock


@require_safe
def show_day(request: HttpRequest) -> HttpResponse:
    """Show what to look at first. An auditor's day is the audit, a researcher's the newest cases, a
    registrar's the register."""
    member, on = member_of(request), clock.today()
    alarms = queries.show_alarms(member)
    if member.keeps_register:
        return redirect("registrar:filings")
    if not member.opens_cases:
        return render(request, "home/auditor.html", {"alarms": alarms})
    if not vault.is_admitted(member):
        return wait_to_be_admitted(request, member, status=200)
    unlocked = find_unlocked(request)
    if unlocked:
        case_actions.record_listing(member, on)
        case_actions.hand_over_renewals(unlocked, on, clock.now())
    if not member.works_on_cases:
        reading = queries.plan_reading(member, unlocked, on)
        return render(request, "home/researcher.html", {"day": reading, "unlocked": unlocked})
    context = {
        "day": queries.plan_day(member, unlocked, on),
        "unlocked": unlocked,
        "alarms": alarms,
        "newcomers": queries.list_newcomers(member),
        "renewal": cases.show_renewal(member.organisation_id, clock.now()),
    }
    return render(request, "home/day.html", context)
