# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The cases of a day: what is urgent, what is new to read, who waits longest, what else is mine.

Every look-up has an end, and nothing is counted further than a page would say: a day costs about the same with fifty
open cases and with ten thousand.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet

from safehold.desk.cases import queries as cases

if TYPE_CHECKING:
    from safehold.desk.cases.models import Case
    from safehold.desk.members.models import Member
    from safehold.desk.vault.actions import Unlocked

SHOWN = 8
"""How many lines a part of the day shows before it says that there are more."""
MOST = 100
"""As far as a part is counted; beyond it the page says "100+"."""
LOOKED_AT = 50
"""So many of a member's own cases are looked at for those in which nobody waits for an answer."""
IS_URGENT = Q(triage_rank=0) & ~Q(state="closed")
IS_UNREAD = Q(unread_on__isnull=False)

Lines = dict[UUID, cases.ListedCase]


@dataclass(frozen=True)
class Part:
    """One part of the day: its first lines that no part before it shows, and how many there are all in all.

    `is_more`: there are lines that are not shown. `is_least`: there are more than `total`.
    """

    lines: list[cases.ListedCase]
    total: int
    is_more: bool
    is_least: bool = False


def plan_cases(member: Member, unlocked: Unlocked | None, on: date) -> dict[str, Part]:
    """Return the parts of a member's day that are cases, by name; each case stands in the first that names it."""
    urgent = cases.list_cases(member).filter(triage_rank=0)
    unread = cases.list_cases(member, cases.CaseFilter(cases.ANY_STATE, unread=True))
    own = cases.list_cases(member, cases.CaseFilter(mine=True))
    first = {
        "urgent": list(urgent[: SHOWN + 1]),
        "unread": list(unread.exclude(IS_URGENT)[: SHOWN + 1]),
        "waiting": cases.list_waiting(member, MOST + 1),
        "mine": _list_quiet(own.exclude(IS_URGENT).exclude(IS_UNREAD)),
    }
    lines = _describe([case for rows in first.values() for case in rows], on)
    parts = {
        "urgent": _part(first["urgent"], lines, urgent),
        "unread": _part(first["unread"], lines, unread),
        "waiting": _waiting(first["waiting"], lines),
        "mine": _part([case for case in first["mine"] if lines[case.id].waits_days is None], lines, own),
    }
    titles = open_titles(unlocked, [line.case for part in parts.values() for line in part.lines])
    return {name: _named(part, titles) for name, part in parts.items()}


def open_titles(unlocked: Unlocked | None, wanted: Iterable[Case]) -> dict[UUID, str]:
    """Return the titles of some cases; none while locked."""
    return cases.open_titles(unlocked, {case.id: case for case in wanted}.values()) if unlocked else {}


def _list_quiet(own: QuerySet[Case]) -> list[Case]:
    """Return a member's cases in which nobody waits; where these are few, some in which nobody may want an answer."""
    quiet = list(own.filter(waits_since=None)[: SHOWN + 1])
    return quiet if len(quiet) > SHOWN else quiet + list(own.exclude(waits_since=None)[:LOOKED_AT])


def _describe(rows: Iterable[Case], on: date) -> Lines:
    found = {case.id: case for case in rows}
    return {line.case.id: line for line in cases.describe_cases(found.values(), on)}


def _part(first: list[Case], lines: Lines, every: QuerySet[Case]) -> Part:
    total = every.order_by()[: MOST + 1].count()
    shown = [lines[case.id] for case in first[:SHOWN]]
    return Part(shown, min(total, MOST), is_more=len(first) > SHOWN, is_least=total > MOST)


def _waiting(first: list[Case], lines: Lines) -> Part:
    """Return who waits longest. Who wants no answer is left out only here: the ledger knows it, not the case."""
    found = [line for case in first[:MOST] if (line := lines[case.id]).waits_days is not None]
    fresh = [line for line in found if line.case.triage != "urgent" and not line.is_unread]
    is_least = len(first) > MOST
    return Part(fresh[:SHOWN], len(found), is_more=is_least or len(fresh) > SHOWN, is_least=is_least)


def _named(part: Part, titles: dict[UUID, str]) -> Part:
    return replace(part, lines=[replace(line, title=titles.get(line.case.id, "")) for line in part.lines])
