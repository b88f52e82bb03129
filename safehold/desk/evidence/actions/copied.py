# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""An organisation copies a whole case for itself: the custody of each item says so."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from safehold.core.custody import exported_facts
from safehold.desk.cases import actions as cases
from safehold.desk.evidence.actions.custody import append
from safehold.desk.evidence.models import Item
from safehold.persistence.transactions import atomic_for

if TYPE_CHECKING:
    from safehold.desk.evidence.queries import OpenedItem
    from safehold.desk.evidence.rules import Moment
    from safehold.desk.vault.actions import Unlocked

OWN = "own copy"


def note_copied(unlocked: Unlocked, items: Collection[OpenedItem], moment: Moment) -> None:
    """Write into the custody of items that a copy of their case was made. The caller writes the audit row.

    Raises KeyMissing or PermissionDenied.
    """
    what = exported_facts([each.row.pk for each in items], OWN, {})
    with atomic_for(Item):
        held = {each.row.case_id: each.row.case for each in items}
        keys = {case_id: cases.hold_case(unlocked, case)[1] for case_id, case in sorted(held.items())}
        for each in items:
            append(keys[each.row.case_id], each.row, "exported", what, unlocked.member, moment)
