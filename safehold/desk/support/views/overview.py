# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The support of a case on one page; the plan on paper; the script for a first conversation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from safehold.catalog.dignity_script import load_dignity_script
from safehold.desk.cases.models import Case
from safehold.desk.members.permissions import requires_role
from safehold.desk.support import queries, rules
from safehold.desk.support.permissions import opens_support
from safehold.desk.vault.permissions import unlocked_of
from safehold.web import clock


@require_safe
@opens_support
def show_support(request: HttpRequest, case: Case) -> HttpResponse:
    """Show risk, plan, needs and devices."""
    return _show(request, case, "support/case.html")


@require_safe
@opens_support
def print_plan(request: HttpRequest, case: Case) -> HttpResponse:
    """Show the plan alone, for paper: nothing on it says whose it is or who made it."""
    return _show(request, case, "support/print.html")


def _show(request: HttpRequest, case: Case, template: str) -> HttpResponse:
    support, on = queries.open_support(unlocked_of(request), case), clock.today()
    risk = support.risks[0] if support.risks else None
    context = {
        "case": case,
        "support": support,
        "risk": risk,
        "risk_overdue": risk is not None and rules.is_overdue(risk.row.reassess_on, on),
        "needs": [(need, rules.is_overdue(need.row.follow_up_on, on)) for need in support.needs],
        "on": on,
    }
    return render(request, template, context)


@requires_role("lead", "caseworker")
@require_safe
def show_script(request: HttpRequest) -> HttpResponse:
    """Show what to say when somebody comes to talk. It is about nobody, so nothing has to be unlocked."""
    script, language = load_dignity_script(), request.LANGUAGE_CODE
    steps = [
        {"label": step.label(language), "do": step.to_do(language), "say": step.to_say(language)}
        for step in script.steps
    ]
    return render(request, "support/script.html", {"steps": steps, "version": script.version})
