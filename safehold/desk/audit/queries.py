# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The only road to audit rows. Each function names the organisation: there is no way to list across them."""

from uuid import UUID

from safehold.desk.audit import rules
from safehold.desk.audit.models import AuditHead, AuditRow


def list_rows(organisation_id: UUID, limit: int = 50, before: int | None = None) -> list[AuditRow]:
    """Return an organisation's rows, newest first; those older than link `before` when it is given."""
    rows = AuditRow.objects.filter(organisation_id=organisation_id)
    if before is not None:
        rows = rows.filter(sequence__lt=before)
    return list(rows.order_by("-sequence")[:limit])


def find_head(organisation_id: UUID) -> tuple[int, str]:
    """Return the sequence and hash of the newest link: (0, "") for a chain not begun."""
    head = AuditHead.objects.filter(organisation_id=organisation_id).first()
    return (head.sequence, head.hash) if head else (0, "")


def list_organisation_ids() -> list[UUID]:
    """Return the ids of all organisations that have a chain."""
    return list(AuditHead.objects.order_by("organisation_id").values_list("organisation_id", flat=True))


def check_organisation(organisation_id: UUID) -> int:
    """Follow the whole stored chain up to its head; return its length, or raise ChainBroken."""
    rows = AuditRow.objects.filter(organisation_id=organisation_id).order_by("sequence")
    return rules.check_chain(rows.iterator(), organisation_id, find_head(organisation_id))
