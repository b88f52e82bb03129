# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The actors of every case that a member opens, and screening those that wait for it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from safehold.desk.actors import actions, queries
from safehold.desk.actors.models import ActorKind
from safehold.desk.cases import actions as cases
from safehold.desk.cases.queries import open_titles
from safehold.desk.members.permissions import member_of, requires_role
from safehold.desk.vault.permissions import admitted_required, unlocked_of, unlocked_required
from safehold.web import clock

PAGE_LENGTH = 50


@requires_role("lead", "caseworker")
@admitted_required
@require_safe
@unlocked_required
def list_actors(request: HttpRequest) -> HttpResponse:
    """Show actors by name, with what waits for a decision. Reading the list is a row in the audit."""
    unlocked, member = unlocked_of(request), member_of(request)
    kind = request.GET.get("kind", "")
    kind = kind if kind in ActorKind.values else ""
    rows = queries.list_actors(member, kind)
    page = Paginator(rows, PAGE_LENGTH).get_page(request.GET.get("page"))
    cases.record_listing(member, clock.today())
    opened = queries.open_heads(unlocked, page.object_list)
    organisation_id = member.organisation_id
    context = {
        "page": page,
        "actors": opened,
        "titles": open_titles(unlocked, {each.row.case for each in opened}),
        "kind": kind,
        "kinds": ActorKind.choices,
        "waiting": queries.count_waiting(organisation_id, queries.newest_number(organisation_id)),
        "lists": queries.list_lists(organisation_id),
    }
    return render(request, "actors/list.html", context)


@requires_role("lead", "caseworker")
@admitted_required
@require_POST
@unlocked_required
def screen_waiting(request: HttpRequest) -> HttpResponse:
    """Screen now what waits for the newest lists."""
    done = actions.screen_waiting(unlocked_of(request), clock.today())
    said = ngettext(
        "%(n)d name was screened against the newest lists.",
        "%(n)d names were screened against the newest lists.",
        done,
    )
    messages.success(request, said % {"n": done} if done else _("Every name has been screened already."))
    return redirect("actors:list")
