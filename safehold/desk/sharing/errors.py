# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What sharing refuses. Nothing was written then."""

from django.http import Http404


class OfferUnknown(Http404):
    """There is no such offer for this member: it does not exist, or it is between other organisations."""


class ShareUnknown(Http404):
    """There is no such share for this member."""


class SharingRefused(Exception):
    """Something was not shared, taken or ended. Messages name no person and no word."""


class ReceiverUnknown(SharingRefused):
    """Not another organisation of the coalition."""


class ReceiverNotReady(SharingRefused):
    """The other organisation has no key on its signed list that is valid today."""


class NothingChosen(SharingRefused):
    """A referral needs something that the other organisation gets, and a word about why."""


class TooMuch(SharingRefused):
    """More than one sealed document holds."""


class OfferedAlready(SharingRefused):
    """This case waits for an answer to another transfer, or to a referral to the same organisation."""


class OfferNotWaiting(SharingRefused):
    """The offer was taken, given back, called back, or its time is over."""


class OfferStale(SharingRefused):
    """The case got another key since it was offered. The sender's next unlock makes the offer fit again."""


class ParcelForged(SharingRefused):
    """What was sent is not what the sending organisation has signed for this offer."""


class FileBroken(SharingRefused):
    """A file is not there, or is not what its SHA-256 says."""


class NoRoom(SharingRefused):
    """The desk's store has no room for copies of the chosen files."""


class ShareClosed(SharingRefused):
    """The share has ended: nothing more is written into it, and the other organisation does not open it."""


class ThreadLocked(SharingRefused):
    """The thread has a new key that has not reached this organisation yet."""
