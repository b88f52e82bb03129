# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What was changed by mistake is taken back, as if it had never been: by an import, say.

The room that changed it calls this in its own transaction, with the case held, after it checked that nobody has worked
with it since. It writes the audit row: that something happened is not taken back. (A whole case: `erase_cases`.)
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.apps import apps
from django.db import models

from safehold.desk.cases.actions.positions import hold_case, lock
from safehold.desk.cases.models import Case
from safehold.desk.cases.queries.snapshots import RowState
from safehold.desk.search import actions as search
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.sealed import SealedInCase
from safehold.persistence.transactions import atomic_for

if TYPE_CHECKING:
    from safehold.desk.members.models import Member


def backdate_case(case: Case, opened_on: date, by: Member) -> None:
    """Say on which day a case that comes from somewhere else was opened there."""
    with atomic_for(Case):
        Case.objects.filter(id=lock(case).id, organisation=by.organisation_id).update(opened_on=opened_on)
    case.opened_on = opened_on


def put_case_back(
    unlocked: Unlocked, case: Case, before: Mapping[str, RowState], added: Collection[str]
) -> None:
    """Make some rows of a case say again what they said, and delete those that came after.

    before, added: as `queries.take_snapshot` names them. Its tokens are made anew.
    """
    with atomic_for(Case):
        held, key = hold_case(unlocked, case)
        for name in added:
            model, row_id = _model_of(name)
            search.forget_source(held.id, row_id)
            model._default_manager.filter(pk=row_id, **_within(model, held)).delete()
        for name, state in before.items():
            model, row_id = _model_of(name)
            row = model._default_manager.filter(pk=row_id, **_within(model, held)).first()
            if row is not None:
                _write(row, state, key)
                if isinstance(row, SealedInCase):
                    search.index_row(unlocked, key, row)


def _write(row: models.Model, state: RowState, key: bytes) -> None:
    for field in row._meta.concrete_fields:
        if field.attname in state["columns"]:
            target = field.target_field if isinstance(field, models.ForeignKey) else field
            setattr(row, field.attname, target.to_python(state["columns"][field.attname]))
    if isinstance(row, SealedInCase) and state["document"] is not None:
        row.seal(key, state["document"])
    row.save()


def _model_of(name: str) -> tuple[type[models.Model], UUID]:
    label, _, row_id = name.partition(" ")
    return apps.get_model(label), UUID(row_id)


def _within(model: type[models.Model], case: Case) -> dict[str, object]:
    return {} if model is Case else {"case_id": case.id}
