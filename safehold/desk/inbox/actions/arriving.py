# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What came after a report: its messages, grants and files. Each must carry the signature of its writer.

What does not is marked, kept sealed and counted on the case page; it is never shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

from safehold.core.age import AgeError
from safehold.core.envelopes import MessageDocument
from safehold.desk.audit import actions as audit
from safehold.desk.cases import actions as cases
from safehold.desk.cases import queries as case_rows
from safehold.desk.consent import actions as consent
from safehold.desk.inbox import at_filing, queries, rules
from safehold.desk.inbox.models import Envelope, FileEnvelope
from safehold.desk.inbox.rules import ArrivalRefused
from safehold.desk.search import actions as search
from safehold.desk.vault import queries as keys
from safehold.desk.vault.actions import Unlocked
from safehold.desk.vault.errors import KeyMissing
from safehold.persistence.transactions import atomic_for

if TYPE_CHECKING:
    from safehold.desk.cases.models import Case


@dataclass
class Filed:
    """What one opening of a case filed. `missing`: messages sealed to a key this member was not given."""

    messages: int = 0
    files: int = 0
    refused: int = 0
    missing: int = 0

    def __bool__(self) -> bool:
        return bool(self.messages or self.files or self.refused)


@dataclass
class _Filing:
    """One run, with the case's key in hand."""

    unlocked: Unlocked
    case: Case
    key: bytes = field(repr=False)
    on: date
    filed: Filed = field(default_factory=Filed)


def file_arrivals(unlocked: Unlocked, case: Case, on: date) -> Filed:
    """File everything that waits for a case; idempotent. Raises KeyMissing when the member lacks its key."""
    report_ids = case_rows.list_report_ids(case)
    if not (queries.pending_messages(report_ids).exists() or queries.pending_files(report_ids).exists()):
        return Filed()
    with atomic_for(Envelope):
        filing = _Filing(unlocked, *cases.hold_case(unlocked, case), on)
        reports = {report.row.id: report for report in case_rows.open_reports(unlocked, filing.case)}
        for message in queries.pending_messages(report_ids).select_for_update():
            _file_message(filing, reports[message.report_id], message)
        for file in queries.pending_files(report_ids).select_for_update():
            _file_file(filing, reports[file.report_id], file)
        if not filing.filed.missing:
            cases.note_read(case)
        if filing.filed:
            audit.append(
                organisation_id=case.organisation_id,
                verb="arrivals.filed",
                subject=str(case.id),
                member_id=unlocked.member.id,
                on=on,
            )
    return filing.filed


def _file_message(filing: _Filing, report: case_rows.OpenedReport, envelope: Envelope) -> None:
    try:
        packed = filing.unlocked.open_intake(envelope.key_id, bytes(envelope.sealed))
        document, signature = rules.read_message(packed, report.document)
    except KeyMissing:
        if _opens_somewhere(filing.case, envelope):
            filing.filed.missing += 1
        else:
            _refuse(filing, envelope)
        return
    except (AgeError, ArrivalRefused):
        _refuse(filing, envelope)
        return
    arrived = cases.ArrivedMessage(
        id=uuid4(),
        report_id=envelope.report_id,
        document=document,
        signature=signature,
        signature_hash=rules.hash_signature(signature),
        language=report.document.language,
        said_on=rules.said_on(document.sent_on, envelope.received_on),
    )
    if message := cases.add_message(filing.key, filing.case, arrived, filing.on):
        search.index_row(filing.unlocked, filing.key, message)
        _record_grants(filing, envelope, document, arrived)
        filing.filed.messages += 1
    envelope.opened_on, envelope.sealed = filing.on, b""
    envelope.save(update_fields=["opened_on", "sealed"])


def _opens_somewhere(case: Case, envelope: Envelope) -> bool:
    """Whether a key that this member was not given opens it: a colleague's, or, after the case came from another
    organisation, that of the one it was sent to, which passes it on."""
    return any(
        keys.find_intake_key(each, envelope.key_id)
        for each in (case.organisation_id, envelope.organisation_id)
    )


def _record_grants(
    filing: _Filing, envelope: Envelope, document: MessageDocument, arrived: cases.ArrivedMessage
) -> None:
    """Write what the person agreed to in a signed message, unless they took it back after sending it."""
    consent.record_given(
        filing.case.organisation_id,  # the row of the envelope says what the public database said
        envelope.report_id,
        document.consents,
        how="dialogue",
        text_version=document.consent_text_version,
        language=arrived.language,
        on=filing.on,
        source_id=f"message:{arrived.signature_hash}",
        by=filing.unlocked.member.id,
        said_on=arrived.said_on,
        arrived_after=envelope.ledger_position,
        case_id=filing.case.id,
    )


def _file_file(filing: _Filing, report: case_rows.OpenedReport, envelope: FileEnvelope) -> None:
    sealed_note, signed_grant = bytes(envelope.sealed_note), bytes(envelope.signed_grant)
    try:
        note = rules.read_file_note(sealed_note, signed_grant, envelope.id, report.document)
    except ArrivalRefused:
        _refuse(filing, envelope)
        return
    arrived = cases.ArrivedFile(
        report_id=envelope.report_id,
        note=note,
        stored_name=envelope.stored_name,
        sealed_size_bytes=envelope.sealed_size_bytes,
        received_on=envelope.received_on,
    )
    file = cases.add_file(filing.key, filing.case, arrived)
    search.index_row(filing.unlocked, filing.key, file)
    at_filing.tell_all(filing.unlocked, filing.key, file, filing.on)
    envelope.opened_on = filing.on
    envelope.save(update_fields=["opened_on"])
    filing.filed.files += 1


def _refuse(filing: _Filing, envelope: Envelope | FileEnvelope) -> None:
    """Mark what is not by the person. It stays sealed, as it came."""
    envelope.refused_on = filing.on
    envelope.save(update_fields=["refused_on"])
    filing.filed.refused += 1
