# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public halves of recovery kits, and when they were read back."""

from __future__ import annotations

import hmac
from uuid import UUID

from safehold.core import age
from safehold.desk.vault import kit as kits
from safehold.desk.vault import vouching
from safehold.desk.vault.models import Escrow, EscrowDrill


def find_escrow(organisation_id: UUID) -> Escrow | None:
    """Return the public half of an organisation's recovery kit; None before it is made."""
    return Escrow.objects.filter(organisation=organisation_id).first()


def find_kit_name(organisation_id: UUID) -> str:
    """Return the name of the organisation's kit; empty before there is one."""
    escrow = find_escrow(organisation_id)
    return kits.name_of(escrow.recipient) if escrow else ""


def list_escrow_recipients() -> list[age.Recipient]:
    """Return the public halves of the founding organisations' kits, to which a backup can be sealed.

    Only of those that this desk made: else whoever can write to the database reads the next backup.
    """
    founding = Escrow.objects.filter(organisation__is_founding=True).order_by("organisation__slug")
    return [
        age.parse_recipient(escrow.recipient)
        for escrow in founding
        if hmac.compare_digest(escrow.vouched, vouching.mac_kit(escrow.organisation_id, escrow.recipient))
    ]


def find_last_drill(organisation_id: UUID) -> EscrowDrill | None:
    """Return the last time that two sheets of the present kit were read back; None when they never were."""
    return EscrowDrill.objects.filter(organisation=organisation_id).order_by("-on_day").first()


def has_drilled(organisation_id: UUID) -> bool:
    """Whether two sheets of the present kit were read back: only then may real reports come."""
    return find_last_drill(organisation_id) is not None
