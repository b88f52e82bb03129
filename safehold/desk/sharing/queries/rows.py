# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which offers and shares a member sees: those from and to their organisation, and only if their role opens cases."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet

from safehold.desk.cases.models import Case
from safehold.desk.consent import queries as consent
from safehold.desk.inbox import queries as inbox
from safehold.desk.members import queries as members
from safehold.desk.members.models import Organisation
from safehold.desk.sharing import rules
from safehold.desk.sharing.errors import OfferUnknown, ReceiverUnknown, ShareUnknown
from safehold.desk.sharing.models import (
    Departure,
    HandOver,
    KeyParcel,
    Offer,
    Parcel,
    Share,
    SharedFile,
    State,
)
from safehold.desk.vault import queries as keys

if TYPE_CHECKING:
    from safehold.desk.members.models import Member


def access_sent(case: Case, offer_id: UUID) -> Offer:
    """Return an offer of this case by the organisation that has it. Raises OfferUnknown."""
    offers = Offer.objects.filter(case=case, sender=case.organisation_id)
    offer = offers.filter(id=offer_id).select_related("receiver", "sender", "case").first()
    if offer is None:
        raise OfferUnknown
    return offer


def access_received(member: Member, offer_id: UUID) -> Offer:
    """Return an offer to the member's organisation. Raises OfferUnknown."""
    offer = _received(member).filter(id=offer_id).select_related("sender", "receiver", "author").first()
    if offer is None:
        raise OfferUnknown
    return offer


def access_share(member: Member, share_id: UUID) -> Share:
    """Return a share that the member's organisation works on, or did. Raises ShareUnknown."""
    shares = Share.objects.filter(Q(sender=member.organisation_id) | Q(receiver=member.organisation_id))
    share = shares.filter(id=share_id).select_related("sender", "receiver", "offer").first()
    if share is None or not _may_look(member):
        raise ShareUnknown
    return share


def list_waiting(member: Member, on: date) -> list[Offer]:
    """Return the offers that wait for the member's organisation, the first to end first."""
    waiting = _received(member).filter(state=State.WAITING, expires_on__gte=on)
    return list(waiting.select_related("sender", "author").order_by("expires_on", "id"))


def list_shares(member: Member) -> list[Share]:
    """Return the shares that others began with the member's organisation, open ones first."""
    if not _may_look(member):
        return []
    shares = Share.objects.filter(receiver=member.organisation_id).select_related("sender")
    return sorted(shares.order_by("-opened_on", "id"), key=lambda share: not share.is_open)


def list_departures(member: Member) -> list[Departure]:
    """Return the lines of cases that went from the member's organisation to others, newest first."""
    if not _may_look(member):
        return []
    gone = Departure.objects.filter(organisation=member.organisation_id)
    return list(gone.select_related("went_to").order_by("-on_day", "id"))


def list_sent(case: Case) -> list[Offer]:
    """Return the offers that were made of a case by whoever has it now, newest first."""
    offers = Offer.objects.filter(case=case, sender=case.organisation_id)
    return list(offers.select_related("receiver", "author", "share").order_by("-offered_on", "id"))


def list_open_shares(organisation_id: UUID) -> list[Share]:
    """Return the shares that an organisation works on, from either side."""
    ours = Q(sender=organisation_id) | Q(receiver=organisation_id)
    return list(Share.objects.filter(ours, closed_on=None).order_by("id"))


def list_shares_of(case: Case) -> list[Share]:
    """Return the shares that a case stands in, from either side, newest first."""
    shares = Share.objects.filter(Q(sender_case=case) | Q(receiver_case=case))
    return list(shares.select_related("sender", "receiver", "offer").order_by("-opened_on", "id"))


def list_receivers(organisation_id: UUID) -> list[Organisation]:
    """Return the other organisations of the coalition: those whose key list is signed."""
    others = [each for each in members.list_organisations() if each.pk != organisation_id]
    return [each for each in others if keys.find_key_list(each) is not None]


def access_receiver(organisation_id: UUID, receiver_id: UUID) -> Organisation:
    """Return another organisation of the coalition. Raises ReceiverUnknown."""
    for each in list_receivers(organisation_id):
        if each.pk == receiver_id:
            return each
    raise ReceiverUnknown


def is_agreed(subject_ids: Collection[UUID], receiver_id: UUID, on: date) -> bool:
    """Whether an offer would pass the ledger now."""
    return consent.allows(subject_ids, rules.PURPOSE, rules.recipient_of(receiver_id), on)


def list_papers(report_id: UUID) -> list[bytes]:
    """Return the signed statements that lead from the organisation written to, to the one that has the report now."""
    return [bytes(row.signed) for row in HandOver.objects.filter(report_id=report_id).order_by("position")]


def list_givers(case: Case) -> list[Organisation]:
    """Return the organisations from which a case came, the first one first."""
    rows = HandOver.objects.filter(case=case).select_related("giver").order_by("position")
    return list({row.giver_id: row.giver for row in rows}.values())


def count_on_their_way(case: Case, report_ids: Collection[UUID]) -> int:
    """Return how many messages of the person wait until the organisation they were sent to unlocks."""
    return inbox.count_to_forward(report_ids, case.organisation_id)


def list_key_ids() -> set[str]:
    """Return the intake keys that what is on its way between organisations still needs."""
    waiting = set(Parcel.objects.values_list("key_id", flat=True))
    return waiting | set(KeyParcel.objects.values_list("key_id", flat=True))


def list_stored_names() -> set[str]:
    """Return the names of the copies of files that are shared: the desk's store should hold these, too."""
    return set(SharedFile.objects.values_list("stored_name", flat=True))


def list_due_shares(organisation_id: UUID) -> list[Share]:
    """Return the shares that this organisation can and must give another key."""
    ours = Q(sender=organisation_id) | Q(receiver=organisation_id, closed_on=None)
    due = Q(reseal_due=True) | Q(id__in=keys.due_subjects(organisation_id))
    return list(Share.objects.filter(ours & due).order_by("id"))


def _received(member: Member) -> QuerySet[Offer]:
    if not _may_look(member):
        return Offer.objects.none()
    return Offer.objects.filter(receiver=member.organisation_id)


def _may_look(member: Member) -> bool:
    return member.is_active and member.works_on_cases
