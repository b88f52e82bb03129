# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Compliance agreements."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from safehold.core.influence import may_publish_agreement
from safehold.desk.registrar import actions, adapters, queries
from safehold.desk.registrar.forms import AgreementForm, OutcomeForm
from safehold.desk.registrar.models import Agreement, Entry, Notice, Office
from safehold.desk.registrar.permissions import in_the_office, posted_in_the_office, shown_in_the_office
from safehold.desk.registrar.rules.scheme import is_over
from safehold.desk.registrar.views.answers import judged
from safehold.desk.vault.permissions import unlocked_of
from safehold.web import clock
from safehold.web.references import read_id


@shown_in_the_office
def list_agreements(request: HttpRequest, office: Office) -> HttpResponse:
    """Show which run, and until when."""
    on = clock.today()
    rows = queries.list_agreements(office)
    context = {
        "rows": [
            (row, row.due_on is not None and not row.ended_on and is_over(row.due_on, on)) for row in rows
        ],
        "publishing": may_publish_agreement(adapters.read_scheme(), on).value,
    }
    return render(request, "registrar/agreements.html", context)


@require_http_methods(["GET", "POST"])
@in_the_office
def new(request: HttpRequest, office: Office) -> HttpResponse:
    """Propose to make one: a second person decides. About an entry or a notice, which the address names."""
    entry, notice = _about(request, office)
    form = AgreementForm(request.POST or None, initial=_known(request, office, entry, notice))
    context = {
        "form": form,
        "entry": entry,
        "notice": notice,
        "publishing": may_publish_agreement(adapters.read_scheme(), clock.today()).value,
    }
    if request.method != "POST":
        return render(request, "registrar/new_agreement.html", context)
    return judged(
        request,
        form,
        lambda: render(request, "registrar/new_agreement.html", context, status=422),
        lambda data: actions.propose_agreement(
            unlocked_of(request), form.agreed(), data["words"], clock.today(), entry=entry, notice=notice
        ),
        _("Proposed. Another registrar confirms it, or does not."),
        reverse("registrar:filings"),
    )


def _about(request: HttpRequest, office: Office) -> tuple[Entry | None, Notice | None]:
    notice_id, entry_id = (read_id(request.GET.get(name, "")) for name in ("notice", "entry"))
    if notice_id:
        notice = queries.access_notice(office, notice_id)
        return notice.entry, notice
    return queries.find_entry(entry_id), None


def _known(
    request: HttpRequest, office: Office, entry: Entry | None, notice: Notice | None
) -> dict[str, str]:
    """What is known already of whom it is about."""
    if notice is not None:
        document = queries.open_notice(queries.open_key(unlocked_of(request), office), notice)
        return {"name": document["notice"]["name"], "provision": notice.provision}
    return {"name": queries.name_entries([entry]).get(entry.pk, "")} if entry else {}


@shown_in_the_office
def show(request: HttpRequest, office: Office, agreement_id: UUID) -> HttpResponse:
    return _page(request, office, queries.access_agreement(office, agreement_id))


def _page(request: HttpRequest, office: Office, agreement: Agreement, **bound: Any) -> HttpResponse:
    context = {
        "agreement": agreement,
        "document": queries.open_agreement(queries.open_key(unlocked_of(request), office), agreement),
        "is_over": agreement.due_on is not None and is_over(agreement.due_on, clock.today()),
        "outcome_form": bound.get("outcome_form") or OutcomeForm(auto_id="outcome_%s"),
    }
    return render(request, "registrar/agreement.html", context, status=422 if bound else 200)


@posted_in_the_office
def end(request: HttpRequest, office: Office, agreement_id: UUID) -> HttpResponse:
    """Propose to say that it was kept, or broken: a second person decides."""
    agreement = queries.access_agreement(office, agreement_id)
    form = OutcomeForm(request.POST, auto_id="outcome_%s")
    return judged(
        request,
        form,
        lambda: _page(request, office, agreement, outcome_form=form),
        lambda data: actions.propose_outcome(
            unlocked_of(request), agreement, data["words"], clock.today(), kept=form.was_kept
        ),
        _("Proposed. Another registrar confirms it, or does not."),
        reverse("registrar:agreement", args=[agreement.pk]),
    )
