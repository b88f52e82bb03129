# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What holds in an organisation: what its lead chose, and the catalogue's proposals for the rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from safehold.catalog.retention import load_retention
from safehold.desk.retention.models import Mode, Policy
from safehold.desk.retention.rules import Bounds, is_within


@dataclass(frozen=True)
class Rules:
    """`months`: by class. Every number is within the bounds of the catalogue, whatever the database says."""

    months: dict[str, int]
    mode: str
    grace_days: int
    changed_on: date | None

    @property
    def is_by_itself(self) -> bool:
        return self.mode == Mode.ITSELF


def read_rules(organisation_id: UUID, *, held: bool = False) -> Rules:
    """Return an organisation's rules; held: locked until the caller's transaction ends."""
    rows = Policy.objects.filter(organisation=organisation_id)
    row = (rows.select_for_update() if held else rows).first()
    catalog = load_retention()
    months = {
        kept.code: _within(
            row and row.periods.get(kept.code),
            Bounds(kept.least_months, kept.most_months),
            kept.default_months,
        )
        for kept in catalog.classes
    }
    grace = catalog.grace
    days = _within(row and row.grace_days, Bounds(grace.least_days, grace.most_days), grace.default_days)
    return Rules(months, row.mode if row else Mode.ASK, days, row.changed_on if row else None)


def _within(number: object, bounds: Bounds, default: int) -> int:
    return number if isinstance(number, int) and is_within(number, bounds) else default


def months_of(rules: Rules, kind: str) -> int:
    return rules.months[kind]
