# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be wrong with an audit chain, a checkpoint or an export of it, or an alarm."""

from enum import StrEnum


class Fault(StrEnum):
    """How a link, or the end of a chain, differs from what was written."""

    CHANGED = "changed"
    MISSING = "missing"
    REPEATED = "repeated"
    UNLINKED = "unlinked"
    FOREIGN = "foreign"
    CUT = "cut"
    BEYOND = "beyond"
    FORKED = "forked"


class AuditError(Exception):
    """An audit chain does not hold, or a row was added where it must not be."""


class ChainBroken(AuditError):
    """From this link on, the rows are not those that were written."""

    def __init__(self, sequence: int, fault: Fault = Fault.CHANGED) -> None:
        super().__init__(f"The chain does not hold at link {sequence}: {fault}.")
        self.sequence = sequence
        self.fault = fault


class ExportMalformed(AuditError):
    """A line of an export is not one that a desk writes."""

    def __init__(self, line: int) -> None:
        super().__init__(f"Line {line} is not one of an export.")
        self.line = line


class ExportCut(AuditError):
    """The last line of an export is missing: the file did not arrive whole."""


class CheckpointMalformed(AuditError):
    """A file is not a checkpoint."""


class CheckpointForged(AuditError):
    """A checkpoint is not signed by the organisation's root."""


class TransactionMissing(AuditError):
    """A row was added outside the transaction of the act that it tells about."""


class AlarmUnknown(AuditError):
    """There is no such alarm in the asker's organisation; another's alarm is the same answer."""
