# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is sealed in items and their custody, opened for a member of the case."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec
from django.utils.translation import gettext as _

from safehold.core import custody
from safehold.desk.cases import queries as cases
from safehold.desk.cases.models import Case
from safehold.desk.evidence import rules
from safehold.desk.evidence.models import CustodyDetail, CustodyRow, Event, Item, Keeping, Reading
from safehold.desk.evidence.queries import rows
from safehold.desk.members import queries as members
from safehold.desk.members.rules import FieldClass, may_see
from safehold.looking import Facts

if TYPE_CHECKING:
    from safehold.desk.vault.actions import Unlocked


NOBODY = UUID(int=0)


@dataclass(frozen=True)
class OpenedItem:
    """An item and what it says of itself. `number`: its place in its case, from 1, for people."""

    row: Item
    document: rules.Document = field(repr=False)

    @property
    def is_kept(self) -> bool:
        return self.row.keeping == Keeping.KEPT

    @property
    def is_original(self) -> bool:
        return self.row.derived_from_id is None and self.document.via != "derived"

    @property
    def origin(self) -> str:
        """Whether it is as it came, or was made here, in words."""
        return _("Original") if self.is_original else _("A copy that was made here")

    @property
    def shown_name(self) -> str:
        """The name, as it may stand on a page."""
        return rules.name_to_show(self.document.name)

    @property
    def name_outside(self) -> str:
        """The name under which it leaves."""
        return rules.name_outside(self.document, self.row.position)


@dataclass(frozen=True)
class OpenedStep:
    """A row of custody with who it was and what happened. `holds`: the detail is the one the row was written for."""

    row: CustodyRow
    who: str
    at: str
    what: dict[str, Any] = field(repr=False)
    holds: bool = True

    @property
    def label(self) -> str:
        return str(Event(self.row.event).label)


@dataclass(frozen=True)
class OpenedReading:
    """How the look at an item ended, and what it found."""

    status: str
    reason: str
    facts: Facts = field(repr=False)


def open_items(unlocked: Unlocked, case: Case) -> list[OpenedItem]:
    """Open every item that is read in a case. Raises KeyMissing or RowTampered."""
    keys = cases.keys_of_family(unlocked, case)
    return [open_document(keys[row.case_id], row) for row in rows.list_items(case)]


def open_kept(unlocked: Unlocked, case: Case) -> list[OpenedItem]:
    """Open the items that are read in a case and whose bytes are here: what can be given away.

    None for a role that does not see who people are. Raises KeyMissing or RowTampered.
    """
    if not may_see(unlocked.member.role, FieldClass.IDENTITY):
        return []
    return [each for each in open_items(unlocked, case) if each.is_kept]


def open_item(unlocked: Unlocked, item: Item) -> OpenedItem:
    """Open one item. Raises KeyMissing or RowTampered."""
    return open_document(key_of(unlocked, item), item)


def open_document(key: bytes, item: Item) -> OpenedItem:
    return OpenedItem(item, rules.read_document(item.open(key)))


def key_of(unlocked: Unlocked, item: Item) -> bytes:
    """Return the key that an item is under. Raises KeyMissing."""
    return unlocked.case_key(item.case_id, item.case.key_version)


def open_details(key: bytes, item: Item) -> dict[UUID, dict[str, Any]]:
    """Return the details of an item's custody by the ids of their rows. Raises RowTampered."""
    details = CustodyDetail.objects.filter(item=item)
    return {each.row_id: each.open(key) for each in details}


def list_steps(unlocked: Unlocked, item: Item) -> list[OpenedStep]:
    """Return the custody of an item for people, oldest first. Raises KeyMissing or RowTampered."""
    found, details = rows.list_custody(item.pk), open_details(key_of(unlocked, item), item)
    names = members.name_members({row.actor for row in found if row.actor})
    return [_step(row, details.get(row.pk), names.get(row.actor or NOBODY, "")) for row in found]


def _step(row: CustodyRow, detail: dict[str, Any] | None, who: str) -> OpenedStep:
    if detail is None:
        return OpenedStep(row, who, "", {})
    holds = custody.hash_detail(detail) == row.detail_sha256
    return OpenedStep(row, who, str(detail.get("at", "")), dict(detail.get("what", {})), holds)


def list_copies(unlocked: Unlocked, item: Item) -> list[OpenedItem]:
    """Return what was made of an item. Raises KeyMissing or RowTampered."""
    key = key_of(unlocked, item)
    made = Item.objects.filter(derived_from=item).select_related("case", "file").order_by("position")
    return [open_document(key, each) for each in made]


def open_reading(unlocked: Unlocked, item: Item) -> OpenedReading | None:
    """Return what the software read in an item; None before it looked. Raises KeyMissing or RowTampered."""
    row = Reading.objects.filter(item=item).first()
    if row is None:
        return None
    document = row.open(key_of(unlocked, item))
    facts = msgspec.json.decode(document["facts"], type=Facts)
    return OpenedReading(document["status"], document["reason"], facts)
