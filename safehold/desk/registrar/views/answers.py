# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How pages of the office say why something was not done."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from safehold.desk.registrar.errors import (
    EntityUnknown,
    FieldUnknown,
    FilingSettled,
    LogBroken,
    OfficeLocked,
    ProposalUnknown,
    SecondPersonMissing,
    StateWrong,
    WordsMissing,
)

REFUSALS = (
    EntityUnknown,
    FieldUnknown,
    FilingSettled,
    LogBroken,
    OfficeLocked,
    SecondPersonMissing,
    StateWrong,
    WordsMissing,
)
WORDS = {
    EntityUnknown: _("What was chosen is not in the register any more. Choose again."),
    FieldUnknown: _("Choose at least one field, and change something. Nothing was done."),
    FilingSettled: _("Somebody of the office has decided on this filing meanwhile. Nothing was changed."),
    OfficeLocked: _("The office has no key yet. Lock, unlock again, and it is made."),
    SecondPersonMissing: _("You proposed this yourself. Another registrar has to confirm it."),
    StateWrong: _(
        "This does not follow from where the matter stands. Look at it again. Nothing was changed."
    ),
    WordsMissing: _("Write the reasons in words. Nothing was done."),
    LogBroken: _("The log does not hold, so nothing was added to it. Look at the page The log."),
}


def explain(refusal: Exception) -> str:
    """Return why it was not done, and what to do next."""
    return next((str(words) for kind, words in WORDS.items() if isinstance(refusal, kind)), "")


def try_to(
    request: HttpRequest, do: Callable[[], object], done: str, address: str, otherwise: str = ""
) -> HttpResponse:
    """Do it, say so, and lead on; or say why it was not done, and lead back."""
    try:
        do()
    except REFUSALS as refusal:
        messages.error(request, explain(refusal))
        return HttpResponseRedirect(otherwise or address)
    except ProposalUnknown:
        messages.info(request, _("It was settled meanwhile."))
        return HttpResponseRedirect(otherwise or address)
    messages.success(request, done)
    return HttpResponseRedirect(address)
