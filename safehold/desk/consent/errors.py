# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the ledger refuses."""

from django.http import Http404


class PurposeUnknown(ValueError):
    """Nobody is asked about this purpose, so nobody can have agreed to it."""


class RecipientMalformed(ValueError):
    """Not a recipient as the ledger names one."""


class LedgerIsAppendOnly(RuntimeError):
    """An entry would have been changed or deleted. What was agreed stays readable; a new entry changes it."""


class TransactionMissing(RuntimeError):
    """Consent was asked for outside the transaction of the act that stands on it: then it could be gone in between."""


class ConsentMissing(Exception):
    """Somebody whom this is about does not agree now, for this purpose and recipient. Nothing was written."""

    def __init__(self, purpose: str, recipient: str) -> None:
        super().__init__(f"There is no consent for {purpose}, recipient {recipient or 'any'}.")
        self.purpose = purpose
        self.recipient = recipient


class OverrideUnknown(Http404):
    """There is no such override for this member: it does not exist, or it is another organisation's."""


class OverrideRefused(Exception):
    """The override was not written."""


class NotOverridable(OverrideRefused):
    """Only sharing with one named recipient can be decided without the person."""


class NeedsAnotherMember(OverrideRefused):
    """Whoever proposed it cannot confirm it: two people decide."""


class MemberMayNotDecide(OverrideRefused):
    """One of the two does not open cases here any more."""


class OverrideEnded(OverrideRefused):
    """It was not confirmed in time, or the person has spoken since."""
