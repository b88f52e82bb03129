# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sharing a case: what is shared already, choosing, seeing what they will see, offering, calling back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from safehold.desk.cases import actions as case_actions
from safehold.desk.cases import queries as cases
from safehold.desk.cases.models import Case
from safehold.desk.cases.permissions import lead_to_where_it_is_read
from safehold.desk.sharing import actions, queries, rules
from safehold.desk.sharing.errors import NothingChosen
from safehold.desk.sharing.forms import OfferForm
from safehold.desk.sharing.permissions import posted_about_case, shares_case
from safehold.desk.sharing.views.answers import REFUSALS, explain
from safehold.desk.vault.permissions import unlocked_of
from safehold.web import clock


@shares_case
@require_safe
def show_case(request: HttpRequest, case: Case) -> HttpResponse:
    """Show with whom a case is shared, what was offered, and where it came from."""
    unlocked, on = unlocked_of(request), clock.today()
    opened = cases.open_contents(unlocked, case)
    case_actions.record_reading(opened, unlocked.member, on)
    report_ids = [report.row.pk for report in opened.reports]
    context = {
        "case": opened.row,
        "title": opened.title,
        "offers": [offer for each in cases.list_family(case) for offer in queries.list_sent(each)],
        "shares": [share for each in cases.list_family(case) for share in queries.list_shares_of(each)],
        "givers": queries.list_givers(case),
        "on_their_way": queries.count_on_their_way(case, report_ids),
        "ours": case.organisation_id,
        "on": on,
    }
    return render(request, "sharing/case.html", context)


@shares_case
@require_http_methods(["GET", "HEAD", "POST"])
def pick(request: HttpRequest, case: Case) -> HttpResponse:
    """Choose what they get; then show what they will see; then offer it."""
    if case.merged_into_id:
        return lead_to_where_it_is_read(request, case, "sharing:pick")
    unlocked, on = unlocked_of(request), clock.today()
    material = queries.gather(unlocked, case)
    case_actions.record_reading(material.opened, unlocked.member, on)
    form = _form(request, case, material)
    if not form.is_bound or "change" in request.POST or not form.is_valid():
        return _show_form(request, case, material, form)
    try:
        receiver = queries.access_receiver(case.organisation_id, form.receiver_id)
        content = queries.build_content(material, form.choice(), unlocked.member.role)
        data = form.cleaned_data
        if data["kind"] == rules.Kind.REFERRAL and rules.is_empty(content):
            raise NothingChosen
        if "offer" not in request.POST:
            return _show_preview(request, case, material, form, receiver, content)
        draft = actions.Draft(receiver, data["kind"], data["words"], form.choice())
        actions.offer_case(unlocked, case, draft, on, data["once"])
    except REFUSALS as refusal:
        form.add_error(None, explain(refusal))
        return _show_form(request, case, material, form)
    messages.success(request, _("Offered. You see here what they answer."))
    return HttpResponseRedirect(reverse("sharing:case", args=[case.pk]))


def _form(request: HttpRequest, case: Case, material: queries.Material) -> OfferForm:
    subjects, on = cases.list_consent_subjects(case), clock.today()
    receivers = [
        (each, queries.is_agreed(subjects, each.pk, on))
        for each in queries.list_receivers(case.organisation_id)
    ]
    typed = [request.POST] if request.method == "POST" else []
    return OfferForm(unlocked_of(request).member.role, receivers, material, *typed, auto_id="offer_%s")


def _show_form(request: HttpRequest, case: Case, material: queries.Material, form: OfferForm) -> HttpResponse:
    context = {"case": case, "title": material.opened.title, "form": form}
    is_wrong = form.is_bound and "change" not in request.POST
    return render(request, "sharing/pick.html", context, status=422 if is_wrong else 200)


def _show_preview(
    request: HttpRequest, case: Case, material: queries.Material, form: OfferForm, receiver: Any, content: Any
) -> HttpResponse:
    on, subjects = clock.today(), cases.list_consent_subjects(case)
    context = {
        "case": case,
        "title": material.opened.title,
        "receiver": receiver,
        "content": content,
        "words": form.cleaned_data["words"],
        "is_transfer": form.cleaned_data["kind"] == rules.Kind.TRANSFER,
        "typed": form.list_typed(),
        "agreed": queries.is_agreed(subjects, receiver.pk, on),
        "until": rules.expires_on(on),
        "counts": _counts(material),
    }
    return render(request, "sharing/preview.html", context)


def _counts(material: queries.Material) -> dict[str, int]:
    opened = material.opened
    return {
        "reports": len(opened.reports),
        "messages": len(opened.messages),
        "notes": len(opened.notes),
        "files": len(material.items),
        "incidents": len(material.incidents),
        "people": len(material.people),
    }


@shares_case
@require_safe
def show_sent(request: HttpRequest, case: Case, sent_id: UUID) -> HttpResponse:
    """Show what was offered, word for word."""
    unlocked = unlocked_of(request)
    offer = queries.access_sent(case, sent_id)
    opened = cases.open_contents(unlocked, case)
    case_actions.record_reading(opened, unlocked.member, clock.today())
    context = {
        "case": case,
        "title": opened.title,
        "offer": queries.open_offers(unlocked, case, [offer])[0],
        "share": next((each for each in queries.list_shares_of(case) if each.pk == offer.pk), None),
    }
    return render(request, "sharing/sent.html", context)


@posted_about_case
def recall(request: HttpRequest, case: Case, sent_id: UUID) -> HttpResponse:
    """Call an offer or a share back; where it was open on their side, it gets a new key at once."""
    offer, unlocked, on = queries.access_sent(case, sent_id), unlocked_of(request), clock.today()
    try:
        actions.recall_offer(unlocked, offer, on)
        actions.reseal_due(unlocked, on)
    except REFUSALS as refusal:
        messages.error(request, explain(refusal))
    else:
        messages.success(request, _("Called back. They open nothing of it any more."))
    return HttpResponseRedirect(reverse("sharing:case", args=[case.merged_into_id or case.pk]))
