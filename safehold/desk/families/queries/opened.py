# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files once opened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from safehold.desk.cases import queries as cases
from safehold.desk.cases.models import Case
from safehold.desk.families.models import FamilyFile
from safehold.desk.families.rules import Contents
from safehold.desk.vault.actions import Unlocked


@dataclass(frozen=True)
class OpenedFamily:
    row: FamilyFile
    contents: Contents = field(repr=False)

    @property
    def title(self) -> str:
        return self.contents.title


def open_one(key: bytes, row: FamilyFile) -> OpenedFamily:
    """Raises RowTampered."""
    return OpenedFamily(row, Contents.of(row.open(key)))


def open_family(unlocked: Unlocked, row: FamilyFile) -> OpenedFamily:
    """Open one file. Raises RowTampered or KeyMissing."""

    def opening(who: Unlocked, now: Case) -> OpenedFamily:
        row.refresh_from_db()
        return open_one(who.case_key(now.id, now.key_version), row)

    return cases.as_it_is_now(unlocked, row.case, opening)


def open_case(unlocked: Unlocked, case: Case) -> list[OpenedFamily]:
    """Open the files of a case and of those that are read in it."""
    return [
        opened
        for each in cases.list_family(case)
        for opened in cases.as_it_is_now(unlocked, each, _open_case)
    ]


def _open_case(unlocked: Unlocked, case: Case) -> list[OpenedFamily]:
    rows = FamilyFile.objects.filter(case=case).order_by("opened_on", "id")
    return [open_one(unlocked.case_key(case.id, case.key_version), row) for row in rows] if rows else []


def open_heads(unlocked: Unlocked, rows: Iterable[FamilyFile]) -> list[OpenedFamily]:
    """Open some files of several cases for a list. One whose case's key the member lacks is left out."""
    files = list(rows)
    keys = unlocked.case_keys({row.case_id: row.case.key_version for row in files})
    return [open_one(keys[row.case_id], row) for row in files if row.case_id in keys]
