# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later

"""What can keep a case action from being done."""

from django.http import Http404


class CaseUnknown(Http404):
    """There is no such case for this member: it does not exist, or it is another organisation's."""


class IncidentUnknown(Http404):
    """There is no such incident in this case."""


class ActUnknown(Http404):
    """There is no such act in this incident."""


class WhenUnclear(ValueError):
    """What was written says no day, month, year or span that we can read."""


class CodeUnknown(ValueError):
    """The catalogue has no such code."""


class MergeRefused(ValueError):
    """These two cases cannot be put together. Nothing was written."""


class SameCase(MergeRefused):
    """A case is itself already."""


class MergedAlready(MergeRefused):
    """One of the two was put together with another case: that must be undone first."""


class LessUrgent(MergeRefused):
    """The case in which both would be read is less urgent than the other: nobody would see that it is urgent."""


class StateNotReachable(ValueError):
    """A case does not go from its state to that one."""


class AssigneeUnknown(ValueError):
    """Nobody in this organisation who opens cases has this id."""


class ReplyRefused(Exception):
    """The reply was not sent. Nothing was written."""


class ContactNotAgreed(ReplyRefused):
    """The person did not agree to be answered."""


class ContactWithdrawn(ReplyRefused):
    """The person took back their agreement to be answered."""


class MailboxClosed(ReplyRefused):
    """The person closed the mailbox: nothing sent there would be read."""


class NothingToAnswer(ReplyRefused):
    """Nobody sent a report in this case: there is no mailbox."""
