# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Adding to the ledger. There is no action that changes or removes an entry."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from safehold.desk.audit import actions as audit
from safehold.desk.consent import queries, rules
from safehold.desk.consent.actions.closing import close_what_stood_on
from safehold.desk.consent.actions.holding import hold_subjects
from safehold.desk.consent.models import LedgerEntry
from safehold.persistence.transactions import atomic_for

TOLD_A_MEMBER = (LedgerEntry.How.SPOKEN, LedgerEntry.How.WRITTEN)


def record(
    organisation_id: UUID,
    report_id: UUID,
    purpose: str,
    act: str,
    *,
    how: str,
    on: date,
    source_id: str,
    text_version: str = "",
    language: str = "",
    by: UUID | None = None,
    said_on: date | None = None,
    arrived_after: int | None = None,
    case_id: UUID | None = None,
    recipient: str = "",
    until: date | None = None,
) -> LedgerEntry | None:
    """Add one entry and one audit row; the same `source_id` again adds nothing and returns the entry there
    is. A withdrawal closes, in the same transaction, what stood on the consent.

    report_id: the subject, a report, or a case that has none. recipient: "" for all, or one (`rules.check_recipient`).
    until: the last day on which a grant holds. said_on: the day the person said it, where it is recorded later;
    default `on`.
    arrived_after: for a grant, the newest position when it arrived. If the person withdrew the purpose after
    that, the withdrawal stands and nothing is added: None. Raises PurposeUnknown, RecipientMalformed.
    case_id: what the audit names, once there is a case. Whoever only read what the person wrote themself is not named.
    """
    rules.check_purpose(purpose)
    rules.check_recipient(recipient)
    with atomic_for(LedgerEntry):
        hold_subjects([report_id])
        same = LedgerEntry.objects.filter(source_id=source_id, purpose=purpose, recipient=recipient)
        if existing := same.first():
            return existing
        if arrived_after is not None and act == LedgerEntry.Act.GIVEN:
            choices = queries.list_choices(report_id)
            if rules.is_overtaken(choices, purpose, said_on or on, arrived_after):
                return None
        entry = LedgerEntry(
            organisation_id=organisation_id,
            report_id=report_id,
            purpose=purpose,
            recipient=recipient,
            act=act,
            until=until,
            how=how,
            text_version=_kept(text_version, 64),
            language=_kept(language, 10),
            on_day=said_on or on,
            source_id=source_id,
            recorded_by=by,
            position=queries.newest_position(report_id) + 1,
        )
        entry.save(force_insert=True)
        if act != LedgerEntry.Act.GIVEN:
            close_what_stood_on(entry, on)
        audit.append(
            organisation_id=organisation_id,
            verb=f"consent.{act}",
            subject=case_id or report_id,
            member_id=by if how in TOLD_A_MEMBER else None,
            on=on,
        )
    return entry


def record_given(organisation_id: UUID, report_id: UUID, purposes: Collection[str], **said: Any) -> None:
    """Record each purpose that a document agrees to; `said` as in `record`. What nobody asks about is left out."""
    for purpose in rules.PURPOSES:
        if purpose in purposes:
            record(organisation_id, report_id, purpose, LedgerEntry.Act.GIVEN, **said)


def _kept(text: str, length: int) -> str:
    """Return what a column takes of a text that somebody else wrote."""
    return text.replace("\0", "")[:length]
