# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What must reach the public side, and how far it has come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from safehold.desk.vault.models import Outgoing, SignedListVersion


def list_undelivered(limit: int = 100) -> list[Outgoing]:
    """Return what the public side has still to receive."""
    rows = Outgoing.objects.filter(delivered_on__isnull=True, refused_on__isnull=True)
    return list(rows.order_by("created_on", "version", "id")[:limit])


def find_oldest_undelivered_day() -> date | None:
    """Return the day of the oldest row that the public side has still to receive."""
    waiting = list_undelivered(limit=1)
    return waiting[0].created_on if waiting else None


def list_delivery_states(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return how far these outgoing things have come: "waiting", "delivered" or "refused" (the mailbox is closed)."""
    rows = Outgoing.objects.filter(id__in=list(ids)).values_list("id", "delivered_on", "refused_on")
    return {
        row_id: "delivered" if delivered_on else "refused" if refused_on else "waiting"
        for row_id, delivered_on, refused_on in rows
    }


def list_delivered_replies() -> dict[UUID, UUID]:
    """Return the replies that the public side has taken: reply id -> report id."""
    rows = Outgoing.objects.filter(kind=Outgoing.Kind.REPLY, delivered_on__isnull=False)
    return {reply: report for reply, report in rows.values_list("id", "subject_id") if report is not None}


def find_delivered_version(kind: str, subject_id: UUID | None) -> int:
    """Return the newest version that the public side has acknowledged; 0 before the first."""
    rows = Outgoing.objects.filter(kind=kind, subject_id=subject_id, delivered_on__isnull=False)
    newest = rows.order_by("-version").first()
    return newest.version if newest else 0


def list_newest_lists() -> list[Outgoing]:
    """Return, of each signed list, the newest row of the outbox, delivered or not."""
    rows = Outgoing.objects.exclude(kind=Outgoing.Kind.REPLY).order_by("version")
    return list({(row.kind, row.subject_id): row for row in rows}.values())


def find_newest_outgoing(kind: str, organisation_id: UUID | None) -> Outgoing | None:
    """Return the newest list of a kind in the outbox, delivered or not."""
    return _outgoing_lists(kind, organisation_id).first()


def list_delivered_lists() -> dict[tuple[str, UUID | None], Outgoing]:
    """Return, by kind and organisation, the newest list that the public side has acknowledged."""
    places = SignedListVersion.objects.order_by().values_list("kind", "organisation_id").distinct()
    newest = {place: _outgoing_lists(*place).exclude(delivered_on=None).first() for place in places}
    return {place: row for place, row in newest.items() if row is not None}


def _outgoing_lists(kind: str, organisation_id: UUID | None) -> QuerySet[Outgoing]:
    sent_as = {
        SignedListVersion.Kind.COALITION.value: Outgoing.Kind.COALITION_LIST,
        SignedListVersion.Kind.KEYS.value: Outgoing.Kind.KEY_LIST,
    }.get(kind, "")
    return Outgoing.objects.filter(kind=sent_as, subject_id=organisation_id).order_by("-version")
