# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is sealed in a case's rows: the names it is sealed under, and its shape once opened.

Everything here takes the case key as an argument and keeps none.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from safehold.core.envelopes import (
    MessageDocument,
    ReportDocument,
    canonical_json,
    decode,
    encode,
    read_canonical_json,
)
from safehold.core.rows import RowTampered, open_row, seal_row
from safehold.desk.cases.models import Case, CaseFile, CaseReport, Message, Note, StateChange
from safehold.desk.vault.actions import Unlocked
from safehold.desk.vault.errors import KeyMissing

NAMES: dict[type, str] = {
    Case: "case.case/1",
    CaseReport: "case.report/1",
    Message: "case.message/1",
    Note: "case.note/1",
    CaseFile: "case.file/1",
}
TURNING = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
Sealable = Case | CaseReport | Message | Note | CaseFile
T = TypeVar("T")


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
    """Everything that was said in a case, in order. `is_decoy`: nobody said it; whoever reads it raises an alarm."""

    row: Case
    title: str = field(repr=False)
    is_decoy: bool
    reports: list[OpenedReport]
    messages: list[OpenedMessage]
    notes: list[OpenedNote]
    files: list[OpenedFile]
    history: list[StateChange]


def key_of(unlocked: Unlocked, case: Case) -> bytes:
    """Return the key that a case's rows are under. Raises KeyMissing. To seal into a case: `hold_case`."""
    return unlocked.case_key(case.id, case.key_version)


def seal_into(key: bytes, row: Sealable, document: dict[str, Any]) -> None:
    """Seal `document` into `row.sealed`; saving is the caller's."""
    row.sealed = seal_row(key, NAMES[type(row)], row.pk, document)


def open_from(key: bytes, row: Sealable) -> dict[str, Any]:
    """Open a row's document. Raises RowTampered."""
    return open_row(key, NAMES[type(row)], row.pk, bytes(row.sealed))


def list_sealed(cases: Collection[Case]) -> list[Sealable]:
    """Return every row of some cases that is sealed under their keys, the cases themselves first."""
    rows: list[Sealable] = list(cases)
    for model in NAMES:
        if model is not Case:
            rows += model.objects.filter(case__in=cases)  # type: ignore[attr-defined]
    return rows


def case_id_of(row: Sealable) -> UUID:
    return row.pk if isinstance(row, Case) else row.case_id


def seal_anew(old_key: bytes, new_key: bytes, row: Sealable) -> None:
    """Move a row's document from one key to another; saving is the caller's. Raises RowTampered."""
    document = open_from(old_key, row)
    seal_into(new_key, row, document)
    if open_from(new_key, row) != document:
        raise RowTampered


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
    titles = _open_titles(unlocked, rows := list(cases))
    if missing := [case.id for case in rows if case.id not in titles]:
        titles |= _open_titles(unlocked, list(Case.objects.filter(id__in=missing)))
    return titles


def _open_titles(unlocked: Unlocked, cases: list[Case]) -> dict[UUID, str]:
    keys = unlocked.case_keys({case.id: case.key_version for case in cases})
    return {case.id: open_from(keys[case.id], case)["title"] for case in cases if case.id in keys}


def _as_it_is_now(unlocked: Unlocked, case: Case, opening: Callable[[Unlocked, Case], T]) -> T:
    """Open something in a case; once more if the case got a new key between two of our looks."""
    try:
        return opening(unlocked, case)
    except (RowTampered, KeyMissing):
        case_now = Case.objects.get(pk=case.pk)
        if case_now.key_version == case.key_version:
            raise
    return opening(unlocked, case_now)


def open_contents(unlocked: Unlocked, case: Case) -> OpenedCase:
    """Open everything said in a case. Raises RowTampered, or KeyMissing when the member lacks its key."""
    return _as_it_is_now(unlocked, case, _open_contents)


def _open_contents(unlocked: Unlocked, case: Case) -> OpenedCase:
    key = key_of(unlocked, case)
    document = open_from(key, case)
    return OpenedCase(
        row=case,
        title=document["title"],
        is_decoy=document.get("decoy") is True,
        reports=_open_reports(key, case),
        messages=[open_message(key, m) for m in case.messages.select_related("author").order_by("position")],
        notes=[open_note(key, n) for n in case.notes.select_related("author").order_by("position")],
        files=[open_file(key, f) for f in case.files.order_by("received_on", "id")],
        history=list(case.history.select_related("by", "to_member").order_by("position")),
    )


def open_reports(unlocked: Unlocked, case: Case) -> list[OpenedReport]:
    """Open only the reports of a case, oldest first: who wrote, and the keys they gave. Raises KeyMissing."""
    return _as_it_is_now(unlocked, case, lambda as_who, now: _open_reports(key_of(as_who, now), now))


def _open_reports(key: bytes, case: Case) -> list[OpenedReport]:
    return [open_report(key, row) for row in case.reports.order_by("received_on", "id")]


def fields_of(report: OpenedReport) -> dict[str, Any]:
    """Return every answer of a report by the name it has in the sealed document."""
    return as_fields(report.document)
