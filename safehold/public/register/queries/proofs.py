# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a reader takes home to check for themselves: leaves, openings, inclusion proofs, and the log's key."""

from __future__ import annotations

from collections.abc import Sequence

from safehold.core import tlog
from safehold.public.register.errors import LogDamaged
from safehold.public.register.queries.books import Book, Statement


def save_entry(book: Book, statements: Sequence[Statement]) -> bytes:
    """Return the file behind "save this with its proof", of one leaf or of a whole history; raises LogDamaged."""
    if any(each.problem for each in statements):
        raise LogDamaged
    try:
        leaves = tuple(
            tlog.SavedLeaf(each.content, each.openings, tlog.write_proof(_proof(book, each.index)))
            for each in statements
        )
        return tlog.write_entry(tlog.SavedEntry(leaves, book.key.text))
    except tlog.TlogError:
        raise LogDamaged from None


def _proof(book: Book, index: int) -> tlog.Proof:
    return tlog.Proof(index, tuple(book.prove(index)), book.note)
