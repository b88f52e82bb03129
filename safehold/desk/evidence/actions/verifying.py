# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Looks again whether an item is what was received, and whether its custody holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from safehold.core import custody
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

ALARM = "custody-broken"


@dataclass(frozen=True)
class Verified:
    """What was found. bytes_hold: None where the bytes are not kept. broken_at: the first row that does not hold."""

    bytes_hold: bool | None
    rows: int
    covered: int
    broken_at: int | None = None
    reason: str = ""

    @property
    def is_sound(self) -> bool:
        return self.bytes_hold is not False and self.broken_at is None


def verify_now(unlocked: Unlocked, opened: OpenedItem, moment: Moment) -> Verified:
    """Open the stored bytes, hash them again, follow the chain, its details and the heads of days; write it down.

    Raises KeyMissing or RowTampered.
    """
    bytes_hold = _check_bytes(unlocked, opened) if opened.is_kept else None
    with atomic_for(Item):
        case_now, key = cases.hold_case(unlocked, opened.row.case)
        found = _check_chain(key, opened.row, bytes_hold, opened.document.sha256)
        what = {
            "sha256": opened.document.sha256,
            "bytes": {True: "same", False: "changed", None: "not kept"}[bytes_hold],
            "rows": found.rows,
            "broken_at": found.broken_at or 0,
            "reason": found.reason,
        }
        append(key, opened.row, "verified", what, unlocked.member, moment)
        audit.append(
            case_now.organisation_id, "evidence.verified", case_now.id, unlocked.member.pk, on=moment.on
        )
        if found.broken_at is not None:
            audit.raise_alarm(case_now.organisation_id, ALARM, opened.row.pk, on=moment.on)
    if bytes_hold is False:
        report_broken(unlocked, opened.row, moment.on)
    return found


def _check_bytes(unlocked: Unlocked, opened: OpenedItem) -> bool:
    try:
        with queries.open_bytes(unlocked, opened) as source:
            while source.read(adapters.PIECE_BYTES):
                pass
    except BytesBroken:
        return False
    return True


def _check_chain(key: bytes, item: Item, bytes_hold: bool | None, sha256: str) -> Verified:
    rows, details = queries.list_custody(item.pk), queries.open_details(key, item)
    try:
        custody.verify_chain(rows, item.pk)
        for row in rows:
            custody.check_detail(row, details.get(row.pk, {}))
        heads = queries.list_heads([item.pk])
        custody.verify_heads(heads, has_gaps=True)
        covered = custody.check_against_heads(item.pk, rows, heads)
    except (custody.ChainBroken, custody.HeadBroken) as broken:
        return Verified(bytes_hold, len(rows), 0, broken.position, broken.reason)
    except custody.DetailForged as forged:
        return Verified(bytes_hold, len(rows), 0, forged.position, custody.CHANGED)
    first: dict[str, object] = next((details[row.pk]["what"] for row in rows if row.event == "hashed"), {})
    if first.get("sha256") != sha256:
        return Verified(bytes_hold, len(rows), covered, 1, custody.CHANGED)
    return Verified(bytes_hold, len(rows), covered)
