# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A saved entry: one file with leaves, what opens their fields, and their proofs. It is checked without any server.

The file is canonical JSON, so that no byte of it is free: what is not bound by a signature is bound by the format. It
may name the log's key, for convenience; a key that came with what it checks vouches for nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from safehold.core.envelopes.canonical import canonical_json, read_canonical_json
from safehold.core.envelopes.errors import EnvelopeMalformed
from safehold.core.tlog.checkpoints import Checkpoint
from safehold.core.tlog.errors import (
    EntryLeafWrong,
    EntryMalformed,
    LeafMalformed,
    LogForked,
    OriginWrong,
    TlogError,
    VersionMissing,
)
from safehold.core.tlog.keys import VerifierKey
from safehold.core.tlog.leaves import VERSIONS, Leaf, Opening, check_openings, read_leaf, read_openings
from safehold.core.tlog.proofs import Proven, verify_proof

ENTRY_FORMAT = "safehold/register-entry/1"
MAX_ENTRY_BYTES = 16 * 1024 * 1024
MAX_LEAVES = 4096


@dataclass(frozen=True)
class SavedLeaf:
    """A leaf, what opens its fields, and the text of its proof."""

    leaf: bytes
    openings: Mapping[str, Opening] = field(repr=False)
    proof: bytes = field(repr=False)


@dataclass(frozen=True)
class SavedEntry:
    """The leaves of one entry, in the order of the log. log_key: the verifier key that the file itself names."""

    leaves: tuple[SavedLeaf, ...]
    log_key: str = ""


@dataclass(frozen=True)
class VerifiedLeaf:
    """A leaf that holds, with the values that were shown."""

    leaf: Leaf
    openings: Mapping[str, Opening] = field(repr=False)
    proven: Proven

    @property
    def hidden(self) -> tuple[str, ...]:
        """The fields that the leaf has and the file does not show."""
        return tuple(sorted(self.leaf.fields.keys() - self.openings.keys()))


def write_entry(entry: SavedEntry) -> bytes:
    """Return a saved entry as a file; raises EntryMalformed for one that would not be read again."""
    leaves = [
        {
            "leaf": saved.leaf.decode(),
            "openings": {name: opening.document() for name, opening in saved.openings.items()},
            "proof": saved.proof.decode(),
        }
        for saved in entry.leaves
    ]
    try:
        content = canonical_json({"format": ENTRY_FORMAT, "log_key": entry.log_key, "leaves": leaves})
    except EnvelopeMalformed:
        raise EntryMalformed("A value has no canonical form.") from None
    if not 0 < len(leaves) <= MAX_LEAVES or len(content) > MAX_ENTRY_BYTES:
        raise EntryMalformed("The entry has no leaves, or too many.")
    return content


def read_entry(content: bytes) -> SavedEntry:
    """Read a saved entry without verifying anything; raises EntryMalformed or OpeningMalformed."""
    if len(content) > MAX_ENTRY_BYTES:
        raise EntryMalformed("The file is too long for a saved entry.")
    try:
        document = read_canonical_json(content)
    except EnvelopeMalformed:
        raise EntryMalformed("The file is not written as a saved entry is.") from None
    leaves, log_key = document.get("leaves"), document.get("log_key")
    if document.keys() != {"format", "leaves", "log_key"} or document["format"] != ENTRY_FORMAT:
        raise EntryMalformed("The file is not a saved entry.")
    if not isinstance(leaves, list) or not isinstance(log_key, str) or not 0 < len(leaves) <= MAX_LEAVES:
        raise EntryMalformed("The file is not a saved entry.")
    return SavedEntry(tuple(_read_leaf(each) for each in leaves), log_key)


def verify_entry(
    entry: SavedEntry,
    log_keys: Sequence[VerifierKey],
    witness_keys: Sequence[VerifierKey] = (),
    at_least: int = 0,
) -> tuple[VerifiedLeaf, ...]:
    """Return the leaves of a saved entry once all of it holds.

    Raises EntryLeafWrong for the first leaf that does not; VersionMissing when a version between two others is not
    there; LogForked when two of the checkpoints show two logs.
    """
    found = []
    for position, saved in enumerate(entry.leaves, 1):
        try:
            found.append(_verify_leaf(saved, log_keys, witness_keys, at_least))
        except TlogError as error:
            raise EntryLeafWrong(position, error) from error
    _check_one_log([each.proven.checkpoint for each in found])
    _check_one_entry(found)
    return tuple(found)


def _verify_leaf(
    saved: SavedLeaf, log_keys: Sequence[VerifierKey], witness_keys: Sequence[VerifierKey], at_least: int
) -> VerifiedLeaf:
    leaf = read_leaf(saved.leaf)
    check_openings(leaf, saved.openings)
    proven = verify_proof(saved.proof, saved.leaf, log_keys, witness_keys, at_least)
    return VerifiedLeaf(leaf, saved.openings, proven)


def _check_one_log(checkpoints: Sequence[Checkpoint]) -> None:
    """Raise unless the checkpoints are of one log, with one root for each size."""
    roots: dict[int, bytes] = {}
    for checkpoint in checkpoints:
        if checkpoint.origin != checkpoints[0].origin:
            raise OriginWrong("The leaves are from two different logs.")
        if roots.setdefault(checkpoint.size, checkpoint.root) != checkpoint.root:
            raise LogForked(checkpoint.origin, checkpoint.size)


def _check_one_entry(found: Sequence[VerifiedLeaf]) -> None:
    """Raise unless the leaves are of one entry, in their order, without a gap between its versions.

    A leaf that names no entry, such as a withholding, may stand among them.
    """
    places = [each.proven.index for each in found]
    entries = {each.leaf.entry for each in found if each.leaf.entry is not None}
    if places != sorted(set(places)) or len(entries) > 1:
        raise LeafMalformed("The leaves are of several entries, or not in the order of the log.")
    versions = {each.leaf.version for each in found if each.leaf.kind in VERSIONS}
    for version in range(min(versions, default=0), max(versions, default=0)):
        if version not in versions:
            raise VersionMissing(version)


def _read_leaf(document: object) -> SavedLeaf:
    if not isinstance(document, dict) or document.keys() != {"leaf", "openings", "proof"}:
        raise EntryMalformed("The file is not a saved entry.")
    leaf, proof = document["leaf"], document["proof"]
    if not isinstance(leaf, str) or not isinstance(proof, str):
        raise EntryMalformed("The file is not a saved entry.")
    return SavedLeaf(leaf.encode(), read_openings(document["openings"]), proof.encode())
