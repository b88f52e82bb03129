# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What came after a report: its messages, grants and files. Each must carry the signature of whoever wrote
the report.

What does not is marked, kept sealed and counted on the case page; it is never shown.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from safehold.core.age import AgeError
from safehold.core.envelopes import MessageDocument
from safehold.desk.audit import actions as audit
from safehold.desk.cases import actions as cases
from safehold.desk.cases import queries as case_rows
from safehold.desk.cases.actions.filing import ArrivedFile, ArrivedMessage
from safehold.desk.cases.contents import OpenedReport
from safehold.desk.cases.models import Case
from safehold.desk.consent import actions as consent
from safehold.desk.consent.rules import PURPOSES
from safehold.desk.inbox import queries, rules
from safehold.desk.inbox.errors import ArrivalRefused
from safehold.desk.inbox.models import Envelope, FileEnvelope
from safehold.desk.vault import queries as keys
from safehold.desk.vault.errors import KeyMissing
from safehold.desk.vault.unlocked import Unlocked
from safehold.persistence.transactions import atomic_for


@dataclass
class Filed:
    """What one opening of a case filed."""

    messages: int = 0
    files: int = 0
    refused: int = 0

    def __bool__(self) -> bool:
        return bool(self.messages or self.files or self.refused)


def file_arrivals(unlocked: Unlocked, case: Case, on: date) -> Filed:
    """File everything that waits for a case; idempotent. Raises KeyMissing when the member lacks the case's
    key."""
    report_ids = case_rows.list_report_ids(case)
    filed = Filed()
    if not (queries.pending_messages(report_ids).exists() or queries.pending_files(report_ids).exists()):
        return filed
    with atomic_for(Envelope):
        reports = {report.row.id: report for report in case_rows.open_reports(unlocked, case)}
        for message in queries.pending_messages(report_ids).select_for_update():
            _file_message(unlocked, case, reports[message.report_id], message, filed, on)
        for file in queries.pending_files(report_ids).select_for_update():
            _file_file(unlocked, case, reports[file.report_id], file, filed, on)
        if filed:
            audit.append(
                organisation_id=case.organisation_id,
                verb="arrivals.filed",
                subject=str(case.id),
                member_id=unlocked.member.id,
                on=on,
            )
    return filed


def _file_message(
    unlocked: Unlocked, case: Case, report: OpenedReport, envelope: Envelope, filed: Filed, on: date
) -> None:
    try:
        packed = unlocked.open_intake(envelope.key_id, bytes(envelope.sealed))
        document, signature = rules.read_message(packed, report.document)
    except KeyMissing:
        if keys.find_intake_key(envelope.organisation_id, envelope.key_id):
            return
        _refuse(envelope, filed, on)
        return
    except (AgeError, ArrivalRefused):
        _refuse(envelope, filed, on)
        return
    arrived = ArrivedMessage(
        id=uuid4(),
        report_id=envelope.report_id,
        document=document,
        signature=signature,
        signature_hash=rules.hash_signature(signature),
        language=report.document.language,
        received_on=envelope.received_on,
    )
    if cases.add_message(unlocked.case_key(case.id), case, arrived, on):
        _record_grants(envelope, document, arrived, unlocked.member.id, on)
        filed.messages += 1
    envelope.opened_on, envelope.sealed = on, b""
    envelope.save(update_fields=["opened_on", "sealed"])


def _record_grants(
    envelope: Envelope, document: MessageDocument, arrived: ArrivedMessage, by: UUID, on: date
) -> None:
    """Write what the person agreed to in a signed message, unless they took it back after sending it."""
    for purpose in PURPOSES:
        if purpose in document.consents:
            consent.record(
                envelope.organisation_id,
                envelope.report_id,
                purpose,
                "given",
                "dialogue",
                document.consent_text_version,
                arrived.language[:10],
                on,
                f"message:{arrived.signature_hash}",
                by=by,
                said_on=envelope.received_on,
                arrived_after=envelope.ledger_position,
            )


def _file_file(
    unlocked: Unlocked, case: Case, report: OpenedReport, envelope: FileEnvelope, filed: Filed, on: date
) -> None:
    try:
        note = rules.read_file_note(
            bytes(envelope.sealed_note), bytes(envelope.signed_grant), envelope.id, report.document
        )
    except ArrivalRefused:
        _refuse(envelope, filed, on)
        return
    arrived = ArrivedFile(
        report_id=envelope.report_id,
        note=note,
        stored_name=envelope.stored_name,
        sealed_size_bytes=envelope.sealed_size_bytes,
        received_on=envelope.received_on,
    )
    cases.add_file(unlocked.case_key(case.id), case, arrived)
    envelope.opened_on = on
    envelope.save(update_fields=["opened_on"])
    filed.files += 1


def _refuse(envelope: Envelope | FileEnvelope, filed: Filed, on: date) -> None:
    """Mark what is not by the person. It stays sealed, as it came."""
    envelope.refused_on = on
    envelope.save(update_fields=["refused_on"])
    filed.refused += 1
