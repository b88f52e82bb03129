# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The log behind the register: its leaves as they were signed, its checkpoint, and proofs of both kinds."""

from __future__ import annotations

import base64
from typing import Any

from django.http import HttpRequest
from ninja import Router

from safehold.core import tlog
from safehold.public.register import queries
from safehold.public.register.adapters import read_log_key
from safehold.public.register.errors import LogDamaged, ThingUnknown
from safehold.public.register.queries import Book, Statement
from safehold.public.register.views.api import answers
from safehold.public.register.views.api.reading import MOST, Limit, Place, Size, reads

router = Router(tags=["log"])


@router.get("/checkpoint", response=answers.CheckpointTold, url_name="checkpoint")
@reads
def read_checkpoint(request: HttpRequest, book: Book) -> dict[str, Any]:  # noqa: ARG001
    """Read the newest signed checkpoint, as a C2SP signed note and in parts."""
    return {
        "origin": book.checkpoint.origin,
        "size": book.size,
        "root": _base64(book.checkpoint.root),
        "note": book.note.decode(),
        "log_key": read_log_key().text,
        "witnesses": [each.key.name for each in queries.list_cosignatures(book)],
    }


@router.get("/leaves", response=answers.RawLeaves, url_name="leaves")
@reads
def list_leaves(request: HttpRequest, book: Book, cursor: Place = 0, limit: Limit = MOST) -> dict[str, Any]:  # noqa: ARG001
    """Read leaves in their order, as they were signed, with what opens their fields."""
    leaves = queries.read_leaves(book, cursor, limit) if cursor < book.size else []
    end = cursor + len(leaves)
    return {
        "size": book.size,
        "next": end if end < book.size and leaves else None,
        "leaves": [_tell(each) for each in leaves],
    }


@router.get("/leaves/{index}", response=answers.RawLeaf, url_name="leaf")
@reads
def read_leaf(request: HttpRequest, book: Book, index: Place) -> dict[str, Any]:  # noqa: ARG001
    """Read one leaf as it was signed, with what opens its fields."""
    return _tell(queries.read_leaves(book, index, 1)[0])


@router.get("/leaves/{index}/proof", response=answers.InclusionProof, url_name="proof")
@reads
def prove_leaf(request: HttpRequest, book: Book, index: Place) -> dict[str, Any]:  # noqa: ARG001
    """Read the proof that a leaf is in the log that the newest checkpoint signs."""
    if index >= book.size:
        raise ThingUnknown
    hashes = _proven(book, index)
    return {
        "index": index,
        "size": book.size,
        "root": _base64(book.checkpoint.root),
        "leaf_hash": _base64(book.tree.leaf_hash(index)),
        "hashes": [_base64(each) for each in hashes],
        "proof": tlog.write_proof(tlog.Proof(index, tuple(hashes), book.note)).decode(),
    }


@router.get("/consistency", response=answers.ConsistencyProof, url_name="consistency")
@reads
def prove_growth(request: HttpRequest, book: Book, old_size: Size) -> dict[str, Any]:  # noqa: ARG001
    """Read the proof that the log of the newest checkpoint begins with that of an older one."""
    if old_size > book.size:
        raise ThingUnknown
    try:
        old_root, hashes = book.tree.root(old_size), book.tree.prove_consistency(old_size)
        tlog.verify_consistency(old_root, old_size, book.checkpoint.root, book.size, hashes)
    except tlog.TlogError:
        raise LogDamaged from None
    return {
        "old_size": old_size,
        "old_root": _base64(old_root),
        "size": book.size,
        "root": _base64(book.checkpoint.root),
        "hashes": [_base64(each) for each in hashes],
        "note": book.note.decode(),
    }


def _proven(book: Book, index: int) -> list[bytes]:
    try:
        return book.prove(index)
    except tlog.TlogError:
        raise LogDamaged from None


def _tell(statement: Statement) -> dict[str, Any]:
    is_sound = statement.problem is None
    return {
        "index": statement.index,
        "leaf": _base64(statement.content) if is_sound else None,
        "leaf_hash": _base64(tlog.hash_leaf(statement.content)) if is_sound else None,
        "openings": {name: opening.document() for name, opening in statement.openings.items()},
        "withheld": {name: list(by) for name, by in statement.withheld.items()},
        "problem": statement.problem,
    }


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
