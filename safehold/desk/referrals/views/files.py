# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files that a browser is handed: made in memory for one answer, kept nowhere."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from safehold.desk.cases.models import Case
from safehold.desk.referrals import actions, adapters, queries
from safehold.desk.referrals.forms import ExportForm
from safehold.desk.referrals.permissions import posted_about_case, refers_case
from safehold.desk.referrals.views.answers import REFUSALS, explain, refuse
from safehold.desk.referrals.views.packets import show_referral
from safehold.desk.vault.permissions import unlocked_of
from safehold.web import clock


def hand_over(name: str, content: bytes, media_type: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=media_type, headers=headers)


@never_cache
@require_safe
@refers_case
def preview_file(request: HttpRequest, case: Case, referral_id: UUID) -> HttpResponse:
    """Hand over the PDF as it would be, with a line that says it has not been sent."""
    referral, on = queries.access_referral(case, referral_id), clock.today()
    try:
        content = actions.preview_packet(unlocked_of(request), referral, on, stamped=True)
        return hand_over("preview.pdf", adapters.print_packet(content, on), "application/pdf")
    except REFUSALS as refusal:
        return refuse(request, referral, refusal)


@never_cache
@sensitive_post_parameters("words_to_open")
@posted_about_case
def packet_file(request: HttpRequest, case: Case, referral_id: UUID, packet_id: UUID) -> HttpResponse:
    """Hand over a packet that left, closed as was chosen."""
    referral = queries.access_referral(case, referral_id)
    packet = queries.access_packet(referral, packet_id)
    form = ExportForm(request.POST, auto_id="export_%s")
    if form.is_valid():
        unlocked, on = unlocked_of(request), clock.today()
        try:
            return hand_over(*actions.export_packet(unlocked, packet, form.seal_to(), on))
        except REFUSALS as refusal:
            form.add_error(None, explain(refusal))
    return show_referral(request, case, referral, export_form=form)


@never_cache
@posted_about_case
def letter_file(request: HttpRequest, case: Case, referral_id: UUID, letter_id: UUID) -> HttpResponse:
    """Hand over a letter as a PDF."""
    referral = queries.access_referral(case, referral_id)
    letter = queries.access_letter(referral, letter_id)
    try:
        return hand_over(*actions.print_letter_again(unlocked_of(request), referral, letter, clock.today()))
    except REFUSALS as refusal:
        return refuse(request, referral, refusal)
