# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Items as records, for an organisation's own copy of a case: what they are, their custody; nothing that opens one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from safehold.core import custody
from safehold.desk.evidence.queries import rows
from safehold.desk.evidence.queries.contents import OpenedItem, key_of, open_details

if TYPE_CHECKING:
    from safehold.desk.vault.actions import Unlocked

SCHEMA = "safehold.case-evidence/1"


def name_items(unlocked: Unlocked, items: list[OpenedItem], paths: Mapping[str, str]) -> dict[str, Any]:
    """Return items with their custody; nothing when there are none. paths: where a copy has the bytes, by item id.

    Raises KeyMissing or RowTampered.
    """
    records = [_record(unlocked, item, paths.get(str(item.row.pk), "")) for item in items]
    return {"schema": SCHEMA, "items": records} if records else {}


def _record(unlocked: Unlocked, item: OpenedItem, path: str) -> dict[str, Any]:
    row, document = item.row, asdict(item.document)
    del document["identity"]
    details = open_details(key_of(unlocked, row), row)
    return {
        "id": str(row.pk),
        "kept": str(row.keeping),
        "path": path,
        "made_from": str(row.derived_from_id or ""),
        "held": row.is_held,
        "received_on": str(row.received_on),
        "keep_until": str(row.retain_until or ""),
        **document,
        "custody": [
            {**custody.fields_of(each), "hash": each.hash, "detail": details.get(each.pk)}
            for each in rows.list_custody(row.pk)
        ],
    }
