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

from safehold.desk.registrar import actions, queries
from safehold.desk.registrar.errors import LogBroken
from safehold.desk.registrar.forms import FiguresForm
from safehold.desk.registrar.models import Office
from safehold.desk.registrar.permissions import posted_in_the_office, shown_in_the_office
from safehold.desk.registrar.queries.figures import count_year
from safehold.desk.registrar.words import FAULTS
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


@shown_in_the_office
def figures(request: HttpRequest, office: Office) -> HttpResponse:
    """Count what a year brought, for the annual report."""
    on = clock.today()
    form = FiguresForm(request.GET or None)
    data = form.cleaned_data if form.is_valid() else {}
    start = data.get("start") or date(on.year, 1, 1)
    end = data.get("end") or on
    context = {"form": form, "start": start, "end": end, "figures": count_year(office, start, end)}
    return render(request, "registrar/figures.html", context)
