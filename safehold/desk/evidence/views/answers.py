# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Why something was not done with an item, in words; and the ways back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from safehold.desk.evidence.errors import (
    BytesBroken,
    BytesGone,
    CustodyOutrun,
    EvidenceRefused,
    FileEmpty,
    FileMissing,
    FileTooLarge,
    ItemHeld,
    LeadNeeded,
    NoRoom,
    NotMade,
)
from safehold.desk.evidence.rules import Moment
from safehold.web import clock

if TYPE_CHECKING:
    from safehold.desk.cases.models import Case
    from safehold.desk.evidence.models import Item

ASK_AGAIN = 422


def moment() -> Moment:
    return Moment(clock.now(), clock.today())


def back_to(case: Case, item: Item | None = None) -> HttpResponseRedirect:
    if item is None:
        return HttpResponseRedirect(reverse("evidence:case", args=[case.pk]))
    return HttpResponseRedirect(reverse("evidence:item", args=[case.pk, item.pk]))


REFUSED: dict[type[EvidenceRefused], Promise | str] = {
    NoRoom: _lazy("The disk has no room for it, so nothing was kept. Tell whoever looks after your server."),
    FileMissing: _lazy("No file came with it. Choose one; what you wrote is still here."),
    FileEmpty: _lazy("There is nothing in this file. Choose another one."),
    FileTooLarge: _lazy("This file is larger than this desk keeps. Nothing of it was kept."),
    BytesGone: _lazy("The file itself is not kept, only what it is and its fingerprint."),
    BytesBroken: _lazy(
        "The stored file is missing, or is not what was received. Your leads were told. Change nothing, and "
        "tell whoever looks after your server."
    ),
    ItemHeld: _lazy("A hold is on it, or on a copy of it. Nothing destroys it until the hold is off."),
    LeadNeeded: _lazy("Only a lead decides this."),
    CustodyOutrun: _lazy(
        "Somebody else worked on one of these files at the same moment, so nothing left. Please try again."
    ),
}


def explain(refusal: EvidenceRefused) -> str:
    """Return why nothing was done."""
    if isinstance(refusal, NotMade):
        return explain_look(refusal.status, refusal.reason)
    return str(REFUSED.get(type(refusal)) or _("It was not done. Nothing has changed."))


def explain_look(status: str, reason: str) -> str:
    """Return how a look at a file ended, in words."""
    if reason == "encrypted":
        return _("The file is locked with a password, so nobody can look inside.")
    if reason in ("bomb", "too-big", "memory", "too-many"):
        return _(
            "The file asks for more memory or pixels than is safe. It may be meant to. It was not opened."
        )
    if status == "not-understood":
        return _("This kind of file cannot be shown here.")
    if status in ("too-slow", "crashed"):
        return _("Looking at the file was stopped: it took too long, or the program that reads it fell over.")
    return _("The file could not be looked at.")
