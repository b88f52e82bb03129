# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be wrong with a key."""

from safehold.core.rows import RowTampered


class VaultError(Exception):
    """A key could not be made, found or opened. Messages name no secret."""


class PassphraseWrong(VaultError):
    """The words do not open this member's key."""


class AttemptsExhausted(VaultError):
    """Too many wrong passphrases for this account from this source, just now."""


class KeyMissing(VaultError):
    """No such key is sealed to a vault that this member opens."""


class SecretMisplaced(VaultError, RowTampered):
    """A sealed secret was changed in its row, or is another key's: to every page it is a row that was tampered with."""


class VaultMissing(VaultError):
    """The member has not been admitted to their organisation's vault yet."""


class NotForAuditors(VaultError):
    """An auditor reads the audit chain and holds no key."""


class AlreadyEnrolled(VaultError):
    """The member has a key already; a second one would hide what is sealed to the first."""


class NotEnrolled(VaultError):
    """The member has no key yet."""


class LeadRequired(VaultError):
    """Only an unlocked lead of the organisation may do this."""


class RootMissing(VaultError):
    """The coalition root is not sealed to a vault that this member opens."""


class KitMissing(VaultError):
    """The organisation has no recovery kit."""


class KitPresent(VaultError):
    """The organisation has another recovery kit than the one that was to be replaced."""


class KitChanged(VaultError):
    """The row of the recovery kit was not written by whoever opens the vault."""


class DrillMissing(VaultError):
    """Nobody has read two sheets of this organisation's recovery kit back yet."""


class WorkerMissing(VaultError):
    """This process is no worker, or no worker runs."""


class WorkerRefused(VaultError):
    """What asks for keys is not one of our own workers, or has ended."""


class HandoverUnknown(VaultError):
    """There is no such handover to this worker, or it was not made by an unlocked member."""


class TaskUnfinished(VaultError):
    """A task did not finish. Its kind of error is in the log."""
