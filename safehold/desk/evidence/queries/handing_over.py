# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What goes into a hand-over, gathered as plain data; and which there were."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from safehold.core.custody import DayHead, Row
from safehold.desk.cases import queries as cases
from safehold.desk.evidence.models import CustodyRow, Event, HandOver
from safehold.desk.evidence.queries import rows, stamps
from safehold.desk.evidence.queries.contents import open_details
from safehold.persistence.bags import OutgoingItem, OutgoingStamp

if TYPE_CHECKING:
    from safehold.desk.cases.models import Case
    from safehold.desk.evidence.queries.contents import OpenedItem
    from safehold.desk.vault.actions import Unlocked

KEPT_BACK = ("identity", "name", "sha256", "size_bytes")
"""Of an item's document: a secret, and what item.json says by itself."""


@dataclass(frozen=True)
class ShownHandOver:
    """A hand-over for people."""

    row: HandOver
    to: str = field(repr=False)
    count: int


def outgoing_item(
    key: bytes,
    opened: OpenedItem,
    last: tuple[Row, dict[str, Any]],
    pieces: Callable[[], Iterable[bytes]] | None,
    *,
    with_description: bool,
) -> OutgoingItem:
    """Return an item as it goes into a bag, with its custody as it is now. Raises RowTampered.

    last: the row that will say so, with its detail. pieces: opens its bytes, when the bag is written.
    with_description: also what somebody wrote of it.
    """
    custody, details = rows.list_custody(opened.row.pk), open_details(key, opened.row)
    return OutgoingItem(
        id=str(opened.row.pk),
        name=opened.name_outside,
        sha256=opened.document.sha256,
        size_bytes=opened.document.size_bytes,
        rows=[*custody, last[0]],
        details=[*(_told(row, details, with_description) for row in custody), last[1]],
        pieces=pieces,
        facts=_facts_of(opened, with_description),
    )


def _told(
    row: CustodyRow, details: Mapping[UUID, dict[str, Any]], with_description: bool
) -> dict[str, Any] | None:
    """Return what happened at a row; not why somebody held it, where what we wrote stays here."""
    return details.get(row.pk) if with_description or row.event != Event.HELD else None


def _facts_of(opened: OpenedItem, with_description: bool) -> dict[str, Any]:
    facts = {name: value for name, value in asdict(opened.document).items() if name not in KEPT_BACK}
    if not with_description:
        facts.pop("description")
    return {
        **facts,
        "keeping": opened.row.keeping,
        "received_on": str(opened.row.received_on),
        "derived_from": str(opened.row.derived_from_id or ""),
        "is_held": opened.row.is_held,
    }


def outgoing_heads(item_ids: Collection[UUID]) -> list[DayHead]:
    """Return the heads of days that name one of these items, and no others."""
    wanted = {str(each) for each in item_ids}
    return [head for head in rows.list_heads(item_ids) if wanted & {end[0] for end in head.items}]


def outgoing_stamps(keys: Mapping[UUID, bytes], item_ids: Collection[UUID]) -> list[OutgoingStamp]:
    """Return the stamps that the custody of these items names. keys: of their cases. Raises RowTampered."""
    return [
        OutgoingStamp(
            batch=str(row.batch_id),
            authority=row.authority,
            manifest=str(row.batch.open(keys[row.batch.case_id])["manifest"]).encode(),
            response=bytes(row.response or b""),
            roots=bytes(row.roots or b""),
        )
        for row in stamps.list_given(item_ids)
    ]


def list_hand_overs(unlocked: Unlocked, case: Case) -> list[ShownHandOver]:
    """Return what left a case, and those that are read in it, the newest first. Raises KeyMissing or RowTampered."""
    keys = cases.keys_of_family(unlocked, case)
    found = HandOver.objects.filter(case__in=keys).order_by("-made_on", "-pk")
    opened = [(row, row.open(keys[row.case_id])) for row in found]
    return [ShownHandOver(row, str(document["to"]), len(document["items"])) for row, document in opened]
