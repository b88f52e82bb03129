# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where pages lead, and how they say why something was not done."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safehold.core.age import AgeError
from safehold.desk.consent.errors import ConsentMissing
from safehold.desk.referrals.adapters import FontMissing, PrintingFailed
from safehold.desk.referrals.errors import (
    CallDoNotWrite,
    FieldHidden,
    NotReachable,
    PacketEmpty,
    ReferralRefused,
)
from safehold.desk.referrals.models import Referral

REFUSALS = (ConsentMissing, ReferralRefused, PrintingFailed, AgeError)


WORDS = {
    ConsentMissing: gettext_lazy(
        "They do not agree now that this receiver gets it, so nothing was sent. Ask them, and write down on the "
        "page Consent what they say."
    ),
    CallDoNotWrite: gettext_lazy("This is a number to call. Call it, then write down what was said."),
    PacketEmpty: gettext_lazy("Choose at least one field and write what you ask of them. Nothing was sent."),
    FieldHidden: gettext_lazy("Something was chosen that you may not see. Ask a caseworker to send it."),
    NotReachable: gettext_lazy("This referral has ended, or has not been sent yet. Nothing was changed."),
    FontMissing: gettext_lazy(
        "This server has no letters for one of the scripts in it, so the file was not made. Whoever runs the desk "
        "can install the Noto fonts."
    ),
    AgeError: gettext_lazy(
        "This key cannot be used. It must begin with age1pq1 and be whole. Nothing was made."
    ),
}


def explain(refusal: Exception) -> str:
    """Return why it was not done, and what to do next."""
    for kind, words in WORDS.items():
        if isinstance(refusal, kind):
            return str(words)
    return _("The file could not be drawn. Nothing was lost. Tell whoever runs the desk.")


def back_to(referral: Referral, part: str = "") -> HttpResponse:
    """Lead back to a referral, at the part that changed."""
    address = reverse("referrals:referral", args=[referral.case_id, referral.pk])
    return HttpResponseRedirect(f"{address}#{part}" if part else address)


def refuse(request: HttpRequest, referral: Referral, refusal: Exception, part: str = "") -> HttpResponse:
    """Lead back to a referral and say there why it was not done."""
    messages.error(request, explain(refusal))
    return back_to(referral, part)
