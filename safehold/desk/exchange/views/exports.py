# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Cases go out, as the organisation's own copy. What is handed to the browser is kept nowhere."""

from __future__ import annotations

from typing import cast

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from safehold.core.age import AgeError
from safehold.core.rows import RowTampered
from safehold.desk.cases import queries as cases
from safehold.desk.cases.models import Case
from safehold.desk.cases.permissions import opens_case
from safehold.desk.exchange import actions, forms
from safehold.desk.exchange.actions import Copied
from safehold.desk.exchange.errors import FileBroken, NothingChosen, TooManyCases
from safehold.desk.members.permissions import member_of, requires_role
from safehold.desk.vault.errors import KeyMissing
from safehold.desk.vault.permissions import unlocked_of, unlocked_required
from safehold.web import clock
from safehold.web.closing import SealingForm

ASK_AGAIN = 422
REFUSALS = (AgeError, FileBroken, NothingChosen, TooManyCases, KeyMissing, RowTampered)
ASKED = ["GET", "HEAD", "POST"]


def hand_over(copied: Copied) -> HttpResponse:
    response = FileResponse(
        copied.content, as_attachment=True, filename=copied.name, content_type=copied.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    return cast(HttpResponse, response)  # a response as any other, but for its type


def explain(refusal: Exception) -> str:
    """Say why no file was made. Nothing left the desk."""
    if isinstance(refusal, AgeError):
        return _("This is not a key we can seal to. Copy it again, from age1pq1 to its end.")
    if isinstance(refusal, FileBroken):
        return _("A file of this case is missing, or was changed. Tell whoever looks after your server.")
    if isinstance(refusal, NothingChosen):
        return _("No case fits. Choose others.")
    if isinstance(refusal, TooManyCases):
        return _("More than 5,000 cases fit. Choose fewer, and make several files.")
    if isinstance(refusal, KeyMissing):
        return _("Your key does not open all of these cases. A lead of your organisation can let you in.")
    return _("Something in these cases was changed outside Safehold. Tell whoever looks after your server.")


@sensitive_post_parameters("words_to_open")
@never_cache
@requires_role("lead")
@unlocked_required
@require_http_methods(ASKED)
def choose_cases(request: HttpRequest) -> HttpResponse:
    """Ask which cases, and hand over a file of them."""
    form = forms.TableForm(member_of(request), request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            kind = form.cleaned_data["kind"]
            return hand_over(
                actions.export_table(unlocked_of(request), form.chosen(), kind, form.seal_to(), clock.today())
            )
        except REFUSALS as refusal:
            form.add_error(None, explain(refusal))
    return render(request, "exchange/export.html", {"form": form}, status=ASK_AGAIN if form.errors else 200)


@sensitive_post_parameters("words_to_open")
@never_cache
@require_http_methods(ASKED)
@opens_case
@requires_role("lead")
def copy_case(request: HttpRequest, case: Case) -> HttpResponse:
    """Ask how the file is closed, and hand over everything of one case."""
    unlocked = unlocked_of(request)
    form = SealingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            return hand_over(actions.export_bag(unlocked, case, form.seal_to(), clock.today()))
        except REFUSALS as refusal:
            form.add_error(None, explain(refusal))
    title = cases.open_head(unlocked, case).title
    context = {"case": case, "title": title, "form": form}
    return render(request, "exchange/case.html", context, status=ASK_AGAIN if form.errors else 200)
