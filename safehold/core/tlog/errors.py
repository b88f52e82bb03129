# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be wrong with a log, its proofs and its files. Messages name the failed fact and never quote a value."""


class TlogError(Exception):
    """Something about a log does not hold, or cannot be read."""


class OutOfRange(TlogError):
    """A leaf or a size was asked for that the tree does not reach."""


class Malformed(TlogError):
    """What was given is not written as it must be."""


class FrontierMalformed(Malformed):
    """Not the packed frontier of a tree."""


class TileMalformed(Malformed):
    """Not a tile's path, or not as many bytes as the tile has."""


class KeyMalformed(Malformed):
    """Not a key's text, or not a key for this task. A secret key is never shown."""


class NoteMalformed(Malformed):
    """Not a signed note."""


class CheckpointMalformed(Malformed):
    """A note, and not a checkpoint."""


class ProofMalformed(Malformed):
    """Not a proof's text."""


class LeafMalformed(Malformed):
    """Not a leaf of a register's log."""


class LeafTooLong(LeafMalformed):
    """A leaf beyond MAX_LEAF_BYTES: no entry bundle can hold it."""


class OpeningMalformed(Malformed):
    """Not a salt and a value, or a value that has no canonical form."""


class EntryMalformed(Malformed):
    """Not the file of a saved entry."""


class InclusionWrong(TlogError):
    """The leaf is not at this place under this root: it, the proof or the log was changed."""


class ConsistencyWrong(TlogError):
    """The newer tree does not continue the older one: the log was rewritten, or the proof is not theirs."""


class LogForked(ConsistencyWrong):
    """Two different roots for one size of one log: whoever signed both showed two histories."""

    def __init__(self, origin: str, size: int) -> None:
        super().__init__(f"There are two different logs of size {size} that call themselves {origin}.")
        self.origin, self.size = origin, size


class RootWrong(TlogError):
    """The checkpoint's root is not the root over these leaves."""


class OpeningWrong(TlogError):
    """The value or the salt of a field is not the one that the leaf commits to."""

    def __init__(self, name: str) -> None:
        super().__init__(f"The field {name} is not as the leaf was written with.")
        self.name = name


class NoteUnsigned(TlogError):
    """No key that is trusted here signed the note."""


class SignatureWrong(TlogError):
    """A signature that names a trusted key is not by that key: the text or the signature was changed."""

    def __init__(self, name: str) -> None:
        super().__init__(f"The signature that names {name} is not by its key.")
        self.name = name


class OriginWrong(TlogError):
    """The checkpoint is of another log than the key's."""


class CosignaturesTooFew(TlogError):
    """Fewer of the trusted witnesses cosigned than are asked for."""

    def __init__(self, found: int, wanted: int) -> None:
        super().__init__(f"{found} of the trusted witnesses cosigned; {wanted} are asked for.")
        self.found, self.wanted = found, wanted


class VersionMissing(TlogError):
    """A saved entry has versions before and after one that it does not have."""

    def __init__(self, version: int) -> None:
        super().__init__(f"Version {version} is missing.")
        self.version = version


class EntryLeafWrong(TlogError):
    """One leaf of a saved entry does not hold. `position` counts from 1; the cause is the error it was raised from."""

    def __init__(self, position: int, cause: TlogError) -> None:
        super().__init__(f"Leaf {position} of the entry does not hold: {cause}")
        self.position, self.cause = position, cause


class WitnessRefusal(TlogError):
    """A witness does not cosign. `status` is the HTTP status it says so with."""

    status = 400


class RequestMalformed(WitnessRefusal, Malformed):
    """Not an add-checkpoint request."""


class OldSizeWrong(WitnessRefusal):
    """The request's old size is beyond the checkpoint's."""


class CheckpointUnsigned(WitnessRefusal):
    """No trusted key of this log signed the checkpoint, or a signature that names one is not by it."""

    status = 403


class OriginUnknown(WitnessRefusal):
    """This witness does not follow that log."""

    status = 404


class OldSizeElsewhere(WitnessRefusal):
    """The old size is not the one that this witness cosigned last, which is `size`."""

    status = 409

    def __init__(self, size: int) -> None:
        super().__init__(f"The last checkpoint that was cosigned here has the size {size}.")
        self.size = size


class CheckpointInconsistent(WitnessRefusal):
    """The log signed a checkpoint that was not shown to continue what this witness cosigned."""

    status = 422


class SplitView(CheckpointInconsistent):
    """The log signed two different roots for one size: this is proof that it forked."""


class WitnessBehind(TlogError):
    """The witness cosigned another size last: ask again with a proof from `size`."""

    def __init__(self, size: int) -> None:
        super().__init__(f"The witness cosigned the size {size} last.")
        self.size = size


class WitnessRefused(TlogError):
    """The witness refused, with this HTTP status and these words (cut short)."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(f"The witness refused with status {status}.")
        self.status, self.reason = status, reason


class AnswerMalformed(Malformed):
    """A witness said that it cosigned, and its answer carries no signature of its key."""
