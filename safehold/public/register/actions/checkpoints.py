# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Taking in the signed roots of the log, and what witnesses say of them. Nothing is taken that does not fit."""

from __future__ import annotations

from safehold.core import tlog
from safehold.persistence.transactions import atomic_for
from safehold.public.register.actions.publications import lock_log, next_index
from safehold.public.register.actions.showing import show
from safehold.public.register.adapters import read_log_key, read_witness_keys
from safehold.public.register.errors import CheckpointWrong, CosignatureWrong
from safehold.public.register.models import Checkpoint, Tile
from safehold.public.register.queries.books import StoredTiles


def store_checkpoint(note: bytes) -> bool:
    """Store a checkpoint of the leaves here, and let pages tell of them; return whether it is new.

    The same once more goes on with what a cut left. Raises CheckpointWrong, LogKeyMissing.
    """
    checkpoint = _open(note)
    with atomic_for(Checkpoint):
        lock_log()
        if checkpoint.size > next_index():
            raise CheckpointWrong("leaves that it covers are not here")
        try:
            tlog.check_root(checkpoint, tlog.TileTree(StoredTiles(), checkpoint.size).root())
        except (tlog.TlogError, Tile.DoesNotExist):
            raise CheckpointWrong("it is not the root of the leaves here") from None
        _row, is_new = Checkpoint.objects.get_or_create(size=checkpoint.size, defaults={"note": note})
    if not is_new:
        add_lines(note)
    show(checkpoint.size)
    return is_new


def store_cosignature(note: bytes) -> bool:
    """Add what witnesses that this site knows have signed to the checkpoint here; return whether any is new.

    note: a checkpoint with their lines. Raises CosignatureWrong.
    """
    try:
        if not tlog.list_cosignatures(note, read_witness_keys()):
            raise CosignatureWrong("no witness that this site knows signed it")
        return add_lines(note)
    except tlog.TlogError as error:
        raise CosignatureWrong(type(error).__name__) from None


def add_lines(note: bytes) -> bool:
    """Add the lines of known witnesses to the same checkpoint here, one for each; return whether any is new."""
    with atomic_for(Checkpoint):
        size = tlog.read_checkpoint_unverified(note).size
        row = Checkpoint.objects.select_for_update().filter(size=size).first()
        held = bytes(row.note) if row else b""
        if row is None or tlog.parse_note(held).text != tlog.parse_note(note).text:
            raise CosignatureWrong("no such checkpoint is here")
        witnesses = read_witness_keys()
        known = {each.key for each in tlog.list_cosignatures(held, witnesses)}
        lines = [each.line for each in tlog.list_cosignatures(note, witnesses) if each.key not in known]
        if lines:
            Checkpoint.objects.filter(size=size).update(note=tlog.add_signatures(held, b"".join(lines)))
        return bool(lines)


def _open(note: bytes) -> tlog.Checkpoint:
    key = read_log_key()
    try:
        return tlog.open_checkpoint(note, [key])
    except tlog.TlogError as error:
        raise CheckpointWrong(type(error).__name__) from None
