# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the desk does here, under either settings: mark what it has collected, deliver replies and lists.

Each is one transaction of one row, and doing it twice is doing it once.
"""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from safehold.persistence.erasing import erase_from_log
from safehold.persistence.transactions import atomic_for
from safehold.public.reporting.adapters import discard_file
from safehold.public.reporting.models import Envelope, FileEnvelope, Mailbox, Reply, SignedList, Withdrawal


def mark_envelope_collected(envelope_id: UUID, on: date) -> None:
    with atomic_for(Envelope):
        Envelope.objects.filter(id=envelope_id, collected_on=None).update(collected_on=on)


def mark_file_collected(file_id: UUID, on: date) -> None:
    with atomic_for(FileEnvelope):
        FileEnvelope.objects.filter(id=file_id, collected_on=None).update(collected_on=on)


def mark_withdrawal_collected(withdrawal_id: UUID, on: date) -> None:
    with atomic_for(Withdrawal):
        Withdrawal.objects.filter(id=withdrawal_id, collected_on=None).update(collected_on=on)


def store_reply(reply_id: UUID, report_id: UUID, sealed: bytes, on: date) -> bool:
    """Put a sealed answer into a mailbox; return False when the person has closed it."""
    with atomic_for(Reply):
        if not Mailbox.objects.select_for_update().filter(id=report_id).exists():
            return False
        position = Reply.objects.filter(mailbox_id=report_id).count()
        row = {"mailbox_id": report_id, "sealed": sealed, "position": position, "delivered_on": on}
        Reply.objects.get_or_create(id=reply_id, defaults=row)
    return True


def store_list(kind: str, organisation_id: UUID | None, version: int, signed: bytes) -> None:
    """Keep a signed list unless a newer one is held.

    Whether it may be trusted is checked by whoever reads it.
    """
    with atomic_for(SignedList):
        held, created = SignedList.objects.get_or_create(
            kind=kind, organisation_id=organisation_id, defaults={"version": version, "signed": signed}
        )
        if not created:
            SignedList.objects.filter(id=held.pk, version__lt=version).update(version=version, signed=signed)


def forget_list(row_id: int) -> None:
    """Take away a list that should not be there."""
    with atomic_for(SignedList):
        SignedList.objects.filter(id=row_id).delete()


def forget_lists_besides(organisation_ids: Collection[UUID]) -> int:
    """Take away lists of organisations that are none, also where their id cannot be read; return how many."""
    strangers = SignedList.objects.exclude(organisation_id=None).exclude(
        organisation_id__in=list(organisation_ids)
    )
    if not strangers.exists():
        return 0
    with atomic_for(SignedList):
        return strangers.delete()[0]


def delete_collected(
    envelope_ids: Collection[UUID], file_ids: Collection[UUID], withdrawal_ids: Collection[UUID]
) -> int:
    """Delete what the desk holds, also in a backup: one row in each transaction, then its traces; return how many.

    A file that this process's user may not delete is left without a row, for the sweep.
    """
    deleted = sum(_delete(Envelope, each) for each in envelope_ids)
    deleted += sum(_delete(Withdrawal, each) for each in withdrawal_ids)
    files = FileEnvelope.objects.filter(id__in=list(file_ids))
    for file_id, stored_name in files.values_list("id", "stored_name"):
        if _delete(FileEnvelope, file_id):
            deleted += 1
            discard_file(stored_name)
    if deleted:
        erase_from_log(Mailbox)
    return deleted


def _delete(model: type[Envelope | FileEnvelope | Withdrawal], row_id: UUID) -> int:
    """Delete one row, unless it was offered again meanwhile."""
    with atomic_for(model):
        return model.objects.filter(id=row_id, collected_on__isnull=False).delete()[0]


def ask_again(
    envelope_ids: Collection[UUID], file_ids: Collection[UUID], withdrawal_ids: Collection[UUID] = ()
) -> None:
    """Offer things to the desk once more that it had marked as collected and does not hold."""
    offered = ((Envelope, envelope_ids), (FileEnvelope, file_ids), (Withdrawal, withdrawal_ids))
    for model, ids in offered:
        for row_id in ids:
            with atomic_for(model):
                model.objects.filter(id=row_id).update(collected_on=None)


def end_mailbox(report_id: UUID) -> bool:
    """Delete a mailbox with all that lies in it, after the desk has ended what it belonged to; False while it holds
    something that the desk has not collected. One that is not there has ended.

    Unlike the person's own closing this tells the desk nothing: it is the desk that asks.
    """
    with atomic_for(Mailbox, durable=True):
        mailbox = Mailbox.objects.select_for_update().filter(id=report_id).first()
        if mailbox is None:
            return True
        waits = {"mailbox": mailbox, "collected_on": None}
        if Envelope.objects.filter(**waits).exists() or FileEnvelope.objects.filter(**waits).exists():
            return False
        names = list(FileEnvelope.objects.filter(mailbox=mailbox).values_list("stored_name", flat=True))
        mailbox.delete()
    for name in names:
        discard_file(name)
    erase_from_log(Mailbox)
    return True
