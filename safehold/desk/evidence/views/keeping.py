# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whether an item is still what was received; whether it is held; and its end."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from safehold.desk.cases import queries as cases
from safehold.desk.cases.models import Case
from safehold.desk.evidence import actions, queries
from safehold.desk.evidence.errors import EvidenceRefused
from safehold.desk.evidence.forms import DestroyForm, HoldForm
from safehold.desk.evidence.models import Item
from safehold.desk.evidence.permissions import opens_item
from safehold.desk.evidence.views.answers import ASK_AGAIN, back_to, explain, moment
from safehold.desk.vault.permissions import unlocked_of


@require_POST
@opens_item
def verify(request: HttpRequest, case: Case, item: Item) -> HttpResponse:
    """Look again whether the bytes and the custody hold."""
    unlocked = unlocked_of(request)
    found = actions.verify_now(unlocked, queries.open_item(unlocked, item), moment())
    if found.is_sound:
        messages.success(request, _words_of(found))
    else:
        messages.error(request, _words_of(found))
    return back_to(case, item)


def _words_of(found: actions.Verified) -> str:
    if found.bytes_hold is False:
        return _(
            "It does not hold: the stored file is missing, or is not what was received. Your leads were told. Change "
            "nothing, and tell whoever looks after your server."
        )
    if found.broken_at is not None:
        return _(
            "It does not hold: its custody was changed in the database at row %(row)d. Your leads were told. Change "
            "nothing, and tell whoever looks after your server."
        ) % {"row": found.broken_at}
    rows = ngettext(
        "%(n)d row of its custody follows from the first.",
        "%(n)d rows of its custody follow from the first.",
        found.rows,
    ) % {"n": found.rows}
    if found.bytes_hold is None:
        return _("The file itself is not kept.") + " " + rows
    return _("It holds: the stored file is, bit for bit, what was received.") + " " + rows


@require_POST
@opens_item
def hold(request: HttpRequest, case: Case, item: Item) -> HttpResponse:
    """Hold an item: nothing destroys it."""
    form = HoldForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write in a sentence why nothing may destroy it."))
        return back_to(case, item)
    try:
        actions.hold(unlocked_of(request), item, form.cleaned_data["reason"], moment())
    except EvidenceRefused as refusal:
        messages.error(request, explain(refusal))
    return back_to(case, item)


@require_POST
@opens_item
def release(request: HttpRequest, case: Case, item: Item) -> HttpResponse:
    """Take the hold off."""
    try:
        actions.release(unlocked_of(request), item, moment())
    except EvidenceRefused as refusal:
        messages.error(request, explain(refusal))
    return back_to(case, item)


@require_http_methods(["GET", "HEAD", "POST"])
@opens_item
def destroy(request: HttpRequest, case: Case, item: Item) -> HttpResponse:
    """Say what goes and what stays; then destroy the bytes."""
    unlocked = unlocked_of(request)
    opened = queries.open_item(unlocked, item)
    form = DestroyForm(request.POST) if request.method == "POST" else DestroyForm()
    if form.is_bound and form.is_valid():
        try:
            actions.destroy_item(unlocked, item, form.cleaned_data["reason"], moment())
        except EvidenceRefused as refusal:
            form.add_error(None, explain(refusal))
        else:
            messages.success(
                request, _("The file is destroyed. What it was, its fingerprint and its custody stay.")
            )
            return back_to(case, item)
    context = {"case": case, "title": cases.open_head(unlocked, case).title, "item": opened, "form": form}
    return render(request, "evidence/destroy.html", context, status=ASK_AGAIN if form.is_bound else 200)
