# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A sealed report becomes a case. All of it, or nothing: then the report waits in the queue as before."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from safehold.core.age import AgeError
from safehold.core.envelopes import ReportDocument
from safehold.desk.audit import actions as audit
from safehold.desk.cases import actions as cases
from safehold.desk.cases import queries as case_rows
from safehold.desk.cases.errors import CaseUnknown
from safehold.desk.consent import actions as consent
from safehold.desk.consent import queries as ledger
from safehold.desk.inbox import queries, rules
from safehold.desk.inbox.actions.arriving import file_arrivals
from safehold.desk.inbox.models import Envelope
from safehold.desk.inbox.rules import EnvelopeRefused, KeyGone
from safehold.desk.vault import queries as keys
from safehold.desk.vault.actions import Unlocked
from safehold.desk.vault.errors import KeyMissing
from safehold.persistence.transactions import atomic_for

if TYPE_CHECKING:
    from safehold.desk.cases.models import Case
    from safehold.desk.members.models import Member


def record_listing(by: Member, on: date) -> None:
    """Write that a member looked at the queue."""
    with atomic_for(Envelope):
        audit.append(organisation_id=by.organisation_id, verb="inbox.listed", member_id=by.id, on=on)


def open_envelope(unlocked: Unlocked, envelope_id: UUID, on: date) -> Case:
    """Open a sealed report into a case, and file what came after it. Opening twice returns the same case.

    Raises EnvelopeUnknown for another organisation's; EnvelopeRefused when it cannot be opened or is not the
    report that its envelope names (it is then marked and kept, and may be tried again); VaultMissing or
    KeyMissing when this member was not given the key.
    """
    envelope = queries.access_envelope(unlocked.member, envelope_id)
    try:
        with atomic_for(Envelope, durable=True):
            case = _open_once(unlocked, envelope, on)
    except EnvelopeRefused:
        _refuse(envelope, unlocked.member, on)
        raise
    file_arrivals(unlocked, case, on)
    return case


def _open_once(unlocked: Unlocked, envelope: Envelope, on: date) -> Case:
    envelope = Envelope.objects.select_for_update().get(pk=envelope.pk)
    if envelope.opened_on is not None:
        case = case_rows.find_case_of(unlocked.member, envelope.report_id)
        if case is None:
            raise CaseUnknown
        return case
    document = rules.read_report(_open_sealed(unlocked, envelope), envelope.report_id)
    if case_rows.is_filed(envelope.report_id):
        raise EnvelopeRefused
    return file_report(unlocked, envelope, document, on)


def file_report(
    unlocked: Unlocked,
    envelope: Envelope,
    document: ReportDocument,
    on: date,
    is_decoy: bool = False,
) -> Case:
    """Make a case of a report that was opened, and empty its envelope. Call it in a transaction."""
    case = cases.open_case(unlocked, document, envelope.received_on, on, is_decoy=is_decoy)
    _record_consents(unlocked, document, envelope, case, on)
    if closed_on := ledger.mailbox_closed_on(envelope.report_id):
        cases.close_mailbox(envelope.report_id, closed_on)
    envelope.opened_on, envelope.refused_on, envelope.sealed = on, None, b""
    envelope.save(update_fields=["opened_on", "refused_on", "sealed"])
    return case


def _open_sealed(unlocked: Unlocked, envelope: Envelope) -> bytes:
    try:
        return unlocked.open_intake(envelope.key_id, bytes(envelope.sealed))
    except AgeError:
        raise EnvelopeRefused from None
    except KeyMissing:
        if keys.find_intake_key(envelope.organisation_id, envelope.key_id):
            raise
        raise KeyGone from None


def _record_consents(
    unlocked: Unlocked, document: ReportDocument, envelope: Envelope, case: Case, on: date
) -> None:
    """Write what was ticked on the form. What was withdrawn since then stays withdrawn."""
    consent.record_given(
        envelope.organisation_id,
        envelope.report_id,
        document.consents,
        how="form",
        text_version=document.consent_text_version,
        language=document.language,
        on=on,
        source_id=f"report:{envelope.report_id}",
        by=unlocked.member.id,
        said_on=envelope.received_on,
        arrived_after=0,
        case_id=case.id,
    )


def _refuse(envelope: Envelope, by: Member, on: date) -> None:
    """Mark a report that cannot be opened. It stays sealed, as it came."""
    with atomic_for(Envelope):
        marked = Envelope.objects.filter(pk=envelope.pk, opened_on=None, refused_on=None).update(
            refused_on=on
        )
        if marked:
            audit.append(
                organisation_id=envelope.organisation_id,
                verb="report.refused",
                subject=str(envelope.report_id),
                member_id=by.id,
                on=on,
            )
