# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A case that goes to another organisation of the coalition, with all its rows, under keys that only this one has.

The room of sharing calls this inside its own transaction, after it checked that the case was offered and that the
people in it agree.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from safehold.desk.cases.actions.positions import add_step
from safehold.desk.cases.models import Case, StateChange
from safehold.desk.cases.queries import contents
from safehold.desk.parties import actions as parties
from safehold.desk.search import actions as search
from safehold.desk.tasks import actions as tasks
from safehold.desk.vault import actions as vault
from safehold.desk.vault import queries as keys
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.sealed import SealedInCase, case_id_of, list_sealed_models
from safehold.persistence.transactions import atomic_for


def hold_family(case_id: UUID) -> list[Case]:
    """Return a case and those that are read in it, itself first, locked until the transaction ends."""
    together = Case.objects.filter(id=case_id) | Case.objects.filter(merged_into=case_id)
    held = Case.objects.select_for_update().filter(id__in=together.values("id")).order_by("id")
    return sorted(held, key=lambda case: case.id != case_id)


def take_over_cases(
    unlocked: Unlocked, held: Collection[Case], old_keys: Mapping[UUID, bytes], on: date
) -> None:
    """Make locked cases cases of the member's organisation: every row is sealed anew, and the old keys are deleted.

    old_keys: the key that each is under now. The tokens of the organisation before go, its tasks about the cases too.
    Writes no audit row. Raises RowTampered, and nothing has happened, when a row does not open; VaultMissing.
    """
    with atomic_for(Case):
        before = {case.organisation_id for case in held}
        new_keys = _make_keys(unlocked, held)
        rows = contents.list_sealed(held)
        for row in rows:
            contents.seal_anew(old_keys[case_id_of(row)], new_keys[case_id_of(row)][1], row)
            if _has_owner(type(row)):
                row.organisation_id = unlocked.organisation_id  # type: ignore[attr-defined]
        for case in held:
            case.key_version, case.assigned_to = new_keys[case.id][0], None
        _save(rows)
        vault.replace_case_keys({case_id: version for case_id, (version, _key) in new_keys.items()})
        parties.part_from_other_cases(list(new_keys))
        for case in held:
            _move_what_is_around(unlocked, case, before, new_keys[case.id][1], on)


def _make_keys(unlocked: Unlocked, held: Collection[Case]) -> dict[UUID, tuple[int, bytes]]:
    """Make a key for each case, newer than every one that any vault holds of it."""
    newest = {case.id: case.key_version for case in held}
    for case_id, version in keys.list_kept_versions(newest):
        newest[case_id] = max(newest[case_id], version)
    versions = {case_id: version + 1 for case_id, version in newest.items()}
    made = unlocked.new_case_keys(versions)
    return {case_id: (versions[case_id], key) for case_id, key in made.items()}


def _has_owner(model: type[SealedInCase]) -> bool:
    return any(field.name == "organisation" for field in model._meta.concrete_fields)


def _save(rows: Collection[SealedInCase]) -> None:
    for model in list_sealed_models():
        fields = ["sealed", *(["organisation"] if _has_owner(model) else [])]
        if model is Case:
            fields += ["key_version", "assigned_to"]
        model._default_manager.bulk_update([row for row in rows if type(row) is model], fields)


def _move_what_is_around(
    unlocked: Unlocked, case: Case, before: Collection[UUID], key: bytes, on: date
) -> None:
    search.forget_case(case.id)
    search.index_case(unlocked, case.id, key)
    tasks.move_case(case.id, unlocked.organisation_id)
    for organisation_id in before:
        tasks.close_tasks_of_case(organisation_id, case.id, on)
    add_step(case, unlocked.member, on, kind=StateChange.Kind.ASSIGNMENT, to_member=None)
