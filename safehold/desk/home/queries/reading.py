# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The day of somebody who only reads: the newest cases."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from safehold.desk.cases import queries as cases
from safehold.desk.home.queries.pressing import SHOWN, open_titles

if TYPE_CHECKING:
    from safehold.desk.members.models import Member
    from safehold.desk.vault.actions import Unlocked


@dataclass(frozen=True)
class ReadingDay:
    """`is_more`: there are cases that are not among the lines."""

    lines: list[cases.ListedCase]
    is_more: bool


def plan_reading(member: Member, unlocked: Unlocked | None, on: date) -> ReadingDay:
    """Return the newest cases of a member's organisation; titles only while unlocked."""
    every = cases.list_cases(member, cases.CaseFilter(cases.ANY_STATE))
    newest = list(every.order_by("-opened_on", "id")[: SHOWN + 1])
    titles = open_titles(unlocked, newest[:SHOWN])
    lines = [
        replace(line, title=titles.get(line.case.id, "")) for line in cases.describe_cases(newest[:SHOWN], on)
    ]
    return ReadingDay(lines, len(newest) > SHOWN)
