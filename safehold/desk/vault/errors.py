# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be wrong with a key."""


class VaultError(Exception):
    """A key could not be made, found or opened. Messages name no secret."""


class PassphraseWrong(VaultError):
    """The words do not open this member's key."""


class AttemptsExhausted(VaultError):
    """Too many wrong passphrases for this account from this source, just now."""


class KeyMissing(VaultError):
    """No such key is sealed to a vault that this member opens."""


class SecretMisplaced(VaultError):
    """A sealed secret opens, but it is another key's secret."""


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
