# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where a page of a family leads: back to the file, or to the same form with what is wrong."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from safehold.desk.cases.models import Case
from safehold.desk.families.models import FamilyFile
from safehold.web.forms import SafeholdForm

ASK_AGAIN = 422


def back_to(case: Case, family: FamilyFile, part: str = "") -> HttpResponse:
    """Lead to a file, at the part that changed."""
    address = reverse("families:family", args=[case.id, family.id])
    return HttpResponseRedirect(f"{address}#{part}" if part else address)


def show_form(
    request: HttpRequest, case: Case, form: SafeholdForm, template: str = "families/form.html", **context: Any
) -> HttpResponse:
    """Show a page with a form: as it was asked for, or with what is wrong and everything that was typed."""
    status = ASK_AGAIN if form.errors else 200
    return render(request, template, {"case": case, "form": form, **context}, status=status)
