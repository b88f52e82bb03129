# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Withdrawals: clear control rows that can only close. Applied by the collecting job, within a minute,
without keys."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from safehold.desk.audit import actions as audit
from safehold.desk.cases import actions as cases
from safehold.desk.consent import actions as consent
from safehold.desk.consent.rules import PURPOSES
from safehold.desk.inbox import queries
from safehold.desk.inbox.actions.collecting import collect_texts
from safehold.desk.inbox.models import Envelope
from safehold.persistence.transactions import atomic_for
from safehold.public.reporting import actions as reporting
from safehold.public.reporting import queries as crossing

if TYPE_CHECKING:
    from safehold.public.reporting.models import Withdrawal

MAILBOX = "mailbox"


def apply_withdrawals(on: date, limit: int = 200) -> int:
    """Write what people took back to the ledger; return how many. Idempotent.

    Texts are collected first, so that a grant sent before a withdrawal is known to have come before it. A withdrawal
    whose report has not been collected yet waits for it, unless there is nothing left to collect.
    """
    applied, left, collected = 0, set[UUID](), False
    while waiting := crossing.list_uncollected_withdrawals(limit, left):
        if not collected:
            collect_texts(on)
            collected = True
        for row in waiting:
            organisation_id = queries.find_report_organisation(row.report_id)
            if organisation_id is not None:
                _apply(organisation_id, row, on)
                applied += 1
            elif crossing.organisation_of(row.report_id) is not None:
                left.add(row.id)
                continue
            reporting.mark_withdrawal_collected(row.id, on)
    return applied


def _apply(organisation_id: UUID, row: Withdrawal, on: date) -> None:
    """A closed mailbox takes every consent back, also one that was granted and has not been read yet."""
    closes = row.scope == MAILBOX
    said_on = min(row.on_day, on)  # a day to come, written by whoever can write there, would close for good
    purposes = PURPOSES if closes else [purpose for purpose in PURPOSES if purpose == row.scope]
    if not purposes:
        return
    with atomic_for(Envelope, durable=True):
        for purpose in purposes:
            consent.record(
                organisation_id,
                row.report_id,
                purpose,
                "withdrawn",
                how="mailbox-closed" if closes else "dialogue",
                on=on,
                source_id=f"withdrawal:{row.id}",
                said_on=said_on,
            )
        if closes:
            cases.close_mailbox(row.report_id, said_on)
            audit.append(
                organisation_id=organisation_id, verb="mailbox.closed", subject=str(row.report_id), on=on
            )
