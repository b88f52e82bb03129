# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes the head of a day: over every row until then that no head covers, however late it was committed. Keyless."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from safehold.core import custody
from safehold.desk.evidence import queries
from safehold.desk.evidence.models import DayHead, UncoveredRow
from safehold.persistence.transactions import atomic_for

MOST_AT_ONCE = 500


def write_day_head(on: date) -> DayHead | None:
    """Write the head of the day before `on`; None when there is one already, or no row of a day before `on` waits.

    A row that is committed after the head of its own day waits for the next one: each row waits by name.
    """
    day = on - timedelta(days=1)
    with atomic_for(DayHead):
        last = DayHead.objects.select_for_update().order_by("-position").first()
        if last is not None and last.on_day >= day:
            return None
        if not UncoveredRow.objects.filter(on_day__lte=day).exists():
            return None
        waiting = list(UncoveredRow.objects.all())
        ends = _find_ends([row for row in waiting if row.on_day <= day])
        named = [(item_id, row.position, row.hash) for item_id, row in ends.items()]
        head = custody.write_head(queries.as_head(last) if last else None, day, named)
        _let_go(
            [row for row in waiting if row.item_id in ends and row.position <= ends[row.item_id].position]
        )
        return DayHead.objects.create(
            position=head.position,
            on_day=head.on_day,
            items=[list(end) for end in head.items],
            previous=head.previous,
            hash=head.hash,
        )


def _find_ends(rows: Collection[UncoveredRow]) -> dict[UUID, UncoveredRow]:
    """Return the newest of these rows of each item. It covers those before it."""
    ends: dict[UUID, UncoveredRow] = {}
    for row in sorted(rows, key=lambda each: each.position):
        ends[row.item_id] = row
    return ends


def _let_go(covered: Collection[UncoveredRow]) -> None:
    ids = [row.pk for row in covered]
    for first in range(0, len(ids), MOST_AT_ONCE):
        UncoveredRow.objects.filter(pk__in=ids[first : first + MOST_AT_ONCE]).delete()
