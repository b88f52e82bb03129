# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Adds rows to the custody of items, and writes the head of a day. Nothing here changes or deletes a row."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Max

from safehold.core import custody
from safehold.desk.evidence import queries
from safehold.desk.evidence.models import CustodyDetail, CustodyRow, DayHead
from safehold.desk.evidence.rules import Moment
from safehold.persistence.transactions import atomic_for

if TYPE_CHECKING:
    from safehold.desk.evidence.models import Item
    from safehold.desk.members.models import Member


def append(
    key: bytes, item: Item, event: str, what: Mapping[str, Any], by: Member | None, moment: Moment
) -> CustodyRow:
    """Add a row to an item's custody, inside the transaction that does what it says, with its case locked.

    key: of the case, from `hold_case`; the detail is sealed under it. by: None for the desk itself.
    """
    row, detail = _write(item.pk, event, what, by, moment)
    sealed = CustodyDetail(case_id=item.case_id, item=item, row=row)
    sealed.seal(key, detail)
    sealed.save(force_insert=True)
    return row


def append_unread(item_id: UUID, event: str, what: Mapping[str, Any], moment: Moment) -> CustodyRow:
    """Add a row whose detail nobody keeps: what ends a case has no key of it."""
    return _write(item_id, event, what, None, moment)[0]


def _write(
    item_id: UUID, event: str, what: Mapping[str, Any], by: Member | None, moment: Moment
) -> tuple[CustodyRow, dict[str, Any]]:
    detail = custody.make_detail(moment.at, secrets.token_bytes(custody.SALT_BYTES), what)
    newest = CustodyRow.objects.filter(item_id=item_id).order_by("-position").first()
    last = (newest.position, newest.hash) if newest else (0, "")
    written = custody.write_row(
        item_id, last, event, moment.on, by.pk if by else None, custody.hash_detail(detail)
    )
    row = CustodyRow.objects.create(
        item_id=item_id,
        position=written.position,
        event=event,
        on_day=written.on_day,
        actor=by.pk if by else None,
        detail_sha256=written.detail_sha256,
        previous=written.previous,
        hash=written.hash,
    )
    return row, detail


def write_day_head(on: date) -> DayHead | None:
    """Write the head over all rows of days before `on` that no head covers; None when there are none. Keyless."""
    with atomic_for(DayHead):
        last = DayHead.objects.select_for_update().order_by("-position").first()
        rows = CustodyRow.objects.filter(on_day__lt=on)
        if last is not None:
            rows = rows.filter(on_day__gt=last.on_day)
        newest = rows.values("item_id").annotate(newest=Max("position"), day=Max("on_day"))
        positions = {each["item_id"]: each["newest"] for each in newest}
        if not positions:
            return None
        day = max(each["day"] for each in newest)
        ends = [
            (row.item_id, row.position, row.hash)
            for row in rows.filter(item_id__in=positions)
            if positions[row.item_id] == row.position
        ]
        head = custody.write_head(queries.as_head(last) if last else None, day, ends)
        return DayHead.objects.create(
            position=head.position,
            on_day=head.on_day,
            items=[list(end) for end in head.items],
            previous=head.previous,
            hash=head.hash,
        )
