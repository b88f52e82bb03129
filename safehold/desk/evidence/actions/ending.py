# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The bytes of items end: of one that must not be kept, or of all with their case. Their custody stays."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from safehold.desk.audit import actions as audit
from safehold.desk.cases import actions as cases
from safehold.desk.evidence import queries
from safehold.desk.evidence.actions.custody import append, append_unread
from safehold.desk.evidence.errors import BytesGone, ItemHeld, LeadNeeded
from safehold.desk.evidence.models import Item, Keeping, Reading
from safehold.desk.evidence.rules import Moment
from safehold.desk.inbox import actions as inbox
from safehold.desk.search import actions as search
from safehold.persistence.transactions import atomic_for

if TYPE_CHECKING:
    from safehold.desk.vault.actions import Unlocked

INTIMATE = "intimate"


def destroy_item(unlocked: Unlocked, item: Item, reason: str, moment: Moment) -> None:
    """Destroy the bytes of an item and of what was made of it; its description, its SHA-256 and its custody stay.

    reason: a code; `intimate` is for whoever works on the case, any other one for a lead. Raises BytesGone, ItemHeld,
    LeadNeeded, KeyMissing, PermissionDenied. What cannot be deleted at once is deleted in the next round.
    """
    with atomic_for(Item):
        case_now, key = cases.hold_case(unlocked, item.case)
        if reason != INTIMATE and not unlocked.member.is_lead:
            raise LeadNeeded
        row = Item.objects.select_for_update(of=("self",)).select_related("file").get(pk=item.pk)
        if row.keeping != Keeping.KEPT:
            raise BytesGone
        doomed = _with_derivatives(row)
        if any(each.is_held for each in doomed):
            raise ItemHeld
        for each in doomed:
            _end(unlocked, key, each, reason, moment)
        audit.append(
            case_now.organisation_id, "evidence.destroyed", case_now.id, unlocked.member.pk, on=moment.on
        )
    inbox.sweep_files(moment.on)


def _with_derivatives(item: Item) -> list[Item]:
    found = [item]
    for each in Item.objects.filter(derived_from=item, keeping=Keeping.KEPT).select_related("file"):
        found += _with_derivatives(each)
    return found


def _end(unlocked: Unlocked, key: bytes, item: Item, reason: str, moment: Moment) -> None:
    file, name = item.file, item.file.stored_name if item.file else item.stored_name
    opened = queries.open_document(key, item)
    item.seal(key, replace(opened.document, identity="", is_intimate=reason == INTIMATE).as_dict())
    item.keeping, item.stored_name, item.file = Keeping.DESTROYED, None, None
    item.save(update_fields=["sealed", "keeping", "stored_name", "file"])
    if file:
        inbox.forget_file(file.pk, moment.on)
        cases.remove_file(file)
    for reading in Reading.objects.filter(item=item):
        search.forget_source(item.case_id, reading.pk)
        reading.delete()
    what = {"reason": reason, "sha256": opened.document.sha256}
    append(key, item, "destroyed", what, unlocked.member, moment)
    inbox.end_files([name] if name else [], moment.on)


def end_with_cases(case_ids: Collection[UUID], moment: Moment) -> None:
    """Note that all items of cases that are erased just now are destroyed. Needs no key, so nobody keeps the details.

    The bytes that came with reports are the inbox's; those of this room it sweeps up.
    Raises ItemHeld to keep the cases.
    """
    items = Item.objects.filter(case__in=list(case_ids))
    if items.filter(is_held=True).exists():
        raise ItemHeld
    for item in items.exclude(keeping=Keeping.DESTROYED).order_by("id"):
        append_unread(item.pk, "destroyed", {"reason": "case"}, moment)
    inbox.end_files([name for name in items.values_list("stored_name", flat=True) if name], moment.on)
