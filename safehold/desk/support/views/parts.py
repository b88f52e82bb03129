# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How every page here is drawn: with one form, under the way back to the case."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from safehold.desk.cases.models import Case
from safehold.web.forms import SafeholdForm


def back_to(case: Case, part: str = "") -> HttpResponse:
    """Lead back to the support of a case, at the part that changed."""
    address = reverse("support:case", args=[case.id])
    return HttpResponseRedirect(f"{address}#{part}" if part else address)


def show_form(
    request: HttpRequest,
    case: Case,
    form: SafeholdForm,
    heading: str,
    action: str,
    template: str = "support/form.html",
    **context: Any,
) -> HttpResponse:
    """Show one form; with what is wrong and everything that was typed when it was sent before."""
    context = {"case": case, "form": form, "heading": heading, "action": action} | context
    refused = form.is_bound or context.get("chosen_again")
    return render(request, template, context, status=422 if refused else 200)
