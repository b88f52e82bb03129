# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Items, or a word of them, leave through a room above: custody says to whom, and how much.

Each is called in the transaction in which it happens, of which the caller writes the audit row: so no chain says that
something was given which was not, and nothing is given of which no chain says it.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from safehold.core.custody import exported_facts
from safehold.desk.cases import actions as cases
from safehold.desk.evidence import queries
from safehold.desk.evidence.actions.custody import append
from safehold.desk.evidence.models import Item
from safehold.desk.evidence.rules import Given
from safehold.persistence.transactions import atomic_for

if TYPE_CHECKING:
    from safehold.desk.cases.models import Case
    from safehold.desk.evidence.queries import OpenedItem
    from safehold.desk.evidence.rules import Moment, Receiver
    from safehold.desk.vault.actions import Unlocked

OWN = "own copy"


def note_shared(
    unlocked: Unlocked, items: Collection[OpenedItem], to: Receiver, how: Given, moment: Moment, **where: str
) -> None:
    """Write that somebody was given these items, or was to be told of them. where: the rows that say so themselves.

    Raises KeyMissing or PermissionDenied.
    """
    for each in items:
        what = {"to": to.name, "recipient": to.recipient, "how": how.value, **where}
        _append(unlocked, each, "shared", {**what, "sha256": each.document.sha256}, moment)


def note_named(
    unlocked: Unlocked, items: Collection[OpenedItem], to: Receiver, moment: Moment, **where: str
) -> None:
    """Write that a file left which names these items, with their SHA-256. Raises as `note_shared` does."""
    told = {"recipient": to.recipient, "how": Given.NAMED.value, **where}
    what = exported_facts([each.row.pk for each in items], to.name, told)
    for each in items:
        _append(unlocked, each, "exported", what, moment)


def note_copied(unlocked: Unlocked, items: Collection[OpenedItem], moment: Moment) -> None:
    """Write that an organisation copied a whole case for itself. Raises as `note_shared` does."""
    what = exported_facts([each.row.pk for each in items], OWN, {})
    with atomic_for(Item):
        for each in sorted(items, key=lambda each: each.row.case_id):
            _append(unlocked, each, "exported", what, moment)


def note_moved(unlocked: Unlocked, held: Collection[Case], giver: str, to: Receiver, moment: Moment) -> None:
    """Write that another organisation has the items of these cases now, which are its own already.

    Raises KeyMissing, PermissionDenied or RowTampered.
    """
    with atomic_for(Item):
        for case in held:
            case_now, key = cases.hold_case(unlocked, case)
            for row in Item.objects.filter(case=case_now).order_by("position"):
                what = {"from": giver, "to": to.name, "recipient": to.recipient, "how": Given.MOVED.value}
                what["sha256"] = queries.open_document(key, row).document.sha256
                append(key, row, "shared", what, unlocked.member, moment)


def _append(unlocked: Unlocked, item: OpenedItem, event: str, what: dict[str, Any], moment: Moment) -> None:
    with atomic_for(Item):
        _, key = cases.hold_case(unlocked, item.row.case)
        append(key, item.row, event, what, unlocked.member, moment)
