# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every version of every entry as one row of a table, one table for each form.

A field that was withheld is `[withheld]`, never an empty cell; which fields those are, the column `withheld` says, in
case somebody filed that very word. A cell that a spreadsheet would run begins with an apostrophe.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from safehold.catalog.register_forms import register_form
from safehold.core.cells import neutralise
from safehold.public.register.rules.history import Telling

TABLES = {"arrangement/1": "entries-arrangement-1", "fara-active/1": "entries-fara-active-1"}
"""Form -> the name of its table."""
WITHHELD, NOT_HERE = "[withheld]", "[not in this copy]"
FIRST = (
    "leaf",
    "entry",
    "version",
    "kind",
    "published_on",
    "is_newest",
    "registrant",
    "principal",
    "withheld",
)


def columns_of(form_name: str) -> list[str]:
    return [*FIRST, *register_form(form_name).public_names]


def row_of(
    telling: Telling,
    version: int,
    entry: UUID | None,
    sides: tuple[UUID | None, UUID | None],
    *,
    is_newest: bool,
) -> list[str]:
    """Return a version as a row."""
    first = [
        str(telling.index),
        str(entry or ""),
        str(version),
        telling.kind,
        telling.on.isoformat(),
        "yes" if is_newest else "no",
        *(str(each or "") for each in sides),
        " ".join(sorted(telling.withheld)),
    ]
    return [*first, *(_cell(telling, name) for name in register_form(telling.form).public_names)]


def _cell(telling: Telling, name: str) -> str:
    if name in telling.withheld:
        return WITHHELD
    if name not in telling.values:
        return NOT_HERE
    return neutralise(_written(telling.values[name]))


def _written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return " ".join(str(each) for each in value)
    if isinstance(value, Mapping):
        return f"{value.get('amount', '')} {value.get('currency', '')}".strip()
    return str(value)
