# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Items and custody as they stand in the clear."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from safehold.core import custody
from safehold.desk.cases import queries as cases
from safehold.desk.cases.models import Case, CaseFile
from safehold.desk.evidence.errors import BytesGone, ItemUnknown
from safehold.desk.evidence.models import CustodyRow, DayHead, Item, Keeping


def list_items(case: Case) -> list[Item]:
    """Return the items of a case and of those that are read in it, as they came."""
    rows = Item.objects.filter(case__in=cases.list_family_ids(case)).select_related("case", "file")
    return list(rows.order_by("received_on", "case_id", "position"))


def access_item(case: Case, item_id: UUID) -> Item:
    """Return an item of a case, or of one that is read in it. Raises ItemUnknown."""
    rows = Item.objects.filter(id=item_id, case__in=cases.list_family_ids(case))
    found = rows.select_related("case", "file", "derived_from").first()
    if found is None:
        raise ItemUnknown
    return found


def require_kept(item: Item) -> None:
    """Raise BytesGone when the bytes of an item have ended meanwhile. Its case is locked."""
    if not Item.objects.filter(pk=item.pk, keeping=Keeping.KEPT).exists():
        raise BytesGone


def list_untaken(case: Case) -> list[CaseFile]:
    """Return the files that came with the reports of this very case and are no items yet."""
    return list(case.files.filter(item=None).order_by("received_on", "id"))


def list_copy_ids(item: Item) -> set[UUID]:
    """Return the ids of what was made of an item."""
    return set(Item.objects.filter(derived_from=item).values_list("id", flat=True))


def list_custody(item_id: UUID) -> list[CustodyRow]:
    """Return the rows of an item, oldest first, whether it is still there or not."""
    return list(CustodyRow.objects.filter(item_id=item_id).order_by("position"))


def list_heads(item_ids: Iterable[UUID] | None = None) -> list[custody.DayHead]:
    """Return the heads of days, oldest first; of some items, those from the first that names one of them on."""
    heads = [as_head(row) for row in DayHead.objects.order_by("position")]
    if item_ids is None:
        return heads
    wanted = {str(each) for each in item_ids}
    first = next((i for i, head in enumerate(heads) if wanted & {end[0] for end in head.items}), len(heads))
    return heads[first:]


def as_head(row: DayHead) -> custody.DayHead:
    """Return a stored head as the law of custody has it."""
    items = tuple((str(item_id), int(position), str(digest)) for item_id, position, digest in row.items)
    return custody.DayHead(row.position, row.on_day, items, row.previous, row.hash)


def which_held(case_ids: Iterable[UUID]) -> set[UUID]:
    """Return which of these cases have an item on which a hold is."""
    rows = Item.objects.filter(case__in=list(case_ids), is_held=True)
    return set(rows.values_list("case_id", flat=True))


def list_stored_names() -> set[str]:
    """Return the names under which bytes of items lie in the desk's store, but for those that came with a report."""
    return {name for name in Item.objects.values_list("stored_name", flat=True) if name}
