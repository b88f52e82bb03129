# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Taking what another organisation offers. Everything is checked again, in the transaction that takes it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from safehold.desk.audit import actions as audit
from safehold.desk.cases import actions as cases
from safehold.desk.cases import queries as case_rows
from safehold.desk.cases.models import Case
from safehold.desk.consent import actions as consent
from safehold.desk.evidence import actions as evidence
from safehold.desk.evidence.rules import Moment
from safehold.desk.inbox import actions as inbox
from safehold.desk.sharing import rules
from safehold.desk.sharing.actions import parcels
from safehold.desk.sharing.actions.copying import receiver_of
from safehold.desk.sharing.actions.ending import end_offer, end_share, erase_share
from safehold.desk.sharing.actions.holding import (
    hold_both,
    list_subject_ids,
    lock_offer,
    lock_share,
    trace_both,
)
from safehold.desk.sharing.actions.indexing import index_shares
from safehold.desk.sharing.actions.offering import TASK
from safehold.desk.sharing.errors import OfferNotWaiting, OfferStale, OfferUnknown, ParcelForged
from safehold.desk.sharing.models import (
    Departure,
    Ending,
    Entry,
    HandOver,
    Kind,
    Offer,
    OfferSubject,
    Parcel,
    Share,
    State,
)
from safehold.desk.tasks import actions as tasks
from safehold.desk.vault import queries as keys
from safehold.desk.vault.actions import Unlocked
from safehold.desk.vault.rules import was_ended_early
from safehold.persistence.erasing import erase_from_log
from safehold.persistence.transactions import atomic_for
from safehold.web import clock
from safehold.web.references import reference_of


def read_cover(unlocked: Unlocked, offer: Offer) -> rules.CoverDocument:
    """Return who asks and why; the rest stays sealed. Raises OfferNotWaiting, ParcelForged or KeyMissing."""
    parcel = Parcel.objects.filter(offer=offer).first()
    if parcel is None or offer.receiver_id != unlocked.organisation_id:
        raise OfferNotWaiting
    sealed = bytes(parcel.sealed_cover)
    cover = parcels.open_from(unlocked, offer.sender, parcel.key_id, sealed, rules.CoverDocument)
    _require_about(offer, cover)
    return cover


def accept_offer(unlocked: Unlocked, offer: Offer, on: date) -> Case:
    """Take an offer; return the case it is now. Taken twice is taken once.

    Raises ConsentMissing when somebody's consent ended meanwhile, OfferUnknown, or a SharingRefused: OfferNotWaiting,
    OfferStale, ParcelForged.
    """
    with atomic_for(Offer):
        held = cases.hold_family(offer.case_id) if offer.kind == Kind.TRANSFER else []
        around = _list_around(held)
        subjects = list_subject_ids([offer.pk, *(share.pk for share in around)])
        chains = {
            offer.sender_id,
            offer.receiver_id,
            *(s.receiver_id for s in around),
            *(s.sender_id for s in around),
        }
        hold_both(subjects, chains, unlocked)
        offer = lock_offer(offer.pk)
        if offer.receiver_id != unlocked.organisation_id:
            raise OfferUnknown
        if offer.state == State.ACCEPTED:
            return _already_taken(unlocked, offer)
        if offer.state != State.WAITING or rules.is_over(offer.state, offer.expires_on, on):
            raise OfferNotWaiting
        _require_consent(offer, on)
        parcel, document = _open_parcel(unlocked, offer)
        if offer.kind == Kind.TRANSFER:
            case = _take_over(unlocked, offer, held, document, parcel, on)
            _end_what_is_around(offer, held, around, on)
        else:
            case = _begin_share(unlocked, offer, document, parcel, on)
        offer.state, offer.answered_by, offer.ended_on = State.ACCEPTED, unlocked.member, on
        offer.save(update_fields=["state", "answered_by", "ended_on"])
        parcel.delete()
        tasks.close_tasks(offer.receiver_id, offer.pk, on, kinds=[TASK])
        trace_both(offer, "share.accepted", unlocked.member, on)
    erase_from_log(Parcel)
    index_shares(unlocked, Share.objects.filter(pk=offer.pk, closed_on=None))
    return case


def _already_taken(unlocked: Unlocked, offer: Offer) -> Case:
    case = offer.case if offer.kind == Kind.TRANSFER else Share.objects.get(pk=offer.pk).receiver_case
    if case is None or case.organisation_id != unlocked.organisation_id:
        raise OfferNotWaiting
    return case


def _require_consent(offer: Offer, on: date) -> None:
    """Ask again, except for whom two members decided: their word since then has closed the offer itself."""
    own = OfferSubject.objects.filter(offer=offer, by_override=False).values_list("subject_id", flat=True)
    if subjects := list(own):
        recipient = rules.recipient_of(offer.receiver_id)
        consent.require(offer.sender_id, subjects, rules.PURPOSE, recipient, on=on)


def _open_parcel(unlocked: Unlocked, offer: Offer) -> tuple[Parcel, rules.ShareDocument]:
    parcel = Parcel.objects.get(offer=offer)
    sealed = bytes(parcel.sealed)
    document = parcels.open_from(unlocked, offer.sender, parcel.key_id, sealed, rules.ShareDocument)
    _require_about(offer, document)
    if document.expires_on != offer.expires_on.isoformat():
        raise ParcelForged
    return parcel, document


