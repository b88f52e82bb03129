# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What waits for a second person."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from safehold.catalog.register_forms import register_form
from safehold.core.influence import may_publish_agreement
from safehold.desk.members.queries import name_members
from safehold.desk.registrar import actions, adapters, queries
from safehold.desk.registrar.models import Office, Proposal
from safehold.desk.registrar.permissions import posted_in_the_office, shown_in_the_office
from safehold.desk.registrar.templatetags.registrar_parts import name_field
from safehold.desk.registrar.views.answers import try_to
from safehold.desk.vault.permissions import unlocked_of
from safehold.web import clock


@shown_in_the_office
def show(request: HttpRequest, office: Office, proposal_id: UUID) -> HttpResponse:
    """Show what is proposed, by whom and why."""
    proposal = queries.access_proposal(office, proposal_id)
    unlocked = unlocked_of(request)
    context = {
        "proposal": proposal,
        "document": queries.open_proposal(queries.open_key(unlocked, office), proposal),
        "by": name_members([proposal.proposed_by]).get(proposal.proposed_by, ""),
        "is_own": proposal.proposed_by == unlocked.member.pk,
        "labels": _labels(proposal),
        "publishing": may_publish_agreement(adapters.read_scheme(), clock.today()).value,
    }
    return render(request, "registrar/proposal.html", context)


def _labels(proposal: Proposal) -> list[str]:
    about = proposal.filing or proposal.entry
    if about is None or not proposal.fields:
        return []
    form = register_form(about.form)
    return [name_field(form, name) for name in proposal.fields]


@posted_in_the_office
def confirm(request: HttpRequest, office: Office, proposal_id: UUID) -> HttpResponse:
    """Confirm it, as the second person: it is done at once."""
    proposal = queries.access_proposal(office, proposal_id)
    return try_to(
        request,
        lambda: actions.confirm(unlocked_of(request), proposal, clock.today()),
        _("Confirmed, and done."),
        reverse("registrar:filings"),
        reverse("registrar:proposal", args=[proposal.pk]),
    )


@posted_in_the_office
def reject(request: HttpRequest, office: Office, proposal_id: UUID) -> HttpResponse:
    """Do not confirm it, or take one's own back."""
    proposal = queries.access_proposal(office, proposal_id)
    return try_to(
        request,
        lambda: actions.reject(unlocked_of(request), proposal, clock.today()),
        _("Not confirmed. Nothing was done."),
        reverse("registrar:filings"),
    )
