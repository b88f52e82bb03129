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
from safehold.web.prepared import PreparedPage

GROUPS = tuple(f"[group {number}]" for number in range(8))
WORDS = "[the code as words]"
ADDRESS = "address-for-files".ljust(43, "-")
RECEIPT = PreparedPage("reporting/receipt.html", [*GROUPS, WORDS, ADDRESS])
"""Everything on it is the same for everybody but the code and the address for files."""

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
    words = receipt.words(language)
    context = {
        "groups": GROUPS,
        "words": WORDS if words else "",
        "outcome": arrival.outcome.value,
        "desk": desk.name_in(language) if desk else "",
        "capability": ADDRESS,
    }
    key = (language, bool(words), context["outcome"], context["desk"])
    strings = dict(zip(GROUPS, receipt.groups, strict=True))
    strings |= {WORDS: " ".join(words or ()), ADDRESS: arrival.capability.text}
    return HttpResponse(RECEIPT.fill(request, key, context, strings))
