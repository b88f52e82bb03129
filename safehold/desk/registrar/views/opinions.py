# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Advisory opinions, which only who asked reads, and interpretation bulletins, which everybody does."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from safehold.desk.registrar import actions, queries
from safehold.desk.registrar.forms import BulletinForm, OpinionForm
from safehold.desk.registrar.models import Filing, Office
from safehold.desk.registrar.permissions import in_the_office, shown_in_the_office
from safehold.desk.registrar.templatetags.registrar_parts import language
from safehold.desk.registrar.views.answers import judged
from safehold.desk.vault.permissions import unlocked_of
from safehold.web import clock

QUESTION = "question"


@shown_in_the_office
def list_opinions(request: HttpRequest, office: Office) -> HttpResponse:
    """Show questions that wait, opinions that were given, and bulletins."""
    waiting = queries.list_filings(office, Filing.State.WAITING)
    bulletins = queries.list_bulletins()
    context = {
        "waiting": [row for row in waiting if row.kind == QUESTION],
        "opinions": queries.list_opinions(office),
        "bulletins": [(leaf, said.get(f"subject_{language()}", "")) for leaf, said in bulletins],
    }
    return render(request, "registrar/opinions.html", context)


@shown_in_the_office
def show(request: HttpRequest, office: Office, opinion_id: UUID) -> HttpResponse:
    opinion = queries.access_opinion(office, opinion_id)
    key = queries.open_key(unlocked_of(request), office)
    context = {"opinion": opinion, "document": queries.open_opinion(key, opinion)}
    return render(request, "registrar/opinion.html", context)


@require_http_methods(["GET", "POST"])
@in_the_office
def new(request: HttpRequest, office: Office) -> HttpResponse:  # noqa: ARG001
    """Write down an opinion on what came by letter or by word of mouth."""
    form = OpinionForm(request.POST or None)
    if request.method != "POST":
        return render(request, "registrar/new_opinion.html", {"form": form})
    return judged(
        request,
        form,
        lambda: render(request, "registrar/new_opinion.html", {"form": form}, status=422),
        lambda data: actions.give_opinion(
            unlocked_of(request), data["asked_by"], data["question"], form.answered(), clock.today()
        ),
        _("Written down. Nobody outside the office sees it: give it to who asked."),
        reverse("registrar:opinions"),
    )


@require_http_methods(["GET", "POST"])
@in_the_office
def new_bulletin(request: HttpRequest, office: Office) -> HttpResponse:  # noqa: ARG001
    """Publish a bulletin."""
    form = BulletinForm(request.POST or None)
    if request.method != "POST":
        return render(request, "registrar/new_bulletin.html", {"form": form})
    return judged(
        request,
        form,
        lambda: render(request, "registrar/new_bulletin.html", {"form": form}, status=422),
        lambda _data: actions.issue_bulletin(unlocked_of(request), form.bulletin(), clock.today()),
        _("Published. It is on the public site within a minute."),
        reverse("registrar:opinions"),
    )
