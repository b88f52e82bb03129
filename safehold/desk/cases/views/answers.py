# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where a page of a case leads: back to the case, or to the same form with what is wrong."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse

from safehold.desk.cases.models import Case
from safehold.web.forms import SafeholdForm

ASK_AGAIN = 422


def back_to(case: Case, part: str = "", page: str = "home:case", *ids: UUID) -> HttpResponse:
    """Lead back to a page of the case, at the part that changed; of a case that is read in another, to that one."""
    address = reverse(page, args=[case.merged_into_id or case.id, *ids])
    return HttpResponseRedirect(f"{address}#{part}" if part else address)


def ask_again(
    request: HttpRequest, case: Case, form: SafeholdForm, heading: str, action: str
) -> HttpResponse:
    """Show one form with what is wrong with it and everything that was typed."""
    context = {"case": case, "form": form, "heading": heading, "action": action}
    return render(request, "cases/ask_again.html", context, status=ASK_AGAIN)


def what_was_posted(request: HttpRequest) -> QueryDict | None:
    """Return what a form is bound to: nothing, while it is only asked for."""
    return request.POST if request.method == "POST" else None


def show_form(
    request: HttpRequest, case: Case, template: str, form: SafeholdForm, **context: Any
) -> HttpResponse:
    """Show a page with a form: as it was asked for, or with what is wrong and everything that was typed."""
    status = ASK_AGAIN if form.errors else 200
    return render(request, template, {"case": case, "form": form, **context}, status=status)
