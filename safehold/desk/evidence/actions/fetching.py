# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The bytes of an item leave: a row of custody stands before the first of them does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from safehold.desk.audit import actions as audit
from safehold.desk.cases import actions as cases
from safehold.desk.evidence import adapters, queries
from safehold.desk.evidence.actions.custody import append
from safehold.desk.evidence.actions.looking import report_broken
from safehold.desk.evidence.errors import BytesBroken
from safehold.desk.evidence.models import Item
from safehold.desk.evidence.rules import Moment
from safehold.persistence.transactions import atomic_for

if TYPE_CHECKING:
    from safehold.desk.evidence.queries import OpenedItem
    from safehold.desk.vault.actions import Unlocked


def download(unlocked: Unlocked, opened: OpenedItem, moment: Moment) -> Iterator[bytes]:
    """Return the bytes of an item, in pieces. The first piece is opened here, so that a broken file says so on a page.

    Raises BytesGone, BytesBroken (with an alarm), KeyMissing.
    """
    try:
        source = queries.open_bytes(unlocked, opened)
        first = source.read(adapters.PIECE_BYTES)
    except BytesBroken:
        report_broken(unlocked, opened.row, moment.on)
        raise
    with atomic_for(Item):
        case_now, key = cases.hold_case(unlocked, opened.row.case)
        queries.require_kept(opened.row)
        what = {"sha256": opened.document.sha256, "original": opened.is_original}
        append(key, opened.row, "downloaded", what, unlocked.member, moment)
        audit.append(
            case_now.organisation_id, "evidence.downloaded", case_now.id, unlocked.member.pk, on=moment.on
        )
    return _pieces(unlocked, opened, source, first or b"", moment)


def _pieces(
    unlocked: Unlocked, opened: OpenedItem, source: adapters.OpenedBytes, first: bytes, moment: Moment
) -> Iterator[bytes]:
    with source:
        try:
            piece: bytes | None = first
            while piece:
                yield piece
                piece = source.read(adapters.PIECE_BYTES)
        except BytesBroken:
            report_broken(unlocked, opened.row, moment.on)
            raise
