# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Step 3: sending, and the receipt as the direct answer.

The receipt page appears only after the durable write.
"""

import logging

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from safehold.core.receipts import Receipt
from safehold.public.reporting import actions, queries
from safehold.public.reporting.errors import DeskNotOpen
from safehold.public.reporting.forms import ReportForm
from safehold.public.reporting.views.posting import posted_from
from safehold.public.reporting.views.writing import UNPROCESSABLE, carry, not_open, show_form
from safehold.web import clock

logger = logging.getLogger(__name__)


@posted_from("form")
def send(request: HttpRequest, language: str) -> HttpResponse:
    """Keep the report and show the receipt; or show everything that was typed again."""
    try:
        coalition = queries.load_coalition()
    except DeskNotOpen:
        return not_open(request)
    report = ReportForm(request.POST, coalition=coalition)
    if not report.is_valid():
        return show_form(request, report, status=UNPROCESSABLE)
    receipt = report.read_receipt()
    try:
        arrival = actions.submit_report(
            report.to_draft(), receipt, language=language, coalition=coalition, on=clock.today()
        )
    except (DatabaseError, OSError, DeskNotOpen) as error:
        logger.error("a report could not be kept: %s", type(error).__name__)  # noqa: TRY400
        return render(request, "reporting/try_again.html", {"carried": carry(report)}, status=503)
    return show_receipt(request, receipt, arrival, coalition, language)


def show_receipt(
    request: HttpRequest,
    receipt: Receipt,
    arrival: actions.Arrival,
    coalition: queries.Coalition,
    language: str,
) -> HttpResponse:
    desk = coalition.find(arrival.mailbox.organisation_id)
    context = {
        "groups": receipt.groups,
        "words": receipt.words(language),
        "outcome": arrival.outcome.value,
        "desk": desk.name_in(language) if desk else "",
        "capability": arrival.capability.text,
    }
    return render(request, "reporting/receipt.html", context)
