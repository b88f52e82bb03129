# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""After a backup of the desk, the public side need not keep what the desk has collected.

What may go is written down *before* the backup begins: it was marked collected by then, this desk holds it, and so the
backup does. Withdrawals of an open mailbox stay: the person's own page shows them.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from safehold.desk.consent import queries as consent
from safehold.desk.inbox import adapters, queries
from safehold.desk.inbox.rules import withdrawal_source
from safehold.public.reporting import actions as reporting
from safehold.public.reporting import queries as crossing


@dataclass(frozen=True)
class Held:
    """Public ids of what this desk holds for good."""

    texts: frozenset[UUID]
    files: frozenset[UUID]
    withdrawals: frozenset[UUID]


def note_held() -> Held:
    """Return what the public side may delete once a backup that begins now is durable."""
    texts, _files = queries.list_known_ids()
    return Held(
        texts=frozenset(crossing.list_collected_envelope_ids() & texts),
        files=frozenset(crossing.list_collected_file_ids() & _files_in_store()),
        withdrawals=frozenset(_ended_withdrawals()),
    )


def release(held: Held) -> int:
    """Delete it there; return how many rows went. Idempotent."""
    return reporting.delete_collected(held.texts, held.files, held.withdrawals)


def _files_in_store() -> set[UUID]:
    present = adapters.list_names_in_store()
    return {row_id for row_id, name in queries.list_files() if name in present}


def _ended_withdrawals() -> set[UUID]:
    """Withdrawals of closed mailboxes that stand in the ledger, or whose report never came here."""
    collected = crossing.list_collected_withdrawals()
    still_open = crossing.list_mailbox_ids(row.report_id for row in collected)
    ended = [row for row in collected if row.report_id not in still_open]
    written = consent.which_sources(withdrawal_source(row.id) for row in ended)
    return {
        row.id
        for row in ended
        if withdrawal_source(row.id) in written or queries.find_report_organisation(row.report_id) is None
    }
