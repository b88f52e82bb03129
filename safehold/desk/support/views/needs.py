# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Needs, and what became of them."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from safehold.desk.cases.models import Case
from safehold.desk.support import actions, forms, queries
from safehold.desk.support.permissions import opens_support
from safehold.desk.support.views.parts import back_to, show_form
from safehold.desk.vault.permissions import unlocked_of
from safehold.web import clock


@require_http_methods(["GET", "HEAD", "POST"])
@opens_support
def add_need(request: HttpRequest, case: Case) -> HttpResponse:
    form = forms.NeedForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        actions.add_need(
            unlocked_of(request),
            case,
            data["need"],
            data["words"],
            form.move(),
            clock.today(),
            once=data["once"],
        )
        return back_to(case, "needs")
    return show_form(request, case, form, _("What do they need?"), _("Keep this need"))


@require_http_methods(["GET", "HEAD", "POST"])
@opens_support
def move_need(request: HttpRequest, case: Case, need_id: UUID) -> HttpResponse:
    need, unlocked = queries.access_need(case, need_id), unlocked_of(request)
    if request.method == "POST":
        form = forms.MoveForm(request.POST)
        if form.is_valid():
            actions.move_need(unlocked, need, form.move(), clock.today())
            return back_to(case, "needs")
    else:
        now = {"state": need.state, "service": need.service, "follow_up_on": need.follow_up_on}
        form = forms.MoveForm(initial=now)
    opened = queries.open_one_need(unlocked, need)
    heading = _("What became of it?")
    return show_form(request, case, form, heading, _("Keep this"), "support/need.html", need=opened)
