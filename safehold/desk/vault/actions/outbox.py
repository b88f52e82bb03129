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
