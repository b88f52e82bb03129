# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Adding to the ledger. There is no action that changes or removes an entry."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError

from safehold.desk.audit import actions as audit
from safehold.desk.consent import queries, rules
from safehold.desk.consent.models import LedgerEntry
from safehold.persistence.transactions import atomic_for

ATTEMPTS = 5


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
) -> LedgerEntry | None:
    """Add one entry and one audit row; the same `source_id` again adds nothing and returns the entry there
    is.

    said_on: the day the person said it, where it is recorded later; default `on`.
    arrived_after: for a grant, the newest position when it arrived. If the person withdrew the purpose after
    that, the withdrawal stands and nothing is added: None. Raises PurposeUnknown.
    case_id: what the audit names, once there is a case. Whoever only read what the person wrote themself is not named.
    """
    rules.check_purpose(purpose)
    with atomic_for(LedgerEntry):
        if existing := LedgerEntry.objects.filter(source_id=source_id, purpose=purpose, recipient="").first():
            return existing
        if arrived_after is not None and act == LedgerEntry.Act.GIVEN:
            choices = queries.list_choices(report_id)
            if rules.is_overtaken(choices, purpose, said_on or on, arrived_after):
                return None
        entry = LedgerEntry(
            organisation_id=organisation_id,
            report_id=report_id,
            purpose=purpose,
            act=act,
            how=how,
            text_version=_kept(text_version, 64),
            language=_kept(language, 10),
            on_day=said_on or on,
            source_id=source_id,
            recorded_by=by,
        )
        _add_at_the_end(entry)
        audit.append(
            organisation_id=organisation_id,
            verb=f"consent.{act}",
            subject=case_id or report_id,
            member_id=by if how == LedgerEntry.How.SPOKEN else None,
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


def _add_at_the_end(entry: LedgerEntry) -> None:
    """Save at the next position; where another writer took it first, at the one after."""
    for attempt in range(1, ATTEMPTS + 1):
        entry.position = queries.newest_position(entry.report_id) + 1
        try:
            with atomic_for(LedgerEntry):
                entry.save(force_insert=True)
        except IntegrityError:
            if attempt == ATTEMPTS:
                raise
        else:
            return
