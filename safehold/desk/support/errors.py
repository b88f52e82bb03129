# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is not there, or cannot be done, in the support of a case."""

from django.http import Http404


class StepUnknown(Http404):
    """There is no such step in this case's safety plan."""


class NeedUnknown(Http404):
    """There is no such need in this case."""


class CheckUnknown(Http404):
    """There is no such device check in this case."""


class PurposeUnasked(Http404):
    """Nobody is asked about this purpose."""
