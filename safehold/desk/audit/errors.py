# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be wrong with an audit chain."""


class AuditError(Exception):
    """An audit chain does not hold, or a row was added where it must not be."""


class ChainBroken(AuditError):
    """From this link on, the rows are not those that were written."""

    def __init__(self, sequence: int) -> None:
        super().__init__(f"The chain does not hold at link {sequence}.")
        self.sequence = sequence


class TransactionMissing(AuditError):
    """A row was added outside the transaction of the act that it tells about."""
