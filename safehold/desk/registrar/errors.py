# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Why something in the office of the register is refused. Each names the fact."""

from django.http import Http404


class RegistrarError(Exception):
    """Something in the office of the register is refused."""


class OfficeUnknown(RegistrarError, Http404):
    """No organisation of this desk keeps the register; or the asker's organisation does not."""


class OfficePresent(RegistrarError):
    """An organisation of this desk keeps the register already: there is one log."""


class OfficeLocked(RegistrarError):
    """The office has no key yet: a registrar unlocks once, and it is made."""


class KeyFileMissing(RegistrarError):
    """The file with the log's signing key is not there."""


class KeyFileUnsafe(RegistrarError):
    """The file with the log's signing key can be read by others than the desk's user, or holds something else."""


class FilingUnknown(RegistrarError, Http404):
    """There is no such filing in the asker's office."""


class EntryUnknown(RegistrarError, Http404):
    """There is no such entry in the asker's register."""


class ProposalUnknown(RegistrarError, Http404):
    """There is no such proposal, or it was settled."""


class NoticeUnknown(RegistrarError, Http404):
    """There is no such notice of violation."""


class FilingSettled(RegistrarError):
    """Somebody has decided on this filing meanwhile."""


class SecondPersonMissing(RegistrarError):
    """Who proposed it cannot be the one who confirms it."""


class FieldUnknown(RegistrarError):
    """A field was named that is not there, or not open any more."""


class EntityUnknown(RegistrarError):
    """An entity was named that is not there, or that is of the other kind."""


class WordsMissing(RegistrarError):
    """A reason has to be given in words."""


class StateWrong(RegistrarError):
    """What was asked for does not follow from where the matter stands."""


class WithholdingOpen(RegistrarError):
    """Somebody proposed to withhold fields of this: before it is published, a second person has to decide."""


class ValueWrong(RegistrarError):
    """A value is none that its field may have. name: of the field."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class AgreementUnknown(RegistrarError, Http404):
    """There is no such compliance agreement."""


class OpinionUnknown(RegistrarError, Http404):
    """There is no such advisory opinion."""


class UpdateUnknown(RegistrarError, Http404):
    """No such update is expected."""


class PenaltyOutOfRange(RegistrarError):
    """The amount is not in the range that the Regulations set, as the office has confirmed it."""


class LogBehind(RegistrarError):
    """The public side has leaves that this desk has not: it was put back to an older day, and must catch up first."""


class LogBroken(RegistrarError):
    """What is stored is not what was appended. Nothing is signed."""

    kind = "broken"

    def __init__(self, position: int) -> None:
        super().__init__(position)
        self.position = position


class LeafChanged(LogBroken):
    """A leaf's bytes are not those that were appended."""

    kind = "changed"


class LeafRemoved(LogBroken):
    """A leaf is not there any more."""

    kind = "removed"


class NodesChanged(LogBroken):
    """The stored hashes do not fit the leaves."""

    kind = "nodes"


class OpeningChanged(LogBroken):
    """A kept value is not the one that a leaf commits to."""

    kind = "opening"


class LogForked(LogBroken):
    """There is a signed checkpoint that this log does not lead to. position: its size."""

    kind = "forked"


class SnapshotMalformed(RegistrarError):
    """A file of another register cannot be read. line: where, counted from 1; 0 for the file as a whole."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason, line)
        self.reason = reason
        self.line = line


class SnapshotOutOfOrder(RegistrarError):
    """A snapshot is older than one that was replayed already."""
