# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Closed cases, for whoever decides how long they are kept, and what stands in a case, in numbers. No key needed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import NamedTuple
from uuid import UUID

from safehold.desk.cases.models import Case, CaseReport, State
from safehold.persistence.sealed import case_id_of, list_sealed_models

AT_ONCE = 500


class ClosedCase(NamedTuple):
    """A closed case that stands for itself or for several: those that are read in it are in `family`, itself first."""

    case_id: UUID
    closed_on: date
    family: tuple[UUID, ...]
    reports: int


def list_closed(organisation_id: UUID, until: date, only: Collection[UUID] | None = None) -> list[ClosedCase]:
    """Return the cases that were closed by a day and in which nothing waits to be read, the oldest first."""
    rows = Case.objects.filter(
        organisation=organisation_id,
        merged_into=None,
        state=State.CLOSED,
        closed_on__lte=until,
        unread_on=None,
    )
    if only is not None:
        rows = rows.filter(id__in=list(only))
    found = [
        (case_id, day)
        for case_id, day in rows.order_by("closed_on", "id").values_list("id", "closed_on")
        if day is not None
    ]
    described = []
    for start in range(0, len(found), AT_ONCE):
        described += _describe(found[start : start + AT_ONCE])
    return described


def _describe(found: Collection[tuple[UUID, date]]) -> list[ClosedCase]:
    ids = [case_id for case_id, _day in found]
    family: dict[UUID, list[UUID]] = {case_id: [case_id] for case_id in ids}
    merged = Case.objects.filter(merged_into__in=ids).order_by("id").values_list("id", "merged_into")
    for case_id, into_id in merged:
        family[UUID(str(into_id))].append(case_id)
    everybody = [each for together in family.values() for each in together]
    reports = Counter(CaseReport.objects.filter(case__in=everybody).values_list("case_id", flat=True))
    return [
        ClosedCase(case_id, day, tuple(family[case_id]), sum(reports[each] for each in family[case_id]))
        for case_id, day in found
    ]


def count_sealed(case_ids: Collection[UUID]) -> dict[str, int]:
    """Return how many rows of each kind are sealed under the keys of these cases, by the name of their document."""
    counts = {
        model.sealed_as: model._default_manager.filter(**{"case_id__in": list(case_ids)}).count()
        for model in list_sealed_models()
        if model is not Case
    }
    return {kind: count for kind, count in counts.items() if count}


def which_have(case_ids: Collection[UUID], sealed_as: str, **fields: object) -> set[UUID]:
    """Return which of these cases have a row of a kind, with these fields in the clear. No such kind: none."""
    found: set[UUID] = set()
    for model in (each for each in list_sealed_models() if each.sealed_as == sealed_as):
        rows = model._default_manager.filter(**{"case_id__in": list(case_ids), **fields})
        found |= {case_id_of(row) for row in rows.defer("sealed")}
    return found
