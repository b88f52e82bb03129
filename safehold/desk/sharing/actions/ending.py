# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How offers and shares end. None of it needs a key, so that a withdrawal can do it, too.

What travelled is deleted. Whoever may have opened a key then must not keep one that opens: a case that was offered for
good is due for a new key, and so is a share that somebody was in.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from safehold.desk.inbox import actions as inbox
from safehold.desk.sharing import rules
from safehold.desk.sharing.actions.copying import end_copies
from safehold.desk.sharing.actions.holding import (
    hold_both,
    hold_offer,
    list_subject_ids,
    lock_share,
    trace_both,
)
from safehold.desk.sharing.actions.indexing import end_texts, sweep_texts
from safehold.desk.sharing.actions.offering import CAME_BACK, TASK
from safehold.desk.sharing.errors import OfferNotWaiting, OfferUnknown, ShareUnknown
from safehold.desk.sharing.models import Ending, Entry, KeyParcel, Kind, Offer, Parcel, Share, State
from safehold.desk.tasks import actions as tasks
from safehold.desk.vault import actions as vault
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.erasing import erase_from_log
from safehold.persistence.transactions import atomic_for

if TYPE_CHECKING:
    from safehold.desk.members.models import Member


def reject_offer(unlocked: Unlocked, offer: Offer, reason: str, on: date) -> None:
    """Give an offer back unopened, with a reason. Twice is once. Raises OfferNotWaiting, OfferUnknown."""
    with atomic_for(Offer):
        offer = hold_offer(offer, unlocked)
        if offer.receiver_id != unlocked.organisation_id:
            raise OfferUnknown
        if offer.state == State.REJECTED:
            return
        if offer.state != State.WAITING:
            raise OfferNotWaiting
        offer.reason, offer.answered_by = reason, unlocked.member
        end_offer(offer, State.REJECTED, on)
        _tell_the_sender(offer, on)
        trace_both(offer, "share.rejected", unlocked.member, on)
    erase_from_log(Parcel)
    sweep(on)


def recall_offer(unlocked: Unlocked, offer: Offer, on: date) -> None:
    """Call an offer back: one that waits, or a referral that was taken. Twice is once.

    What was taken for good is not called back: the other organisation gives it back. Raises OfferNotWaiting.
    """
    with atomic_for(Offer):
        _recall(unlocked, hold_offer(offer, unlocked), on)
    erase_from_log(Parcel)
    sweep(on)


def _recall(unlocked: Unlocked, offer: Offer, on: date) -> None:
    if offer.sender_id != unlocked.organisation_id:
        raise OfferUnknown
    if offer.state == State.ACCEPTED and offer.kind == Kind.REFERRAL:
        end_share(lock_share(offer.pk), Ending.RECALLED, unlocked.member, on)
        return
    if offer.state == State.RECALLED:
        return
    if offer.state != State.WAITING:
        raise OfferNotWaiting
    end_offer(offer, State.RECALLED, on)
    trace_both(offer, "share.recalled", unlocked.member, on)


def return_share(unlocked: Unlocked, share: Share, on: date) -> None:
    """Give a referral back: this organisation does not open it any more. Twice is once. Raises ShareUnknown."""
    with atomic_for(Share):
        offer = hold_offer(share.offer, unlocked)
        if offer.receiver_id != unlocked.organisation_id:
            raise ShareUnknown
        if end_share(lock_share(share.pk), Ending.RETURNED, unlocked.member, on):
            _tell_the_sender(offer, on)
    sweep(on)


def expire_offers(on: date) -> int:
    """End the offers that nobody answered in time; return how many. Keyless and idempotent.

    Nobody relies on this having run: an offer whose time is over is not taken.
    """
    over = Offer.objects.filter(state=State.WAITING, expires_on__lt=on).order_by("id")
    ended = sum(_is_expired(offer, on) for offer in over)
    if ended:
        erase_from_log(Parcel)
        sweep(on)
    return ended


