# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where a page of a dossier leads: back to the dossier, or to the same form with what is wrong."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from safehold.desk.cases.models import Case
from safehold.desk.consent.errors import ConsentMissing
from safehold.desk.dossiers.errors import DossierRefused, NotReviewed, OutOfOrder, ReviewerWrote, StillLacking
from safehold.desk.dossiers.models import Dossier
from safehold.web.forms import SafeholdForm
from safehold.web.printing import FontMissing, PrintingFailed

ASK_AGAIN = 422
REFUSALS = (DossierRefused, ConsentMissing, PrintingFailed)
WORDS: dict[type[Exception], Promise | str] = {
    StillLacking: _("No version was made: look at what is missing, and mend what stands first."),
    ReviewerWrote: _("You wrote in this dossier. Somebody else has to read it."),
    NotReviewed: _("Nobody but the writers has approved this version yet."),
    OutOfOrder: _("That cannot follow what was written before."),
    ConsentMissing: _(
        "Somebody in this case does not agree that it goes into a sanctions file. Ask them first."
    ),
    FontMissing: _("No font of this computer draws a script in it. The DOCX can be made."),
    PrintingFailed: _("The file could not be drawn. Nothing was kept of it. Try again."),
}


def explain(refusal: Exception) -> str:
    return str(next(words for kind, words in WORDS.items() if isinstance(refusal, kind)))


def back_to(case: Case, dossier: Dossier, part: str = "") -> HttpResponse:
    """Lead to a dossier, at the part that changed."""
    address = reverse("dossiers:dossier", args=[case.id, dossier.id])
    return HttpResponseRedirect(f"{address}#{part}" if part else address)


def show_form(request: HttpRequest, case: Case, form: SafeholdForm, **context: Any) -> HttpResponse:
    """Show a page with a form: as it was asked for, or with what is wrong and everything that was typed."""
    status = ASK_AGAIN if form.errors else 200
    return render(request, "dossiers/form.html", {"case": case, "form": form, **context}, status=status)
