# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Evidence is handed over as a bag, and stamped: what is asked, what is answered."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from safehold.core.age import AgeError
from safehold.desk.cases import queries as cases
from safehold.desk.cases.models import Case
from safehold.desk.cases.permissions import lead_to_where_it_is_read, works_on_case
from safehold.desk.consent.errors import ConsentMissing
from safehold.desk.evidence import actions, queries
from safehold.desk.evidence.actions import Asked, HandedOver
from safehold.desk.evidence.errors import EvidenceRefused
from safehold.desk.evidence.hand_over_form import HandOverForm
from safehold.desk.evidence.models import Item
from safehold.desk.evidence.permissions import opens_item
from safehold.desk.evidence.rules import Receiver
from safehold.desk.evidence.views.answers import ASK_AGAIN, back_to, explain, moment
from safehold.desk.vault.permissions import unlocked_of
from safehold.web.printing import PrintingFailed

REFUSALS = (AgeError, ConsentMissing, EvidenceRefused, PrintingFailed)
WORDS = {
    AgeError: gettext_lazy("This is not a key we can seal to. Copy it again, from age1pq1 to its end."),
    ConsentMissing: gettext_lazy(
        "They do not agree now that this receiver gets it, so nothing was handed over. Ask them, and write down on the "
        "page Consent what they say."
    ),
    PrintingFailed: gettext_lazy(
        "The index could not be drawn, so nothing left, and nothing was written down. Tell whoever looks after your "
        "server."
    ),
}


@sensitive_post_parameters("words_to_open")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@works_on_case
def hand_over(request: HttpRequest, case: Case) -> HttpResponse:
    """Ask which items, for whom and how closed; hand the browser the bag. Show what left before."""
    if case.merged_into_id:
        return lead_to_where_it_is_read(request, case, "evidence:hand_over")
    unlocked = unlocked_of(request)
    form = HandOverForm(
        queries.open_items(unlocked, case), request.POST if request.method == "POST" else None
    )
    if form.is_valid():
        to = Receiver(form.recipient_code(), form.receiver_name())
        data = form.cleaned_data
        asked = Asked(to, data["language"], data["with_description"], form.seal_to())
        try:
            return _give(actions.hand_over(unlocked, case, form.item_ids(), asked, moment()))
        except REFUSALS as refusal:
            form.add_error(None, _explain(refusal))
    context = {
        "case": case,
        "title": cases.open_head(unlocked, case).title,
        "form": form,
        "hand_overs": queries.list_hand_overs(unlocked, case),
    }
    return render(request, "evidence/hand_over.html", context, status=ASK_AGAIN if form.is_bound else 200)


def _give(made: HandedOver) -> HttpResponse:
    headers = {
        "Content-Disposition": f'attachment; filename="{made.name}"',
        "X-Content-Type-Options": "nosniff",
    }
    response = StreamingHttpResponse(made.pieces, content_type=made.media_type, headers=headers)
    return cast(HttpResponse, response)  # a response as any other, but for its type


def _explain(refusal: Exception) -> str:
    if isinstance(refusal, EvidenceRefused):
        return explain(refusal)
    return str(next(words for kind, words in WORDS.items() if isinstance(refusal, kind)))


@require_POST
@works_on_case
def stamp(request: HttpRequest, case: Case) -> HttpResponse:
    """Ask for time stamps for everything in a case that came while there was no authority."""
    unlocked = unlocked_of(request)
    count = sum(actions.queue_case(unlocked, each, moment().on) for each in cases.list_family(case))
    if count:
        waiting = ngettext(
            "%(n)d file waits for its time stamps now.", "%(n)d files wait for their time stamps now.", count
        )
        messages.success(request, waiting % {"n": count})
    else:
        messages.info(
            request, _("Nothing was asked: every file was, or no authority is named in the settings.")
        )
    return back_to(case)


@require_POST
@opens_item
def stamp_again(request: HttpRequest, case: Case, item: Item) -> HttpResponse:
    """Ask once more for the time stamps of an item that were refused."""
    if actions.ask_again(unlocked_of(request), item, moment().on):
        messages.success(request, _("The authority is asked again, within a minute or so."))
    return back_to(case, item)
