# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can keep something from being ended, or its certificate from being handed out."""

from django.http import Http404


class NotEnded(ValueError):
    """It was not ended. Nothing was deleted."""


class CaseHeld(NotEnded):
    """A lead placed a hold on it, or on a case that is read in it."""


class SomethingWaits(NotEnded):
    """Something of the person lies there that nobody has read."""


class ReadElsewhere(NotEnded):
    """It was put together with another case, and ends with that one."""


class NotDue(NotEnded):
    """Its time is not over, or no longer."""


class LeadNeeded(NotEnded):
    """Only a lead of the organisation decides this."""


class HoldUnknown(Http404):
    """There is no such hold on this case."""


class HeldAlready(ValueError):
    """There is a hold on it already."""


class OutOfBounds(ValueError):
    """A period, or the days of grace, that the catalogue does not allow."""


class TombstoneUnknown(Http404):
    """Nothing of this organisation ended under this id."""


class NotFinished(ValueError):
    """Some of it is still being deleted: there is no certificate yet."""


class CertificateChanged(ValueError):
    """The record does not know this certificate as it stands in the database."""
