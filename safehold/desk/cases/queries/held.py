# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Cases of an organisation by their ids, for rooms above whose work is about several at once."""

from collections.abc import Collection
from uuid import UUID

from safehold.desk.cases.models import Case


def map_cases(organisation_id: UUID, case_ids: Collection[UUID]) -> dict[UUID, Case]:
    """Return those of the cases that the organisation has."""
    return {case.id: case for case in Case.objects.filter(id__in=case_ids, organisation=organisation_id)}


def hold_case(organisation_id: UUID, case_id: UUID) -> Case | None:
    """Return a case, locked until the transaction ends; None when the organisation has it no longer."""
    return Case.objects.select_for_update().filter(id=case_id, organisation=organisation_id).first()
