# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later

"""What can keep a case action from being done."""

from django.http import Http404


class CaseUnknown(Http404):
    """There is no such case for this member: it does not exist, or it is another organisation's."""


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
