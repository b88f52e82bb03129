# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is done with one task, and a member's calendar. The lists stand in home: they show the cases too."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from safehold.desk.members.permissions import member_of, requires_role
from safehold.desk.tasks import actions, feeds, forms, queries
from safehold.desk.vault.permissions import admitted_required, unlocked_required
from safehold.web import clock

if TYPE_CHECKING:
    from safehold.desk.tasks.models import Task
    from safehold.web.forms import SafeholdForm

TaskView = Callable[[HttpRequest, "Task"], HttpResponse]
AddressedView = Callable[[HttpRequest, UUID], HttpResponse]


def posted_to_task(view: TaskView) -> AddressedView:
    """Let a view run with the task of its address, after a POST, while the member is unlocked."""

    @wraps(view)
    @require_POST
    def guarded(request: HttpRequest, task_id: UUID) -> HttpResponse:
        task = queries.access_task(member_of(request), task_id)
        return unlocked_required(view)(request, task)

    return guarded


@posted_to_task
def done(request: HttpRequest, task: Task) -> HttpResponse:
    following = actions.mark_done(task, member_of(request), clock.today())
    text = _("Done. It comes again, and the next turn is in the list.") if following else _("Done.")
    messages.success(request, text)
    return go_back(request)


@posted_to_task
def undone(request: HttpRequest, task: Task) -> HttpResponse:
    actions.mark_undone(task, member_of(request), clock.today())
    return go_back(request)


@posted_to_task
def postpone(request: HttpRequest, task: Task) -> HttpResponse:
    form = forms.PostponeForm(request.POST)
    if not form.is_valid():
        return ask_again(request, form, _("Choose another day"), _("Keep this day"))
    actions.postpone_task(task, form.cleaned_data["due_on"], member_of(request), clock.today())
    return go_back(request)


@posted_to_task
def give(request: HttpRequest, task: Task) -> HttpResponse:
    form = forms.GiveForm(task.organisation_id, request.POST)
    if not form.is_valid():
        return ask_again(request, form, _("Give the task to somebody"), _("Give the task"))
    actions.give_task(task, form.holder(), member_of(request), clock.today())
    return go_back(request)


@requires_role("lead", "caseworker")
@admitted_required
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Explain the calendar address; it was shown once and is not known here."""
    return render(request, "tasks/calendar.html", {"calendar": queries.find_calendar(member_of(request))})


@requires_role("lead", "caseworker")
@require_POST
@unlocked_required
def new_calendar(request: HttpRequest) -> HttpResponse:
    """Make an address, or a new one in place of the old, and show it in the answer: never again after that."""
    capability = actions.make_calendar(member_of(request), clock.today())
    address = request.build_absolute_uri(reverse("tasks:feed", args=[capability]))
    return render(request, "tasks/calendar_made.html", {"address": address})


@requires_role("lead", "caseworker")
@require_POST
@unlocked_required
def end_calendar(request: HttpRequest) -> HttpResponse:
    actions.end_calendar(member_of(request), clock.today())
    messages.success(request, _("The calendar address has ended. A calendar that still asks gets nothing."))
    return HttpResponseRedirect(reverse("tasks:calendar"))


@login_not_required
@require_safe
def feed(request: HttpRequest, capability: str) -> HttpResponse:  # noqa: ARG001 - the address is all it takes
    """Answer a calendar program, which cannot sign in. Whoever has the address reads kinds, references and days."""
    member = queries.open_calendar(capability)
    with override(member.language):
        body = feeds.write_calendar(queries.list_dated(member))
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    add_never_cache_headers(response)
    return response


def go_back(request: HttpRequest) -> HttpResponse:
    """Lead back to the page from which the task was changed."""
    back = request.POST.get("back", "")
    is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return HttpResponseRedirect(back if is_ours else reverse("home:tasks"))


def ask_again(request: HttpRequest, form: SafeholdForm, heading: str, action: str) -> HttpResponse:
    """Show one form with what is wrong with it and everything that was typed."""
    context = {"form": form, "heading": heading, "action": action, "back": request.POST.get("back", "")}
    return render(request, "tasks/ask_again.html", context, status=422)
