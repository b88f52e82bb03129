# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Step 1, the form; step 2, reading through what will be sent. Nothing is stored by either."""

from dataclasses import dataclass

from django.forms import BoundField, ChoiceField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from safehold.public.reporting import queries, rules
from safehold.public.reporting.errors import DeskNotOpen
from safehold.public.reporting.forms import ReportForm, shown_choices
from safehold.public.reporting.views.posting import posted_from
from safehold.web.forms import Option

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, language: str) -> HttpResponse:
    """Show the form: empty, or with everything that came from the review page or from another language."""
    try:
        coalition = queries.load_coalition()
    except DeskNotOpen:
        return not_open(request)
    if request.method == "POST":
        report = ReportForm.refilled(request.POST, coalition)
        if report.is_untouched():
            return HttpResponseRedirect(reverse("reporting:form", args=[language]))
        return show_form(request, report)
    return show_form(request, ReportForm(coalition=coalition))


@posted_from("form")
def review(request: HttpRequest, language: str) -> HttpResponse:  # noqa: ARG001
    """Show everything as it will be sent, with the future receipt beside it."""
    try:
        report = ReportForm(request.POST, coalition=queries.load_coalition())
    except DeskNotOpen:
        return not_open(request)
    if not report.is_valid():
        return show_form(request, report, status=UNPROCESSABLE)
    fields = visible(report)
    context = {
        "shown": [each for each in map(show, fields) if each.words or each.labels],
        "no_answer": "contact" not in (report["consents"].value() or []),
        "empty": [field.label for field in fields if not field.value() and field.name != "hurt_soon"],
        "carried": carry(report),
        "unreadable": rules.has_unreadable(str(field.value()) for field in fields),
    }
    return render(request, "reporting/review.html", context)


def show_form(request: HttpRequest, report: ReportForm, status: int = 200) -> HttpResponse:
    return render(request, "reporting/form.html", {"form": report, "parts": report.parts()}, status=status)


def not_open(request: HttpRequest) -> HttpResponse:
    return render(request, "reporting/not_open.html", status=503 if request.method == "POST" else 200)


@dataclass(frozen=True)
class Shown:
    """One thing that was typed or chosen, as the review page shows it."""

    label: str
    words: str
    labels: list[str | Option]


def show(field: BoundField) -> Shown:
    value = field.value()
    if isinstance(field.field, ChoiceField):
        return Shown(str(field.label), "", shown_choices(field))
    if field.name == "hurt_soon":
        return Shown("", "", [str(field.label)] if value else [])
    return Shown(str(field.label), value or "", [])


def visible(report: ReportForm) -> list[BoundField]:
    """The fields in the order of the page; the size of a group only where there is a group."""
    hidden = {"receipt"} | ({"group_size"} if report["reporting_for"].value() != "group" else set())
    return [field for field in report if field.name not in hidden]


def carry(report: ReportForm) -> list[str]:
    """Everything that was typed as hidden fields, and the receipt, new if the form had none."""
    fields = [field.as_hidden() for field in report if field.value() and field.name != "receipt"]
    receipt = report.fields["receipt"].widget.render("receipt", report.read_receipt().digits)
    return [*fields, receipt]
