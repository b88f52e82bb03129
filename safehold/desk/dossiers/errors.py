# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can keep something from being done with a dossier. Nothing was written when one of these is raised."""

from django.http import Http404


class DossierUnknown(Http404):
    """There is no such dossier, version or part in this case."""


class DossierRefused(Exception):
    """It was not done. The name of the error says why."""


class StillLacking(DossierRefused):
    """Something grave is missing: no version was made."""


class ReviewerWrote(DossierRefused):
    """Who wrote a dossier does not review it."""


class NotReviewed(DossierRefused):
    """No second person has approved this version."""


class OutOfOrder(DossierRefused):
    """A dossier does not go from its state to that one."""