def _require_about(offer: Offer, document: rules.ShareDocument | rules.CoverDocument) -> None:
    expected = (str(offer.pk), offer.kind, str(offer.sender_id), str(offer.receiver_id))
    if (document.offer_id, document.kind, document.from_id, document.to_id) != expected:
        raise ParcelForged


# Referral


def _begin_share(
    unlocked: Unlocked, offer: Offer, document: rules.ShareDocument, parcel: Parcel, on: date
) -> Case:
    """Open a case of our own beside it, and wrap the key of the share in our vault.

    What was chosen is sealed under that key alone, so that it ends with it. The case's title says only from whom. It is
    as urgent here as it is there.
    """
    title = _("From %(organisation)s, their case %(reference)s") % {
        "organisation": offer.sender.name_in("en"),
        "reference": reference_of(offer.case_id),
    }
    case = cases.open_walk_in_case(unlocked, title, on, triage=offer.case.triage)
    key = bytes.fromhex(document.share_key)
    share = Share(
        id=offer.pk,
        offer=offer,
        sender_id=offer.sender_id,
        receiver_id=offer.receiver_id,
        sender_case_id=offer.case_id,
        receiver_case=case,
        opened_on=on,
        reseal_due=_was_key_changed(parcel, offer.receiver_id),
    )
    share.save(force_insert=True)
    unlocked.keep_case_key(share.pk, share.key_version, key)
    entry = Entry(
        id=uuid4(),
        share=share,
        position=1,
        kind=Entry.Kind.CONTENT,
        organisation_id=offer.sender_id,
        on_day=on,
    )
    entry.seal(key, document.content)
    entry.save(force_insert=True)
    return case


def _was_key_changed(parcel: Parcel, receiver_id: UUID) -> bool:
    """Whether somebody was removed here since this was sent: they may have copied the intake key that opens it."""
    key = keys.find_intake_key(receiver_id, parcel.key_id)
    return key is None or was_ended_early(key.starts_on, key.ends_on)


# Transfer


def _take_over(
    unlocked: Unlocked,
    offer: Offer,
    held: list[Case],
    document: rules.ShareDocument,
    parcel: Parcel,
    on: date,
) -> Case:
    versions = {str(case.pk): case.key_version for case in held}
    if not held or versions != parcel.key_versions or held[0].organisation_id != offer.sender_id:
        raise OfferStale
    if versions != {case_id: version for case_id, (version, _key) in document.case_keys.items()}:
        raise OfferStale
    old_keys = {UUID(case_id): bytes.fromhex(key) for case_id, (_v, key) in document.case_keys.items()}
    reports = [report_id for case in held for report_id in case_rows.list_report_ids(case)]
    cases.take_over_cases(unlocked, held, old_keys, on)
    moment = Moment(clock.now(), on)
    evidence.note_moved(unlocked, held, offer.sender.name_in("en"), receiver_of(offer), moment)
    inbox.move_reports(reports, unlocked.organisation_id)
    for case in held:
        _keep_papers(offer, case, document.hand_overs)
        Departure.objects.create(
            organisation_id=offer.sender_id,
            went_to_id=offer.receiver_id,
            reference=reference_of(case.pk),
            on_day=on,
        )
        audit.append(offer.sender_id, "case.gone", case.pk, on=on)
        audit.append(offer.receiver_id, "case.came", case.pk, unlocked.member.pk, on=on)
    return held[0]


def _keep_papers(offer: Offer, case: Case, hand_overs: dict[str, str]) -> None:
    """Keep the statement that a reply needs; none that leads in a circle."""
    for report_id in case_rows.list_report_ids(case):
        papers = list(HandOver.objects.filter(report_id=report_id).order_by("position"))
        kept = rules.follow_papers([(each.giver_id, each.taker_id) for each in papers], offer.receiver_id)
        if kept >= 0:
            HandOver.objects.filter(pk__in=[each.pk for each in papers[kept:]]).delete()
        elif str(report_id) not in hand_overs:
            raise ParcelForged
        else:
            HandOver.objects.create(
                case=case,
                report_id=report_id,
                position=len(papers) + 1,
                giver_id=offer.sender_id,
                taker_id=offer.receiver_id,
                signed=bytes.fromhex(hand_overs[str(report_id)]),
            )


def _list_around(held: Collection[Case]) -> list[Offer]:
    """Return the other offers and shares that the cases stand in, from either side, by offer."""
    ours = Offer.objects.filter(case__in=held)
    theirs = Offer.objects.filter(share__receiver_case__in=held)
    return list((ours | theirs).distinct().select_related("share").order_by("pk"))


def _end_what_is_around(offer: Offer, held: Collection[Case], around: Collection[Offer], on: date) -> None:
    """End what the organisation before had begun with others about the case: they were asked by it, not by us."""
    ids = {case.pk for case in held}
    for other in around:
        if other.pk == offer.pk:
            continue
        if other.case_id in ids and other.state == State.WAITING:
            end_offer(lock_offer(other.pk), State.RECALLED, on)
            trace_both(other, "share.recalled", None, on)
        share: Any = Share.objects.filter(pk=other.pk).first()
        if share and share.sender_case_id in ids:
            erase_share(lock_share(share.pk), Ending.MOVED, None, on)
        elif share:
            end_share(lock_share(share.pk), Ending.MOVED, None, on)
