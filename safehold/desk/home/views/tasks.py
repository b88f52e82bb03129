# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tasks: mine and the organisation's, those of one case, and one of them. What is done with one: the room of tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from safehold.desk.cases import actions as case_actions
from safehold.desk.cases import queries as cases
from safehold.desk.cases.models import Case
from safehold.desk.cases.permissions import works_on_case
from safehold.desk.home import actions, queries
from safehold.desk.home.forms import AddTaskForm
from safehold.desk.members.permissions import member_of, requires_role
from safehold.desk.tasks import queries as tasks
from safehold.desk.tasks import rules
from safehold.desk.vault.permissions import admitted_required, find_unlocked, unlocked_of
from safehold.web import clock

if TYPE_CHECKING:
    from safehold.desk.members.models import Member

PAGE_LENGTH = 50


class Tab(NamedTuple):
    whose: str
    label: str
    total: int


@requires_role("lead", "caseworker")
@admitted_required
@require_safe
def list_tasks(request: HttpRequest) -> HttpResponse:
    """Show tasks: kinds and days to whoever is signed in, words and titles only while unlocked."""
    member, on, unlocked = member_of(request), clock.today(), find_unlocked(request)
    whose = request.GET.get("whose", "")
    chosen = tasks.TaskFilter(whose if whose in tasks.WHOSE else tasks.MINE, done="done" in request.GET)
    rows = tasks.list_tasks(member, chosen, urgency=queries.urgency_of_case(member), on=on)
    page = Paginator(rows, PAGE_LENGTH).get_page(request.GET.get("page"))
    if unlocked:
        case_actions.record_listing(member, on)
    context = {
        "chosen": chosen,
        "tabs": list_tabs(member),
        "page": page,
        "lines": queries.describe_tasks(member, unlocked, page.object_list, on),
        "unlocked": unlocked,
    }
    return render(request, "home/tasks.html", context)


def list_tabs(member: Member) -> list[Tab]:
    counted = tasks.count_by_holder(member)
    labels = {tasks.MINE: _("Mine"), tasks.EVERYBODY: _("Everybody's"), tasks.NOBODY: _("Nobody's")}
    return [Tab(whose, labels[whose], counted[whose]) for whose in tasks.WHOSE]


@requires_role("lead", "caseworker")
@admitted_required
@require_safe
def show_task(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """Show one task and what can be done with it."""
    member, on = member_of(request), clock.today()
    task = tasks.access_task(member, task_id)
    unlocked = find_unlocked(request)
    [line] = queries.describe_tasks(member, unlocked, [task], on)
    context = {
        "line": line,
        "unlocked": unlocked,
        "later": [rules.days_later(task.due_on, days, on) for days in rules.POSTPONE_DAYS],
    }
    return render(request, "home/task.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@works_on_case
def list_case_tasks(request: HttpRequest, case: Case) -> HttpResponse:
    """Show what has to be done in a case, and add to it."""
    member, on, unlocked = member_of(request), clock.today(), unlocked_of(request)
    form = AddTaskForm(member, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.add_task(
            unlocked,
            case,
            data["words"],
            data["due_on"],
            form.repeats(),
            form.holder(),
            on,
            data["once"],
        )
        messages.success(request, _("The task is kept, sealed in the case."))
        return HttpResponseRedirect(reverse("home:case_tasks", args=[case.id]))
    lines = queries.describe_tasks(
        member, unlocked, tasks.list_of_cases(member, cases.list_family_ids(case)), on
    )
    context = {
        "case": case,
        "title": cases.open_head(unlocked, case).title,
        "open_lines": [line for line in lines if not line.task.done_on],
        "done_lines": [line for line in lines if line.task.done_on],
        "form": form,
    }
    return render(request, "home/case_tasks.html", context, status=422 if form.is_bound else 200)
