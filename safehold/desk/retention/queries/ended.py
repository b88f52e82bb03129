# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is left of what ended."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from safehold.desk.backups import queries as backups
from safehold.desk.retention.errors import TombstoneUnknown
from safehold.desk.retention.models import GoneReport, Tombstone

if TYPE_CHECKING:
    from safehold.desk.members.models import Member


def list_tombstones(member: Member, most: int = 200) -> list[Tombstone]:
    """Return what ended in a lead's organisation, newest first."""
    rows = Tombstone.objects.filter(organisation=member.organisation_id)
    rows = rows.defer("document").select_related("destroyed_by").order_by("-destroyed_on", "reference")
    return list(rows[:most]) if member.is_lead else []


def access_tombstone(member: Member, tombstone_id: UUID) -> Tombstone:
    """Return one of a lead's own organisation. Raises TombstoneUnknown."""
    rows = Tombstone.objects.filter(organisation=member.organisation_id, id=tombstone_id)
    found = rows.select_related("destroyed_by", "organisation").first() if member.is_lead else None
    if found is None:
        raise TombstoneUnknown
    return found


def describe(tombstone: Tombstone) -> dict[str, Any]:
    """Return what a certificate says, as it stands in the database."""
    fields: dict[str, Any] = json.loads(bytes(tombstone.document))
    return fields


def list_unfinished() -> list[Tombstone]:
    """Return what still has files in the store or a mailbox on the public side, whoever's."""
    return list(Tombstone.objects.filter(finished_on=None).defer("document").order_by("destroyed_on", "id"))


def list_gone() -> list[UUID]:
    """Return the ids of all reports that ended."""
    return list(GoneReport.objects.order_by("id").values_list("id", flat=True))


def find_backups_end(on: date) -> date | None:
    """Return the last day on which a backup that is kept now still exists; None when this desk knows of none."""
    return max((backup.expires_on for backup in backups.list_kept(on)), default=None)
