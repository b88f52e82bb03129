# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is sealed in a case's rows: the names it is sealed under, and its shape once opened.

Everything here takes the case key as an argument and keeps none.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from safehold.core.envelopes import (
    MessageDocument,
    ReportDocument,
    canonical_json,
    decode,
    encode,
    read_canonical_json,
)
from safehold.core.rows import open_row, seal_row
from safehold.desk.cases.models import Case, CaseFile, CaseReport, Message, Note, StateChange
from safehold.desk.vault.actions import Unlocked

NAMES: dict[type, str] = {
    Case: "case.case/1",
    CaseReport: "case.report/1",
    Message: "case.message/1",
    Note: "case.note/1",
    CaseFile: "case.file/1",
}
TURNING = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
Sealable = Case | CaseReport | Message | Note | CaseFile


@dataclass(frozen=True)
class OpenedReport:
    row: CaseReport
    document: ReportDocument = field(repr=False)


@dataclass(frozen=True)
class OpenedMessage:
    row: Message
    words: str = field(repr=False)
    language: str
    document: dict[str, Any] | None = field(repr=False)
    consents: list[str]

    @property
    def is_theirs(self) -> bool:
        return self.row.direction == Message.Direction.FROM_REPORTER


@dataclass(frozen=True)
class OpenedNote:
    row: Note
    words: str = field(repr=False)


@dataclass(frozen=True)
class OpenedFile:
    row: CaseFile
    name: str = field(repr=False)
    media_type: str
    size_bytes: int

    @property
    def shown_name(self) -> str:
        """The name without the characters that turn writing around: they can make one ending look like another."""
        return self.name.translate(TURNING)


@dataclass(frozen=True)
class OpenedCase:
    """Everything that was said in a case, in order."""

    row: Case
    title: str = field(repr=False)
    reports: list[OpenedReport]
    messages: list[OpenedMessage]
    notes: list[OpenedNote]
    files: list[OpenedFile]
    history: list[StateChange]


def seal_into(key: bytes, row: Sealable, document: dict[str, Any]) -> None:
    """Seal `document` into `row.sealed`; saving is the caller's."""
    row.sealed = seal_row(key, NAMES[type(row)], row.pk, document)


def open_from(key: bytes, row: Sealable) -> dict[str, Any]:
    """Open a row's document. Raises RowTampered."""
    return open_row(key, NAMES[type(row)], row.pk, bytes(row.sealed))


def open_report(key: bytes, row: CaseReport) -> OpenedReport:
    return OpenedReport(row, decode(canonical_json(open_from(key, row)), ReportDocument))


def open_message(key: bytes, row: Message) -> OpenedMessage:
    document = open_from(key, row)
    return OpenedMessage(
        row, document["words"], document["language"], document["document"], document["consents"]
    )


def open_note(key: bytes, row: Note) -> OpenedNote:
    return OpenedNote(row, open_from(key, row)["words"])


def open_file(key: bytes, row: CaseFile) -> OpenedFile:
    document = open_from(key, row)
    return OpenedFile(row, document["name"], document["media_type"], document["size_bytes"])


def as_fields(document: ReportDocument | MessageDocument) -> dict[str, Any]:
    """Return a document's fields as they are kept, its schema number among them."""
    return read_canonical_json(encode(document))


def open_titles(unlocked: Unlocked, cases: Iterable[Case]) -> dict[UUID, str]:
    """Return the titles of many cases with one look at their keys."""
    cases = list(cases)
    keys = unlocked.case_keys([case.id for case in cases])
    return {case.id: open_from(keys[case.id], case)["title"] for case in cases if case.id in keys}


def open_contents(unlocked: Unlocked, case: Case) -> OpenedCase:
    """Open everything said in a case. Raises RowTampered, or KeyMissing when the member lacks its key."""
    key = unlocked.case_key(case.id)
    return OpenedCase(
        row=case,
        title=open_from(key, case)["title"],
        reports=_open_reports(key, case),
        messages=[open_message(key, m) for m in case.messages.select_related("author").order_by("position")],
        notes=[open_note(key, n) for n in case.notes.select_related("author").order_by("position")],
        files=[open_file(key, f) for f in case.files.order_by("received_on", "id")],
        history=list(case.history.select_related("by").order_by("position")),
    )


def open_reports(unlocked: Unlocked, case: Case) -> list[OpenedReport]:
    """Open only the reports of a case, oldest first: who wrote, and the keys they gave. Raises KeyMissing."""
    return _open_reports(unlocked.case_key(case.id), case)


def _open_reports(key: bytes, case: Case) -> list[OpenedReport]:
    return [open_report(key, row) for row in case.reports.order_by("received_on", "id")]


def fields_of(report: OpenedReport) -> dict[str, Any]:
    """Return every answer of a report by the name it has in the sealed document."""
    return as_fields(report.document)
