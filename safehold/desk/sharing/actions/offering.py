# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Offering some of a case, or the whole of it, to another organisation. Consent is asked in the same transaction."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from safehold.core.envelopes import HandOverDocument, sign_document
from safehold.desk.cases import actions as cases
from safehold.desk.cases import queries as case_rows
from safehold.desk.cases.models import Case
from safehold.desk.consent import actions as consent
from safehold.desk.consent import queries as ledger
from safehold.desk.search import actions as search
from safehold.desk.sharing import queries, rules
from safehold.desk.sharing.actions import copying, parcels
from safehold.desk.sharing.actions.holding import hold_both, lock_offer, trace_both
from safehold.desk.sharing.errors import NothingChosen, OfferedAlready, OfferUnknown
from safehold.desk.sharing.models import Kind, Offer, OfferSubject, Parcel, Share, State
from safehold.desk.tasks import actions as tasks
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.models import id_of_form
from safehold.persistence.transactions import atomic_for

if TYPE_CHECKING:
    from safehold.desk.members.models import Organisation

TASK = "share-waits"
CAME_BACK = "share-came-back"
NOTHING = queries.Choice()


@dataclass(frozen=True)
class Draft:
    """What is offered to whom. words: why, read by the receiver before anything else. choice: of a referral alone."""

    receiver: Organisation
    kind: str
    words: str = field(repr=False)
    choice: queries.Choice = NOTHING


def offer_case(unlocked: Unlocked, case: Case, draft: Draft, on: date, once: UUID | None = None) -> Offer:
    """Offer a case to another organisation. once: from the form, so that a double click offers once.

    Raises ConsentMissing, OfferUnknown when the case is another organisation's by now, or a SharingRefused:
    NothingChosen, OfferedAlready, ReceiverNotReady, TooMuch, NoRoom, FileBroken.
    """
    offer_id = id_of_form(f"offer of {unlocked.organisation_id}", once)
    is_again = Offer.objects.filter(pk=offer_id, case=case, receiver=draft.receiver).exists()
    item_ids = draft.choice.files if draft.kind == Kind.REFERRAL and not is_again else ()
    with copying.copied_files(unlocked, case, item_ids, on) as copied, atomic_for(Offer):
        held = cases.hold_family(case.pk)
        if not held or held[0].organisation_id != unlocked.organisation_id or held[0].merged_into_id:
            raise OfferUnknown
        kept = Offer.objects.filter(pk=offer_id).first()
        if kept and kept.case_id == case.pk and kept.receiver_id == draft.receiver.pk:
            return kept
        bases, overridden = _require_consent(unlocked, held[0], draft, on)
        _require_none_waiting(held[0], draft)
        offer = Offer(
            id=uuid4() if kept else offer_id,
            case=held[0],
            kind=draft.kind,
            sender_id=unlocked.organisation_id,
            receiver=draft.receiver,
            consents=" ".join(map(str, bases)),
            author=unlocked.member,
            offered_on=on,
            expires_on=rules.expires_on(on),
        )
        content = copying.name_copies(_choose(unlocked, held[0], draft), copied)
        key = unlocked.case_key(held[0].pk, held[0].key_version)
        offer.seal(key, {"words": draft.words, "content": content})
        offer.save(force_insert=True)
        search.index_row(unlocked, key, offer)
        subjects = case_rows.list_consent_subjects(held[0])
        OfferSubject.objects.bulk_create(
            OfferSubject(offer=offer, subject_id=each, by_override=each in overridden) for each in subjects
        )
        share_key = send_parcel(unlocked, offer, held, draft.words, content, on)
        copying.keep_files(unlocked, offer, share_key, copied, on)
        tasks.open_task(offer.receiver_id, TASK, about_id=offer.pk, due_on=on, on=on)
        tasks.close_tasks(offer.sender_id, case.pk, on, kinds=[CAME_BACK])
        trace_both(offer, "share.offered", unlocked.member, on)
    return offer


def _require_consent(
    unlocked: Unlocked, case: Case, draft: Draft, on: date
) -> tuple[list[UUID], Collection[UUID]]:
    """Return what the offer stands on, and for whom two members decided. Raises ConsentMissing."""
    subjects = case_rows.list_consent_subjects(case)
    recipient = rules.recipient_of(draft.receiver.pk)
    hold_both(subjects, [unlocked.organisation_id, draft.receiver.pk], unlocked)
    missing = ledger.list_missing(subjects, rules.PURPOSE, recipient, on)
    by = unlocked.member.pk
    return consent.require(
        unlocked.organisation_id, subjects, rules.PURPOSE, recipient, on=on, by=by
    ), missing


