# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can keep something from being done with a referral. Nothing was written when one of these is raised."""

from django.http import Http404


class ReferralUnknown(Http404):
    """There is no such referral in this case."""


class ReceiverUnknown(ValueError):
    """Nobody in the catalogue has this id, and it is not "other"."""


class ReferralRefused(Exception):
    """It was not done. The name of the error says why."""


class NotReachable(ReferralRefused):
    """A referral does not go from its state to that one."""


class CallDoNotWrite(ReferralRefused):
    """This receiver is a number to call. No packet goes there."""


class PacketEmpty(ReferralRefused):
    """Nothing was chosen, so there is nothing to give."""


class FieldHidden(ReferralRefused):
    """A field was chosen that this member may not see."""
