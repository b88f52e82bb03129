# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is locked before anything between two organisations is written, always in this order.

The case where it moves; the subjects of the ledger; the vault of whoever acts; the heads of both chains; then rows of
this room. A withdrawal holds the subjects first, too, so that neither it nor this comes between the other's look and
write.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from safehold.desk.audit import actions as audit
from safehold.desk.consent import actions as consent
from safehold.desk.sharing.errors import OfferUnknown, ShareUnknown
from safehold.desk.sharing.models import Offer, OfferSubject, Share
from safehold.desk.vault.actions import Unlocked

if TYPE_CHECKING:
    from safehold.desk.members.models import Member


def list_subject_ids(offer_ids: Collection[UUID]) -> list[UUID]:
    return list(OfferSubject.objects.filter(offer__in=offer_ids).values_list("subject_id", flat=True))


def hold_both(subject_ids: Collection[UUID], chains: Collection[UUID], unlocked: Unlocked | None) -> None:
    """Lock everything that comes before the rows of this room. Raises VaultMissing."""
    consent.hold_subjects(subject_ids)
    if unlocked is not None:
        unlocked.hold_vault()
    audit.hold_chains(chains)


def hold_offer(offer: Offer, unlocked: Unlocked | None = None) -> Offer:
    """Return an offer as it is now, locked after all that comes before it."""
    hold_both(list_subject_ids([offer.pk]), [offer.sender_id, offer.receiver_id], unlocked)
    return lock_offer(offer.pk)


def lock_offer(offer_id: UUID) -> Offer:
    offers = Offer.objects.select_for_update(of=("self",)).select_related("sender", "receiver")
    found = offers.filter(pk=offer_id).first()
    if found is None:
        raise OfferUnknown
    return found


def hold_share(share: Share, unlocked: Unlocked) -> Share:
    """Return a share as it is now, locked after the vault and the chains."""
    unlocked.hold_vault()
    audit.hold_chains([share.sender_id, share.receiver_id])
    return lock_share(share.pk)


def lock_share(share_id: UUID) -> Share:
    shares = Share.objects.select_for_update(of=("self",)).select_related("sender", "receiver")
    found = shares.filter(pk=share_id).first()
    if found is None:
        raise ShareUnknown
    return found


def trace_both(offer: Offer | Share, verb: str, by: Member | None, on: date) -> None:
    """Write what happened to the chains of both organisations; the member only to that of their own."""
    for organisation_id in sorted([offer.sender_id, offer.receiver_id]):
        member_id = by.pk if by and by.organisation_id == organisation_id else None
        audit.append(organisation_id, verb, offer.pk, member_id, on=on)
