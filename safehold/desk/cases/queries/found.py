# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Cases that a search came up with: narrowed by what stands in the clear, in order, and with their keys."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet

from safehold.desk.cases.models import Case, Triage
from safehold.desk.cases.queries.rows import ANY_STATE, CaseFilter, list_cases
from safehold.desk.vault.actions import Unlocked

if TYPE_CHECKING:
    from safehold.desk.members.models import Member


@dataclass(frozen=True)
class FoundFilter:
    """What a search is narrowed by. An empty value narrows nothing."""

    listed: CaseFilter = field(default_factory=lambda: CaseFilter(ANY_STATE))
    triage: str = ""
    opened_from: date | None = None
    opened_to: date | None = None


@dataclass(frozen=True)
class FoundCase:
    """A case, and the keys by which everything that is read in it opens: its own, and those of its family."""

    case: Case
    keys: dict[UUID, bytes] = field(repr=False)


def list_ids(member: Member, chosen: FoundFilter) -> QuerySet[Case, UUID]:
    """Return the ids of the cases that a member sees and that a filter lets through, the newest first."""
    cases = list_cases(member, chosen.listed)
    if chosen.triage in Triage.values:
        cases = cases.filter(triage=chosen.triage)
    if chosen.opened_from:
        cases = cases.filter(opened_on__gte=chosen.opened_from)
    if chosen.opened_to:
        cases = cases.filter(opened_on__lte=chosen.opened_to)
    return cases.order_by("-opened_on", "id").values_list("id", flat=True)


def list_read_in(organisation_id: UUID) -> dict[UUID, UUID]:
    """Return the cases that were put together with another -> the one in which they are read."""
    merged = Case.objects.filter(organisation=organisation_id, merged_into__isnull=False)
    return {case_id: into for case_id, into in merged.values_list("id", "merged_into_id") if into is not None}


def open_found(unlocked: Unlocked, ids: Collection[UUID]) -> list[FoundCase]:
    """Return some cases in the order of their ids, with the keys that the member has for them."""
    family = Case.objects.filter(Q(id__in=ids) | Q(merged_into__in=ids)).select_related("assigned_to")
    cases = {case.id: case for case in family}
    keys = unlocked.case_keys({case.id: case.key_version for case in cases.values()})
    return [
        FoundCase(cases[each], {case.id: keys[case.id] for case in _family(cases, each) if case.id in keys})
        for each in ids
        if each in cases
    ]


def _family(cases: dict[UUID, Case], case_id: UUID) -> list[Case]:
    return [case for case in cases.values() if case_id in (case.id, case.merged_into_id)]
