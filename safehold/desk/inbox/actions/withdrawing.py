# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Withdrawals: clear control rows that can only close. Applied by the collecting job, within a minute,
without keys."""

from __future__ import annotations

import logging
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import DataError

from safehold.desk.audit import actions as audit
from safehold.desk.cases import actions as cases
from safehold.desk.cases import queries as case_rows
from safehold.desk.consent import actions as consent
from safehold.desk.consent import queries as ledger
from safehold.desk.consent.rules import PURPOSES
from safehold.desk.inbox import queries
from safehold.desk.inbox.actions.collecting import collect_texts
from safehold.desk.inbox.models import Envelope
from safehold.desk.inbox.rules import MAILBOX, withdrawal_source
from safehold.desk.vault import actions as vault
from safehold.persistence.erasing import erase_from_log
from safehold.persistence.transactions import atomic_for
from safehold.public.reporting import actions as reporting
from safehold.public.reporting import queries as crossing

if TYPE_CHECKING:
    from safehold.public.reporting.models import Withdrawal

log = logging.getLogger(__name__)


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
            if (organisation_id is None and crossing.list_mailbox_ids([row.report_id])) or (
                organisation_id is not None and not _is_applied(organisation_id, row, on)
            ):
                left.add(row.id)
            else:
                applied += organisation_id is not None
                reporting.mark_withdrawal_collected(row.id, on)
    return applied


def _is_applied(organisation_id: UUID, row: Withdrawal, on: date) -> bool:
    """Whether it stands in the ledger now. One that nobody could apply must not stop those behind it."""
    try:
        _apply(organisation_id, row, on)
    except (DataError, TypeError, ValueError) as error:
        log.warning("a withdrawal was left on the public side: %s", type(error).__name__)
        return False
    return True


def _apply(organisation_id: UUID, row: Withdrawal, on: date) -> None:
    """A closed mailbox takes every consent back, also one that was granted and has not been read yet."""
    closes = row.scope == MAILBOX
    said_on = min(row.on_day, on)  # a day to come, written by whoever can write there, would close for good
    if closes:
        purposes = ledger.list_taken_back_by_closing(row.report_id)
    else:
        purposes = [purpose for purpose in PURPOSES if purpose == row.scope]
    if not purposes:
        return
    case_id = case_rows.find_case_id(row.report_id)
    with atomic_for(Envelope, durable=True):
        for purpose in purposes:
            consent.record(
                organisation_id,
                row.report_id,
                purpose,
                "withdrawn",
                how="mailbox-closed" if closes else "dialogue",
                on=on,
                source_id=withdrawal_source(row.id),
                said_on=said_on,
                case_id=case_id,
            )
        if closes:
            cases.close_mailbox(row.report_id, said_on)
            vault.forget_replies(row.report_id)
            audit.append(
                organisation_id=organisation_id,
                verb="mailbox.closed",
                subject=case_id or row.report_id,
                on=on,
            )
    if closes:
        erase_from_log(Envelope)
