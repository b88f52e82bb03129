# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The family of a row: a file of its own in the row's case, through the door that members use."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from safehold.desk.cases.models import Case
from safehold.desk.exchange.rules.rows import RowDraft
from safehold.desk.families import actions as families
from safehold.desk.families import queries as family_rows
from safehold.desk.families.errors import FamilyUnknown
from safehold.desk.families.rules import Contents, put_imported
from safehold.desk.vault.actions import Unlocked


def write_family(unlocked: Unlocked, case: Case, draft: RowDraft, made_before: str, on: date) -> UUID:
    """Make the file of a row, or add to the one it made; one that somebody deleted is made again. Nobody goes."""

    def change(contents: Contents) -> Contents:
        return put_imported(
            contents, pathway=draft.family_way, dates=draft.family_days, people=draft.family_people
        )

    try:
        row = family_rows.access_family(case, UUID(made_before)) if made_before else None
    except FamilyUnknown:
        row = None
    if row is None:
        new = families.NewFamily(draft.case_title or _("Family"), change(Contents()))
        return families.open_new(unlocked, case, new, on).id
    families.change_file(unlocked, row, change, on)
    return row.id
