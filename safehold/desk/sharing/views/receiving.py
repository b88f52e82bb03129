# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What other organisations offer: a list without content, then who asks and why, then taking it or giving it back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from safehold.desk.members.permissions import member_of, requires_role
from safehold.desk.sharing import actions, queries
from safehold.desk.sharing.forms import CLASS_LABELS, RejectForm
from safehold.desk.sharing.models import Kind, Offer, State
from safehold.desk.sharing.permissions import ROLES
from safehold.desk.sharing.views.answers import REFUSALS, explain
from safehold.desk.vault.permissions import admitted_required, unlocked_of, unlocked_required
from safehold.web import clock


@requires_role(*ROLES)
@admitted_required
@require_safe
def list_shared(request: HttpRequest) -> HttpResponse:
    """Show what waits, what is shared with us, and which cases went elsewhere. Nothing here is sealed."""
    member, on = member_of(request), clock.today()
    context = {
        "offers": queries.list_waiting(member, on),
        "shares": queries.list_shares(member),
        "departures": queries.list_departures(member),
    }
    return render(request, "sharing/list.html", context)


@requires_role(*ROLES)
@require_safe
def show_offer(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """Show who asks and why. The rest is opened only when it is taken."""
    offer = queries.access_received(member_of(request), offer_id)
    return unlocked_required(_show)(request, offer)


def _show(request: HttpRequest, offer: Offer, form: RejectForm | None = None) -> HttpResponse:
    context: dict[str, object] = {"offer": offer, "form": form or RejectForm(auto_id="reject_%s")}
    if offer.state == State.WAITING and offer.expires_on >= clock.today():
        try:
            cover = actions.read_cover(unlocked_of(request), offer)
            context["words"] = cover.words
            context["classes"] = [
                (CLASS_LABELS[k], cover.classes[k]) for k in CLASS_LABELS if k in cover.classes
            ]
            context["is_waiting"] = True
        except REFUSALS as refusal:
            context["refusal"] = explain(refusal)
    return render(request, "sharing/offer.html", context, status=422 if form else 200)


@requires_role(*ROLES)
@require_POST
def accept(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """Take an offer, and lead to what it is now."""
    offer = queries.access_received(member_of(request), offer_id)
    return unlocked_required(_accept)(request, offer)


def _accept(request: HttpRequest, offer: Offer) -> HttpResponse:
    try:
        case = actions.accept_offer(unlocked_of(request), offer, clock.today())
    except REFUSALS as refusal:
        messages.error(request, explain(refusal))
        return HttpResponseRedirect(reverse("sharing:offer", args=[offer.pk]))
    messages.success(request, _("Taken. It is a case of your organisation now."))
    if offer.kind == Kind.TRANSFER:
        return HttpResponseRedirect(reverse("home:case", args=[case.pk]))
    return HttpResponseRedirect(reverse("sharing:thread", args=[offer.pk]))


@requires_role(*ROLES)
@require_POST
def reject(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """Give an offer back unopened."""
    offer = queries.access_received(member_of(request), offer_id)
    return unlocked_required(_reject)(request, offer)


def _reject(request: HttpRequest, offer: Offer) -> HttpResponse:
    form = RejectForm(request.POST, auto_id="reject_%s")
    if not form.is_valid():
        return _show(request, offer, form)
    try:
        actions.reject_offer(unlocked_of(request), offer, form.cleaned_data["reason"], clock.today())
    except REFUSALS as refusal:
        messages.error(request, explain(refusal))
    else:
        messages.success(request, _("Given back. What they sent is deleted here."))
    return HttpResponseRedirect(reverse("sharing:list"))
