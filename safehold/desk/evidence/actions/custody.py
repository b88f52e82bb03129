# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Adds rows to the custody of items. Nothing here changes or deletes a row."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from safehold.core import custody
from safehold.desk.evidence.errors import CustodyOutrun
from safehold.desk.evidence.models import CustodyDetail, CustodyRow, UncoveredRow
from safehold.desk.evidence.rules import Moment

if TYPE_CHECKING:
    from safehold.desk.evidence.models import Item
    from safehold.desk.members.models import Member


@dataclass(frozen=True)
class Drafted:
    """A row as it will be, if nothing else happens to the item before it is kept. `detail`: of what it is the hash."""

    row: custody.Row
    detail: dict[str, Any] = field(repr=False)


def append(
    key: bytes, item: Item, event: str, what: Mapping[str, Any], by: Member | None, moment: Moment
) -> CustodyRow:
    """Add a row to an item's custody, inside the transaction that does what it says, with its case locked.

    key: of the case, from `hold_case`; the detail is sealed under it. by: None for the desk itself.
    """
    return _keep(key, item, draft(item.pk, event, what, by, moment))


def append_unread(item_id: UUID, event: str, what: Mapping[str, Any], moment: Moment) -> CustodyRow:
    """Add a row whose detail nobody keeps: what ends a case has no key of it."""
    return _save(draft(item_id, event, what, None, moment).row)


def draft(item_id: UUID, event: str, what: Mapping[str, Any], by: Member | None, moment: Moment) -> Drafted:
    """Return the row that would follow an item's newest one. Nothing is written."""
    detail = custody.make_detail(moment.at, secrets.token_bytes(custody.SALT_BYTES), what)
    newest = _find_newest(item_id)
    last = (newest.position, newest.hash) if newest else (0, "")
    row = custody.write_row(
        item_id, last, event, moment.on, by.pk if by else None, custody.hash_detail(detail)
    )
    return Drafted(row, detail)


def keep(key: bytes, item: Item, drafted: Drafted) -> CustodyRow:
    """Add a row as it was drafted, as `append` does. Raises CustodyOutrun when something happened to the item since."""
    newest = _find_newest(item.pk)
    if (newest.hash if newest else "") != drafted.row.previous:
        raise CustodyOutrun
    return _keep(key, item, drafted)


def _keep(key: bytes, item: Item, drafted: Drafted) -> CustodyRow:
    row = _save(drafted.row)
    sealed = CustodyDetail(case_id=item.case_id, item=item, row=row)
    sealed.seal(key, drafted.detail)
    sealed.save(force_insert=True)
    return row


def _find_newest(item_id: UUID) -> CustodyRow | None:
    return CustodyRow.objects.filter(item_id=item_id).order_by("-position").first()


def _save(row: custody.Row) -> CustodyRow:
    item_id, actor = UUID(row.item_id), UUID(row.actor) if row.actor else None
    UncoveredRow.objects.create(item_id=item_id, position=row.position, hash=row.hash, on_day=row.on_day)
    return CustodyRow.objects.create(
        item_id=item_id,
        position=row.position,
        event=row.event,
        on_day=row.on_day,
        actor=actor,
        detail_sha256=row.detail_sha256,
        previous=row.previous,
        hash=row.hash,
    )
