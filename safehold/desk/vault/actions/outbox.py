# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What must reach the public side is a row, written in the transaction of the act that it follows from."""

import uuid
from collections.abc import Collection
from datetime import date

from safehold.desk.vault.models import Outgoing
from safehold.persistence.transactions import atomic_for


def post(
    kind: str,
    subject_id: uuid.UUID | None,
    version: int,
    body: bytes,
    on: date,
    id: uuid.UUID | None = None,
) -> Outgoing:
    """Put something into the outbox. Delivered at least once; the id makes twice once."""
    with atomic_for(Outgoing):
        return Outgoing.objects.create(
            id=id or uuid.uuid4(), kind=kind, subject_id=subject_id, version=version, body=body, created_on=on
        )


def send_again(ids: Collection[uuid.UUID]) -> None:
    """Put rows back among those to deliver: the public side does not hold them."""
    with atomic_for(Outgoing):
        Outgoing.objects.filter(id__in=ids).update(delivered_on=None)


def forget_replies(report_id: uuid.UUID) -> None:
    """Empty the answers to a report whose mailbox the person has closed: with a code that somebody finds later, they
    would open what the person destroyed. Call it in the transaction of the closing.
    """
    with atomic_for(Outgoing):
        Outgoing.objects.filter(kind=Outgoing.Kind.REPLY, subject_id=report_id).update(body=b"")


def delete_replies(report_ids: Collection[uuid.UUID]) -> int:
    """Delete the answers to some reports, delivered or not, when their case ends; return how many there were."""
    with atomic_for(Outgoing):
        return Outgoing.objects.filter(kind=Outgoing.Kind.REPLY, subject_id__in=list(report_ids)).delete()[0]
