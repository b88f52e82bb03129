# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Cases end for good: their keys, every row sealed under them in whatever room, and what stands around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from safehold.desk.cases import before_erasing
from safehold.desk.cases.models import Case, CaseReport, StateChange
from safehold.desk.parties import actions as parties
from safehold.desk.search import actions as search
from safehold.desk.tasks import actions as tasks
from safehold.desk.vault import actions as vault
from safehold.persistence.sealed import list_sealed_models
from safehold.persistence.transactions import atomic_for


@dataclass(frozen=True)
class Erased:
    """How many rows of each kind are gone, and the reports that were in the cases."""

    counts: dict[str, int]
    report_ids: list[UUID]


def erase_cases(held: Collection[Case]) -> Erased:
    """Delete locked cases with all that is theirs. Needs no key; there is no way back.

    What stands in other rooms without being sealed under the case (offers and shares; the inbox; files in the store) is
    the caller's. Call it in a transaction; afterwards, `erase_from_log`. Writes no audit row. Raises what a room
    registered to keep a case.
    """
    with atomic_for(Case):
        case_ids = [case.id for case in held]
        before_erasing.ask_all(case_ids)
        report_ids = list(CaseReport.objects.filter(case__in=case_ids).values_list("id", flat=True))
        counts = Counter({"key": vault.destroy_keys(case_ids)})
        counts["history"] = StateChange.objects.filter(case__in=case_ids).count()
        counts["outbox"] = vault.delete_replies(report_ids)
        parties.part_from_other_cases(case_ids)
        for case_id in case_ids:
            search.forget_case(case_id)
            counts["task"] += tasks.forget_case(case_id)
        counts += _delete_sealed(case_ids)
    return Erased({kind: count for kind, count in sorted(counts.items()) if count}, report_ids)


def _delete_sealed(case_ids: Collection[UUID]) -> Counter[str]:
    """Delete the rows of every kind, those of upper rooms first, and the cases last."""
    kinds = [model for model in reversed(list_sealed_models()) if model is not Case]
    found = {model: model._default_manager.filter(**{"case_id__in": case_ids}) for model in kinds}
    counts = Counter({model.sealed_as: rows.count() for model, rows in found.items()})
    for rows in found.values():
        rows.delete()
    counts[Case.sealed_as] = len(case_ids)
    Case.objects.filter(id__in=case_ids).delete()
    return counts