def _is_expired(offer: Offer, on: date) -> bool:
    with atomic_for(Offer):
        offer = hold_offer(offer)
        if not rules.is_over(offer.state, offer.expires_on, on):
            return False
        end_offer(offer, State.EXPIRED, on)
        _tell_the_sender(offer, on)
        trace_both(offer, "share.expired", None, on)
    return True


def _tell_the_sender(offer: Offer, on: date) -> None:
    """Nobody there helps: have those who asked decide who does. One task for a case, until it is offered again."""
    tasks.open_task(
        offer.sender_id,
        CAME_BACK,
        case_id=offer.case_id,
        about_id=offer.case_id,
        due_on=on,
        assigned_to_id=offer.case.assigned_to_id,
        on=on,
    )


def sweep(on: date) -> int:
    """Delete the bytes and the tokens of what has ended; return how many that were. Keyless and idempotent."""
    return inbox.sweep_files(on) + sweep_texts()


def end_offer(offer: Offer, state: State, on: date) -> None:
    """End a locked offer that waits: delete what travelled, and have the keys that were in it replaced."""
    offer.state, offer.ended_on = state, on
    offer.save(update_fields=["state", "ended_on", "reason", "answered_by"])
    parcel = Parcel.objects.filter(offer=offer).first()
    if parcel is not None:
        for case_id in parcel.key_versions:
            vault.mark_due(UUID(case_id))
        parcel.delete()
    if offer.kind == Kind.REFERRAL:
        vault.take_subject_away(offer.pk, offer.sender_id)
        end_copies(offer.pk, on)
    tasks.close_tasks(offer.receiver_id, offer.pk, on, kinds=[TASK])


def end_share(share: Share, ending: Ending, by: Member | None, on: date) -> bool:
    """End a locked share: the receiver's vault keeps no key, what is there is due for another, and copies of files open
    with nothing any more. Twice is once. Their bytes, and the tokens of its texts, go with `sweep`, after
    the transaction.
    """
    if not share.is_open:
        return False
    share.closed_on, share.ending, share.reseal_due = on, ending, True
    share.save(update_fields=["closed_on", "ending", "reseal_due"])
    vault.take_subject_away(share.pk, share.receiver_id)
    end_copies(share.offer_id, on)
    end_texts(share, share.receiver_case_id)
    KeyParcel.objects.filter(share=share, organisation=share.receiver_id).delete()
    for organisation_id in (share.sender_id, share.receiver_id):
        tasks.close_tasks(organisation_id, share.pk, on, kinds=[TASK])
    trace_both(share, f"share.{ending}", by, on)
    return True


def erase_share(share: Share, ending: Ending, by: Member | None, on: date) -> None:
    """End a locked share and delete everything in it, with every key: the case is gone from who began it."""
    end_share(share, ending, by, on)
    Entry.objects.filter(share=share).delete()
    KeyParcel.objects.filter(share=share).delete()
    vault.take_subject_away(share.pk, share.sender_id)
    Share.objects.filter(pk=share.pk).update(reseal_due=False)


def forget_case(case_id: UUID, on: date) -> None:
    """End what a case stands in, before it is destroyed: its offers, its shares, and its part in those of others.

    Needs no key. Call it in the transaction that destroys the case, with the case locked.
    """
    with atomic_for(Offer):
        offers = Offer.objects.filter(case=case_id)
        shares = Share.objects.filter(sender_case=case_id) | Share.objects.filter(receiver_case=case_id)
        ids = {*offers.values_list("pk", flat=True), *shares.values_list("pk", flat=True)}
        chains = {org for pair in offers.values_list("sender", "receiver") for org in pair}
        chains |= {org for pair in shares.values_list("sender", "receiver") for org in pair}
        hold_both(list_subject_ids(ids), chains, None)
        for offer in offers.filter(state=State.WAITING).order_by("pk"):
            end_offer(offer, State.RECALLED, on)
            trace_both(offer, "share.recalled", None, on)
        for share in shares.order_by("pk"):
            if share.sender_case_id == case_id:
                erase_share(share, Ending.DESTROYED, None, on)
            else:
                end_share(lock_share(share.pk), Ending.DESTROYED, None, on)
