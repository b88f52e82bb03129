# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can keep an actor from being written or screened."""

from django.http import Http404


class ActorUnknown(Http404):
    """There is no such actor in this case."""


class StatementUnknown(Http404):
    """Nothing of this kind is written of this actor."""


class CandidateUnknown(Http404):
    """Screening does not propose this one, or not any more."""


class WasChanged(Exception):
    """The candidate is not what the reader saw any more: nothing was decided."""
