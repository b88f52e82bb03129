# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How pages of the office say why something was not done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from safehold.desk.registrar.errors import (
    EntityUnknown,
    FieldUnknown,
    FilingSettled,
    LogBehind,
    LogBroken,
    OfficeLocked,
    PenaltyOutOfRange,
    ProposalUnknown,
    SecondPersonMissing,
    StateWrong,
    ValueWrong,
    WithholdingOpen,
    WordsMissing,
)
from safehold.web.forms import SafeholdForm

REFUSALS = (
    EntityUnknown,
    FieldUnknown,
    FilingSettled,
    LogBehind,
    LogBroken,
    OfficeLocked,
    PenaltyOutOfRange,
    SecondPersonMissing,
    StateWrong,
    ValueWrong,
    WithholdingOpen,
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
    LogBehind: _(
        "The public site has more of the log than this desk. Open the page The log and fetch it first. Nothing was "
        "changed."
    ),
    PenaltyOutOfRange: _(
        "This amount is not in the range that the Regulations set, as your office has confirmed it."
    ),
    WithholdingOpen: _(
        "Somebody proposed to withhold fields of this. Another registrar has to decide on that first. Nothing was "
        "published."
    ),
    ValueWrong: _("This field cannot hold that value. Nothing was changed."),
    LogBroken: _("The log does not hold, so nothing was added to it. Look at the page The log."),
}


def explain(refusal: Exception) -> str:
    """Return why it was not done, and what to do next."""
    return next((str(words) for kind, words in WORDS.items() if isinstance(refusal, kind)), "")


def judged(
    request: HttpRequest,
    form: SafeholdForm,
    show_again: Callable[[], HttpResponse],
    do: Callable[[dict[str, Any]], object],
    done: str,
    address: str,
    otherwise: str = "",
) -> HttpResponse:
    """Do what a form asks for, as `try_to` does; show the page again where the form is not filled in rightly."""
    if not form.is_valid():
        return show_again()
    return try_to(request, lambda: do(form.cleaned_data), done, address, otherwise)


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
