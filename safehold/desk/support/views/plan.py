# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Steps of the safety plan."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from safehold.desk.cases.models import Case
from safehold.desk.support import actions, forms, queries
from safehold.desk.support.permissions import opens_support, posted_to_support
from safehold.desk.support.views.parts import back_to, show_form
from safehold.desk.vault.permissions import unlocked_of
from safehold.web import clock


@require_http_methods(["GET", "HEAD", "POST"])
@opens_support
def add_step(request: HttpRequest, case: Case) -> HttpResponse:
    if request.method != "POST":
        initial = {"part": request.GET.get("part", "")}
        return _ask(request, case, forms.StepForm(initial=initial))
    form = forms.StepForm(request.POST)
    if not form.is_valid():
        return _ask(request, case, form)
    actions.add_step(unlocked_of(request), case, form.words(), clock.today(), once=form.cleaned_data["once"])
    return back_to(case, "plan")


@require_http_methods(["GET", "HEAD", "POST"])
@opens_support
def change_step(request: HttpRequest, case: Case, step_id: UUID) -> HttpResponse:
    step, unlocked = queries.access_step(case, step_id), unlocked_of(request)
    if request.method == "POST":
        form = forms.StepForm(request.POST)
        if form.is_valid():
            actions.change_step(unlocked, step, form.words(), clock.today())
            return back_to(case, "plan")
    else:
        opened = queries.open_one_step(unlocked, step)
        words = {"part": opened.part, "what": opened.what, "who": opened.who, "when": opened.when}
        form = forms.StepForm(initial=words)
    return _ask(request, case, form, step_id)


@posted_to_support
def mark_step(request: HttpRequest, case: Case, step_id: UUID) -> HttpResponse:
    step = queries.access_step(case, step_id)
    actions.mark_step(unlocked_of(request), step, request.POST.get("done") != "no", clock.today())
    return back_to(case, "plan")


@posted_to_support
def remove_step(request: HttpRequest, case: Case, step_id: UUID) -> HttpResponse:
    actions.remove_step(unlocked_of(request), queries.access_step(case, step_id), clock.today())
    return back_to(case, "plan")


def _ask(request: HttpRequest, case: Case, form: forms.StepForm, step_id: UUID | None = None) -> HttpResponse:
    heading = _("Change a step") if step_id else _("A step of the safety plan")
    return show_form(request, case, form, heading, _("Keep this step"), "support/step.html", step_id=step_id)