def _require_none_waiting(case: Case, draft: Draft) -> None:
    waiting = Offer.objects.filter(case=case, sender=case.organisation_id, state=State.WAITING)
    shares = Share.objects.filter(sender_case=case, receiver=draft.receiver, closed_on=None)
    is_transfer = draft.kind == Kind.TRANSFER
    if waiting.filter(kind=Kind.TRANSFER).exists() or (not is_transfer and shares.exists()):
        raise OfferedAlready
    if waiting.filter(receiver=draft.receiver).exists():
        raise OfferedAlready


def _choose(unlocked: Unlocked, case: Case, draft: Draft) -> dict[str, Any]:
    if draft.kind == Kind.TRANSFER:
        return {}
    content = queries.build_content(queries.gather(unlocked, case), draft.choice, unlocked.member.role)
    if rules.is_empty(content):
        raise NothingChosen
    return content


def send_parcel(
    unlocked: Unlocked, offer: Offer, held: Collection[Case], words: str, content: dict[str, Any], on: date
) -> bytes:
    """Seal what travels with an offer to the receiver, instead of what travelled before; return the key of the share
    that it will be, nothing of a transfer.
    """
    key = parcels.find_listed_key(offer.receiver, on)
    ends = {"offer_id": str(offer.pk), "kind": str(offer.kind), "signed_on": on.isoformat()}
    ends |= {"from_id": str(offer.sender_id), "to_id": str(offer.receiver_id)}
    is_transfer = offer.kind == Kind.TRANSFER
    share_key = b"" if is_transfer else unlocked.new_case_key(offer.pk)
    cover = rules.CoverDocument(**ends, words=words, classes=rules.count_by_class(content))
    inside = rules.ShareDocument(
        **ends,
        expires_on=offer.expires_on.isoformat(),
        content=content,
        share_key=share_key.hex(),
        case_keys=_case_keys(unlocked, held) if is_transfer else {},
        hand_overs=_sign_hand_overs(unlocked, offer, held, on) if is_transfer else {},
    )
    Parcel.objects.update_or_create(
        offer=offer,
        defaults={
            "key_id": key.key_id,
            "sealed_cover": parcels.seal_to(unlocked, key, cover),
            "sealed": parcels.seal_to(unlocked, key, inside),
            "key_versions": {str(case.pk): case.key_version for case in held} if is_transfer else {},
        },
    )
    return share_key


def _case_keys(unlocked: Unlocked, held: Collection[Case]) -> dict[str, tuple[int, str]]:
    return {
        str(case.pk): (case.key_version, unlocked.case_key(case.pk, case.key_version).hex()) for case in held
    }


def _sign_hand_overs(unlocked: Unlocked, offer: Offer, held: Collection[Case], on: date) -> dict[str, str]:
    """Sign, for each report, that the receiver answers from now on: the person's page asks for it."""
    key = unlocked.signing_key(parcels.SIGNS)
    ends = {"from_id": str(offer.sender_id), "to_id": str(offer.receiver_id), "handed_on": on.isoformat()}
    reports = [report_id for case in held for report_id in case_rows.list_report_ids(case)]
    return {
        str(each): sign_document(HandOverDocument(report_id=str(each), **ends), key).hex() for each in reports
    }


def refresh_stale(unlocked: Unlocked, on: date) -> int:
    """Send the newer keys of cases that got one since they were offered; return how many offers that was.

    At each unlock. An offer without today's key of the receiver waits for the next one.
    """
    waiting = Offer.objects.filter(
        sender=unlocked.organisation_id, kind=Kind.TRANSFER, state=State.WAITING, expires_on__gte=on
    )
    return sum(_is_refreshed(unlocked, offer, on) for offer in waiting.select_related("parcel"))


def _is_refreshed(unlocked: Unlocked, offer: Offer, on: date) -> bool:
    if _versions(case_rows.list_family(offer.case)) == offer.parcel.key_versions:
        return False
    with atomic_for(Offer):
        held = cases.hold_family(offer.case_id)
        subjects = OfferSubject.objects.filter(offer=offer).values_list("subject_id", flat=True)
        hold_both(list(subjects), [offer.sender_id, offer.receiver_id], unlocked)
        offer = lock_offer(offer.pk)
        if offer.state != State.WAITING or held[0].organisation_id != offer.sender_id:
            return False
        opened = offer.open(unlocked.case_key(held[0].pk, held[0].key_version))
        send_parcel(unlocked, offer, held, opened["words"], opened["content"], on)
    return True


def _versions(held: Collection[Case]) -> dict[str, int]:
    return {str(case.pk): case.key_version for case in held}
