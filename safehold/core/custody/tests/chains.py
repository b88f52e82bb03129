# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Chains of custody as tests make them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from safehold.core.custody import EVENTS, Row, hash_detail, hash_row, make_detail, write_row

DAY = date(2026, 11, 23)
ITEM, OTHER = UUID(int=7), UUID(int=8)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def make_chain(length: int, item_id: UUID = ITEM) -> list[Row]:
    """A chain of so many rows, one a day."""
    rows: list[Row] = []
    for n in range(length):
        detail = make_detail(NOON, bytes([n % 256]) * 16, {"n": n})
        last = (n, rows[-1].hash if rows else "")
        day = DAY + timedelta(days=n)
        rows.append(write_row(item_id, last, EVENTS[n % len(EVENTS)], day, UUID(int=1), hash_detail(detail)))
    return rows


def recompute(rows: list[Row], since: int) -> list[Row]:
    """The rows as somebody leaves them who can write: every hash from place `since` (from 0) on made anew."""
    out = rows[:since]
    for row in rows[since:]:
        plain = replace(row, previous=out[-1].hash if out else "", position=len(out) + 1)
        out.append(replace(plain, hash=hash_row(plain)))
    return out
