# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Somebody took back that another organisation may know: offers and shares that stood on it end with it.

Works without keys. It locks rows of this room only, never a case (see `consent.at_withdrawal`).
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from safehold.desk.audit import actions as audit
from safehold.desk.consent import queries as consent
from safehold.desk.sharing import rules
from safehold.desk.sharing.actions.ending import end_offer, end_share
from safehold.desk.sharing.actions.holding import lock_offer, lock_share, trace_both
from safehold.desk.sharing.models import Ending, Kind, Offer, OfferSubject, Share, State
from safehold.desk.tasks import actions as tasks
from safehold.persistence.transactions import atomic_for


def close_withdrawn(
    organisation_id: UUID,  # noqa: ARG001 - who has the case now: the offer knows both
    subject_id: UUID,
    purpose: str,
    recipient: str,
    on: date,
) -> int:
    """End what stood on a consent that is gone; return how many offers and shares that was.

    A case that was handed over stays where it is: its organisation is given a task.
    """
    if purpose != rules.PURPOSE:
        return 0
    with atomic_for(Offer):
        about = OfferSubject.objects.filter(subject_id=subject_id).values("offer")
        offers = Offer.objects.filter(pk__in=about, state__in=(State.WAITING, State.ACCEPTED))
        named = [each for each in offers.order_by("pk") if _is_over_for(each, subject_id, recipient, on)]
        audit.hold_chains({org for each in named for org in (each.sender_id, each.receiver_id)})
        return sum(_is_closed(each, on) for each in named)


def _is_over_for(offer: Offer, subject_id: UUID, recipient: str, on: date) -> bool:
    """Whether the consent that ended was for this receiver, and none is left that names it."""
    if not rules.is_named_by(recipient, offer.receiver_id):
        return False
    left = rules.recipient_of(offer.receiver_id)
    return bool(consent.list_missing([subject_id], rules.PURPOSE, left, on))


def _is_closed(offer: Offer, on: date) -> bool:
    offer = lock_offer(offer.pk)
    if offer.state == State.WAITING:
        end_offer(offer, State.WITHDRAWN, on)
        trace_both(offer, "share.withdrawn", None, on)
        return True
    if offer.kind == Kind.TRANSFER:
        if offer.case.organisation_id == offer.receiver_id:
            _open_task(offer.receiver_id, offer.case_id, offer, on)
        return False
    share = Share.objects.filter(pk=offer.pk).first()
    if share is None or not end_share(lock_share(share.pk), Ending.WITHDRAWN, None, on):
        return False
    _open_task(share.sender_id, share.sender_case_id, offer, on)
    if share.receiver_case_id:
        _open_task(share.receiver_id, share.receiver_case_id, offer, on)
    return True


def _open_task(organisation_id: UUID, case_id: UUID, offer: Offer, on: date) -> None:
    tasks.open_task(
        organisation_id, "consent-withdrawn", case_id=case_id, about_id=offer.pk, due_on=on, on=on
    )
