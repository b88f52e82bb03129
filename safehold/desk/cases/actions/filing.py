# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What arrives is filed under the case key. The inbox calls these inside its own transaction, after it
checked who wrote; the words are kept as they came."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Q

from safehold.core.envelopes import FileNote, MessageDocument, ReportDocument
from safehold.desk.cases import rules
from safehold.desk.cases.actions.positions import lock, move, next_position, trace
from safehold.desk.cases.models import Case, CaseFile, CaseReport, Message, State, StateChange, Triage
from safehold.desk.cases.queries import contents
from safehold.desk.search import actions as search
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.transactions import atomic_for


@dataclass(frozen=True)
class ArrivedMessage:
    """A message whose signature was checked. `signature`: the 64 bytes, kept so that it can be checked
    again."""

    id: UUID
    report_id: UUID
    document: MessageDocument = field(repr=False)
    signature: bytes = field(repr=False)
    signature_hash: str
    language: str
    said_on: date


@dataclass(frozen=True)
class ArrivedFile:
    """A file whose note was checked. Its bytes stay as they came, under `stored_name`."""

    report_id: UUID
    note: FileNote = field(repr=False)
    stored_name: str
    sealed_size_bytes: int
    received_on: date


def open_case(
    unlocked: Unlocked, document: ReportDocument, received_on: date, on: date, *, is_decoy: bool = False
) -> Case:
    """Make a case with a fresh key from one opened report; audited as `report.opened`.

    is_decoy: only the sealed document tells one from another case. Its title, too, begins as its words do: what can be
    searched shows which texts share words.
    Raises VaultMissing when the member was not admitted to a vault.
    """
    member = unlocked.member
    case = Case(id=uuid4(), organisation_id=member.organisation_id, state=State.NEW, opened_on=on, sealed=b"")
    case.waits_since = received_on
    case.triage = Triage.URGENT if document.urgent else Triage.ROUTINE
    with atomic_for(Case):
        key = unlocked.new_case_key(case.id)
        case.seal(key, _first_document(document.words, is_decoy=is_decoy))
        case.save(force_insert=True)
        report = CaseReport(id=UUID(document.report_id), case=case, received_on=received_on)
        report.seal(key, contents.as_fields(document))
        report.save(force_insert=True)
        search.index_row(unlocked, key, case)
        search.index_row(unlocked, key, report)
        StateChange.objects.create(case=case, position=1, to_state=State.NEW, by=member, on_day=on)
        trace(case.organisation_id, "report.opened", case.id, member, on)
    return case


def _first_document(words: str, *, is_decoy: bool) -> dict[str, Any]:
    document: dict[str, Any] = {"title": rules.first_title(words)}
    return document | {"decoy": True} if is_decoy else document


def add_message(key: bytes, case: Case, arrived: ArrivedMessage, on: date) -> Message | None:
    """File a message of the person; the same message again (a copy made on its way) files nothing: None.

    A case that waited for them, or was closed, is open again. Writes no audit row: the caller files many at
    once.
    """
    with atomic_for(Message):
        case_now = lock(case)
        if Message.objects.filter(signature_hash=arrived.signature_hash).exists():
            return None
        message = Message(
            id=arrived.id,
            case=case,
            report_id=arrived.report_id,
            direction=Message.Direction.FROM_REPORTER,
            kind=arrived.document.kind,
            position=next_position(Message.objects.filter(case=case)),
            on_day=arrived.said_on,
            signature_hash=arrived.signature_hash,
        )
        message.seal(key, _kept(arrived))
        message.save(force_insert=True)
        Case.objects.filter(id=case_now.id).update(waits_since=arrived.said_on)
        read_in = lock(case_now.merged_into) if case_now.merged_into else case_now
        state = rules.state_after_their_word(read_in.state)
        if state != read_in.state:
            move(read_in, state, None, on)
    return message


def add_file(key: bytes, case: Case, arrived: ArrivedFile) -> CaseFile:
    """File one file's note. Writes no audit row: the caller files many at once."""
    note = arrived.note
    file = CaseFile(
        id=UUID(note.file_id),
        case=case,
        report_id=arrived.report_id,
        stored_name=arrived.stored_name,
        sealed_size_bytes=arrived.sealed_size_bytes,
        received_on=arrived.received_on,
    )
    kept = {
        "name": note.name,
        "media_type": note.media_type,
        "size_bytes": note.size_bytes,
        "sha256": note.sha256,
        "sent_on": note.sent_on,
    }
    with atomic_for(CaseFile):
        file.seal(key, kept)
        file.save(force_insert=True)
    return file


def remove_file(file: CaseFile) -> None:
    """Take the description of a file out of its case: its bytes are not kept any more. The case is locked.

    Writes no audit row: whoever ends the bytes does.
    """
    with atomic_for(CaseFile):
        search.forget_source(file.case_id, file.pk)
        file.delete()


def close_mailbox(report_id: UUID, on: date) -> None:
    """Note that the person closed the mailbox of a report; needs no key. The caller writes the audit row."""
    with atomic_for(CaseReport):
        CaseReport.objects.filter(id=report_id, mailbox_closed_on=None).update(mailbox_closed_on=on)


def note_arrival(report_id: UUID, received_on: date) -> None:
    """Note, without a key, that something sealed waits to be read in the case of a report, if there is one."""
    with atomic_for(Case):
        filed_in = CaseReport.objects.filter(id=report_id).values("case")
        read_in = Case.objects.filter(id__in=filed_in).values("merged_into")
        waiting = Case.objects.filter(Q(id__in=filed_in) | Q(id__in=read_in), unread_on=None)
        waiting.update(unread_on=received_on)


def note_read(case: Case) -> None:
    """Note that everything that waited in a case was filed, there and where it is read."""
    with atomic_for(Case):
        Case.objects.filter(id__in=[case.id, case.merged_into_id or case.id]).update(unread_on=None)


def _kept(arrived: ArrivedMessage) -> dict[str, Any]:
    fields = contents.as_fields(arrived.document)
    return fields | {"language": arrived.language, "signature": arrived.signature.hex()}
