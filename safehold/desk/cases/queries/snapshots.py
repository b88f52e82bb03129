# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every row of a case, of every room, as it is: to tell whether anybody has touched it since, and to put it back.

Needs the key of the case. A new key alone changes nothing here: what counts is what the rows say.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, TypedDict, TypeGuard
from uuid import UUID

from django.apps import apps
from django.db import models

from safehold.core.envelopes import canonical_json
from safehold.desk.cases.models import Case
from safehold.persistence.sealed import SealedInCase, case_id_of

LEFT_OUT = {"sealed", "key_version"}
"""Columns that a new key changes, and nobody's work."""


class RowState(TypedDict):
    """`columns`: what stands in the clear, as JSON; `document`: what is sealed, None for a row without words."""

    columns: dict[str, Any]
    document: dict[str, Any] | None


Snapshot = dict[str, RowState]
"""`cases.note <id>` -> the row."""


def take_snapshot(key: bytes, case: Case, leave_out: Collection[str] = ()) -> Snapshot:
    """Return every row of a case, and those of other cases that point at it without what is sealed in them.

    leave_out: models, as `search.indexedcase`. Raises RowTampered.
    """
    return {
        f"{row._meta.label_lower} {row.pk}": RowState(
            columns=_columns_of(row), document=row.open(key) if _is_sealed_in(row, case) else None
        )
        for row in _list_rows(case.pk, leave_out)
    }


def fingerprint(snapshot: Snapshot) -> str:
    """Return what is the same for the same rows, and for no others."""
    return hashlib.sha256(canonical_json(dict(snapshot))).hexdigest()


def _list_rows(case_id: UUID, leave_out: Collection[str]) -> Iterator[models.Model]:
    for model in apps.get_models():
        names = {model._meta.label_lower, model._meta.app_label}
        if names & set(leave_out) or not model.__module__.startswith("safehold.desk."):
            continue
        for name in _ways_to_case(model):
            yield from model._default_manager.filter(**{name: case_id}).order_by("pk")


def _is_sealed_in(row: models.Model, case: Case) -> TypeGuard[SealedInCase]:
    return isinstance(row, SealedInCase) and case_id_of(row) == case.pk


def _ways_to_case(model: type[models.Model]) -> list[str]:
    """Return the columns by which a model's rows belong to a case or point at one."""
    names = [
        field.attname
        for field in model._meta.concrete_fields
        if field.attname == "case_id" or field.related_model is Case
    ]
    return ["id", *names] if model is Case else names


def _columns_of(row: models.Model) -> dict[str, Any]:
    return {
        field.attname: _as_json(getattr(row, field.attname))
        for field in row._meta.concrete_fields
        if not (field.primary_key or field.generated or field.attname in LEFT_OUT)
    }


def _as_json(value: Any) -> Any:
    """Return a column as JSON has it; bytes as what stands for them."""
    if isinstance(value, date | UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return hashlib.sha256(bytes(value)).hexdigest()
    return str(value) if isinstance(value, str) else value
