# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The log: where it stands, whether it holds, who cosigned it; and the figures of a year."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from safehold.core.influence import annual_report_due
from safehold.desk.registrar import actions, queries
from safehold.desk.registrar.errors import LogBroken, StateWrong
from safehold.desk.registrar.forms import FiguresForm
from safehold.desk.registrar.models import Office
from safehold.desk.registrar.permissions import posted_in_the_office, shown_in_the_office
from safehold.desk.registrar.queries.figures import count_year
from safehold.desk.registrar.words import FAULTS
from safehold.desk.vault.permissions import unlocked_of
from safehold.public.register import queries as published
from safehold.web import clock


@shown_in_the_office
def show(request: HttpRequest, office: Office) -> HttpResponse:
    """Show the newest checkpoint, what the public side has of it, and who cosigned it."""
    last = queries.find_last_checkpoint()
    context = {
        "office": office,
        "head": queries.read_head(office),
        "last": last,
        "note": bytes(last.note).decode() if last else "",
        "cosignatures": queries.list_cosignatures(last) if last else [],
        "replays": queries.list_replays(),
        "ahead": max(published.count_leaves() - queries.read_head(office).size, 0),
        "catch_ups": queries.list_catch_ups(office),
    }
    return render(request, "registrar/log.html", context)


@posted_in_the_office
def verify(request: HttpRequest, office: Office) -> HttpResponse:
    """Read the whole log again, and say what was found."""
    try:
        count = actions.verify_log(office)
    except LogBroken as broken:
        messages.error(request, str(FAULTS[broken.kind]) % {"position": broken.position})
    else:
        messages.success(
            request,
            _("All %(count)d leaves are what was appended, and every checkpoint holds.") % {"count": count},
        )
    return HttpResponseRedirect(reverse("registrar:log"))


@posted_in_the_office
def catch_up(request: HttpRequest, office: Office) -> HttpResponse:  # noqa: ARG001
    """Fetch what was published and this desk, put back to an older day, does not have."""
    try:
        done = actions.catch_up(unlocked_of(request), clock.today())
    except LogBroken as broken:
        messages.error(request, str(FAULTS[broken.kind]) % {"position": broken.position})
        messages.error(
            request, _("Nothing was fetched, and nothing is signed. Ask for help before you go on.")
        )
    except StateWrong:
        messages.info(request, _("Nothing that is signed is missing here."))
    else:
        count = done.end - done.start
        said = _("Fetched %(count)d leaves. Below stands what did not come back.") % {"count": count}
        messages.success(request, said)
    return HttpResponseRedirect(reverse("registrar:log"))


@shown_in_the_office
def figures(request: HttpRequest, office: Office) -> HttpResponse:
    """Count what a year brought, for the annual report."""
    on = clock.today()
    form = FiguresForm(request.GET or None)
    data = form.cleaned_data if form.is_valid() else {}
    start = data.get("start") or date(on.year, 1, 1)
    end = data.get("end") or on
    context = {
        "form": form,
        "start": start,
        "end": end,
        "figures": count_year(office, start, end),
        "report_due": annual_report_due(end) if data.get("end") else None,
    }
    return render(request, "registrar/figures.html", context)
