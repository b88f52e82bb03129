# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Why something did not end, in words."""

from django.utils.translation import gettext as _

from safehold.desk.retention.errors import CaseHeld, LeadNeeded, NotEnded, ReadElsewhere, SomethingWaits


def explain(refusal: NotEnded) -> str:
    """Return why nothing was deleted."""
    match refusal:
        case CaseHeld():
            return _(
                "A hold is on it, or on a case that is read in it. Nothing ends it until the hold is off."
            )
        case SomethingWaits():
            return _("Something of theirs has come that nobody has read. Open the case and read it first.")
        case ReadElsewhere():
            return _("It is read in another case, and ends with that one. Take the two apart first.")
        case LeadNeeded():
            return _("Only a lead decides this.")
    return _("It changed meanwhile, or its time is not over any more. Nothing was deleted.")
