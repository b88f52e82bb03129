# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Delivers the outbox to the public side. Each row is sent at least once; its id makes twice once."""

from collections.abc import Callable
from datetime import date

from safehold.desk.vault import queries
from safehold.desk.vault.models import Outgoing
from safehold.persistence.transactions import atomic_for
from safehold.public.reporting import actions as reporting


def deliver_outgoing(on: date) -> int:
    """Deliver everything that waits; return how many rows arrived.

    A reply to a mailbox that its owner has closed is marked refused and not tried again.
    """
    arrived = 0
    for row in queries.list_undelivered():
        accepted = DELIVERIES[Outgoing.Kind(row.kind)](row, on)
        with atomic_for(Outgoing):
            column = "delivered_on" if accepted else "refused_on"
            Outgoing.objects.filter(id=row.id).update(**{column: on})
        arrived += accepted
    return arrived


def _deliver_reply(row: Outgoing, on: date) -> bool:
    if row.subject_id is None:
        return False
    return reporting.store_reply(row.id, row.subject_id, bytes(row.body), on)


def _deliver_coalition_list(row: Outgoing, on: date) -> bool:  # noqa: ARG001
    reporting.store_list("coalition", None, row.version, bytes(row.body))
    return True


def _deliver_key_list(row: Outgoing, on: date) -> bool:  # noqa: ARG001
    reporting.store_list("keys", row.subject_id, row.version, bytes(row.body))
    return True


DELIVERIES: dict[Outgoing.Kind, Callable[[Outgoing, date], bool]] = {
    Outgoing.Kind.REPLY: _deliver_reply,
    Outgoing.Kind.COALITION_LIST: _deliver_coalition_list,
    Outgoing.Kind.KEY_LIST: _deliver_key_list,
}
