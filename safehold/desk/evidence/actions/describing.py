# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What people write of an item; whether it is held, and until when it is to be kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from safehold.desk.audit import actions as audit
from safehold.desk.cases import actions as cases
from safehold.desk.evidence import queries
from safehold.desk.evidence.actions.custody import append
from safehold.desk.evidence.errors import LeadNeeded
from safehold.desk.evidence.models import Item
from safehold.desk.evidence.rules import Description, Moment, changed_fields
from safehold.desk.search import actions as search
from safehold.persistence.transactions import atomic_for

if TYPE_CHECKING:
    from safehold.desk.vault.actions import Unlocked


def describe(
    unlocked: Unlocked, item: Item, description: Description, retain_until: date | None, moment: Moment
) -> None:
    """Keep what somebody wrote of an item. What it is made of (name, size, SHA-256) nobody changes.

    Its custody says which fields changed, and none of their words. The same again is nothing. Raises KeyMissing,
    PermissionDenied or RowTampered.
    """
    with atomic_for(Item):
        case_now, key = cases.hold_case(unlocked, item.case)
        row = Item.objects.select_for_update().get(pk=item.pk)
        document = queries.open_document(key, row).document
        changed = changed_fields(document.description, description)
        changed += ["retain_until"] * (row.retain_until != retain_until)
        if not changed:
            return
        row.seal(key, replace(document, description=description).as_dict())
        row.retain_until = retain_until
        row.save(update_fields=["sealed", "retain_until"])
        search.index_row(unlocked, key, row)
        append(key, row, "described", {"fields": changed}, unlocked.member, moment)
        audit.append(
            case_now.organisation_id, "evidence.described", case_now.id, unlocked.member.pk, on=moment.on
        )


def hold(unlocked: Unlocked, item: Item, reason: str, moment: Moment) -> None:
    """Hold an item, for a reason that is sealed in its custody: nothing destroys it. Only a lead. Twice is once."""
    _set_held(unlocked, item, True, {"reason": reason}, moment)


def release(unlocked: Unlocked, item: Item, moment: Moment) -> None:
    """Take the hold off an item. Only a lead. Twice is once."""
    _set_held(unlocked, item, False, {}, moment)


def _set_held(
    unlocked: Unlocked,
    item: Item,
    is_held: bool,
    what: dict[str, str],
    moment: Moment,
) -> None:
    with atomic_for(Item):
        case_now, key = cases.hold_case(unlocked, item.case)
        if not unlocked.member.is_lead:
            raise LeadNeeded
        row = Item.objects.select_for_update().get(pk=item.pk)
        if row.is_held == is_held:
            return
        row.is_held = is_held
        row.save(update_fields=["is_held"])
        event = "held" if is_held else "released"
        append(key, row, event, what, unlocked.member, moment)
        audit.append(
            case_now.organisation_id, f"evidence.{event}", case_now.id, unlocked.member.pk, on=moment.on
        )
