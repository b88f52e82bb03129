# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is sealed in a case's rows: the names it is sealed under, and its shape once opened.

Everything here takes the case key as an argument and keeps none.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
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
from safehold.core.rows import RowTampered
from safehold.desk.cases.models import Case, CaseFile, CaseReport, Message, Note, StateChange
from safehold.desk.cases.queries import shown
from safehold.desk.cases.rules.shown import TITLE, hidden
from safehold.desk.vault.actions import Unlocked
from safehold.desk.vault.errors import KeyMissing
from safehold.persistence.sealed import SealedInCase, list_sealed_models

TURNING = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
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
    sha256: str

    @property
    def shown_name(self) -> str:
        """The name without the characters that turn writing around: they can make one ending look like another."""
        return self.name.translate(TURNING)


@dataclass(frozen=True)
class CaseHead:
    """A case by its title. `is_decoy`: nobody said what is in it; whoever reads it raises an alarm."""

    row: Case
    title: str = field(repr=False)
    is_decoy: bool


@dataclass(frozen=True)
class OpenedCase:
    """Everything that was said in a case, in order. `is_decoy`: nobody said it; whoever reads it raises an alarm.

    `merged`: the cases that are read in it. What was said in them is among the rest.
    """

    row: Case
    title: str = field(repr=False)
    is_decoy: bool
    reports: list[OpenedReport]
    messages: list[OpenedMessage]
    notes: list[OpenedNote]
    files: list[OpenedFile]
    history: list[StateChange]
    merged: tuple[Case, ...] = ()


def key_of(unlocked: Unlocked, case: Case) -> bytes:
    """Return the key that a case's rows are under. Raises KeyMissing. To seal into a case: `hold_case`."""
    return unlocked.case_key(case.id, case.key_version)


def list_sealed(cases: Collection[Case]) -> list[SealedInCase]:
    """Return every row of some cases, of every room, that is sealed under their keys; the cases themselves first."""
    ids = [case.id for case in cases]
    rows: list[SealedInCase] = list(cases)
    for model in list_sealed_models():
        if model is not Case:
            rows += model._default_manager.filter(case_id__in=ids)  # type: ignore[misc]
    return rows


def seal_anew(old_key: bytes, new_key: bytes, row: SealedInCase) -> None:
    """Move a row's document from one key to another; saving is the caller's. Raises RowTampered."""
    document = row.open(old_key)
    row.seal(new_key, document)
    if row.open(new_key) != document:
        raise RowTampered


def open_report(key: bytes, row: CaseReport) -> OpenedReport:
    return OpenedReport(row, decode(canonical_json(row.open(key)), ReportDocument))


def open_message(key: bytes, row: Message) -> OpenedMessage:
    document = row.open(key)
    return OpenedMessage(
        row, document["words"], document["language"], document["document"], document["consents"]
    )


def open_note(key: bytes, row: Note) -> OpenedNote:
    return OpenedNote(row, row.open(key)["words"])


def open_file(key: bytes, row: CaseFile) -> OpenedFile:
    document = row.open(key)
    return OpenedFile(
        row, document["name"], document["media_type"], document["size_bytes"], document["sha256"]
    )


def as_fields(document: ReportDocument | MessageDocument) -> dict[str, Any]:
    """Return a document's fields as they are kept, its schema number among them."""
    return read_canonical_json(encode(document))


def open_titles(unlocked: Unlocked, cases: Iterable[Case]) -> dict[UUID, str]:
    """Return the titles of many cases with one look at their keys; none to whoever may not read words."""
    if hidden(unlocked.member.role, TITLE):
        return {}
    titles = _open_titles(unlocked, rows := list(cases))
    if missing := [case.id for case in rows if case.id not in titles]:
        titles |= _open_titles(unlocked, list(Case.objects.filter(id__in=missing)))
    return titles


def _open_titles(unlocked: Unlocked, cases: list[Case]) -> dict[UUID, str]:
    keys = unlocked.case_keys({case.id: case.key_version for case in cases})
    return {case.id: case.open(keys[case.id])["title"] for case in cases if case.id in keys}


def as_it_is_now(unlocked: Unlocked, case: Case, opening: Callable[[Unlocked, Case], T]) -> T:
    """Return what `opening` opens in a case; once more if the case got a new key between two of our looks."""
    try:
        return opening(unlocked, case)
    except (RowTampered, KeyMissing):
        case_now = Case.objects.get(pk=case.pk)
        if case_now.key_version == case.key_version:
            raise
    return opening(unlocked, case_now)


def open_contents(unlocked: Unlocked, case: Case) -> OpenedCase:
    """Open everything said in a case and in those that are read in it, as the member may see it.

    Raises RowTampered, or KeyMissing.
    """
    opened = as_it_is_now(unlocked, case, _open_contents)
    for merged in Case.objects.filter(merged_into=case).order_by("opened_on", "id"):
        opened = _read_together(opened, as_it_is_now(unlocked, merged, _open_contents))
    return shown.show_case(unlocked.member.role, opened)


def _read_together(one: OpenedCase, other: OpenedCase) -> OpenedCase:
    """Return a case with what was said in another, by day. The rows keep their own case."""
    return replace(
        one,
        is_decoy=one.is_decoy or other.is_decoy,
        reports=sorted([*one.reports, *other.reports], key=lambda each: (each.row.received_on, each.row.id)),
        messages=sorted([*one.messages, *other.messages], key=lambda each: each.row.on_day),
        notes=sorted([*one.notes, *other.notes], key=lambda each: each.row.on_day),
        files=sorted([*one.files, *other.files], key=lambda each: (each.row.received_on, each.row.id)),
        history=sorted([*one.history, *other.history], key=lambda each: each.on_day),
        merged=(*one.merged, other.row),
    )


def _open_contents(unlocked: Unlocked, case: Case) -> OpenedCase:
    key = key_of(unlocked, case)
    document = case.open(key)
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


def open_head(unlocked: Unlocked, case: Case) -> CaseHead:
    """Open what stands on top of each page of a case; where a decoy is read in it, it is one.

    Raises RowTampered or KeyMissing.
    """
    head = as_it_is_now(unlocked, case, _open_head)
    merged = Case.objects.filter(merged_into=case)
    has_decoy = any(as_it_is_now(unlocked, each, _open_head).is_decoy for each in merged)
    return shown.show_head(unlocked.member.role, replace(head, is_decoy=head.is_decoy or has_decoy))


def _open_head(unlocked: Unlocked, case: Case) -> CaseHead:
    document = case.open(key_of(unlocked, case))
    return CaseHead(case, document["title"], document.get("decoy") is True)


def open_reports(unlocked: Unlocked, case: Case) -> list[OpenedReport]:
    """Open only the reports of a case, oldest first: who wrote, and the keys they gave. Raises KeyMissing."""
    reports = as_it_is_now(unlocked, case, lambda as_who, now: _open_reports(key_of(as_who, now), now))
    return [shown.show_report(unlocked.member.role, each) for each in reports]


def _open_reports(key: bytes, case: Case) -> list[OpenedReport]:
    return [open_report(key, row) for row in case.reports.order_by("received_on", "id")]


def fields_of(report: OpenedReport) -> dict[str, Any]:
    """Return every answer of a report by the name it has in the sealed document."""
    return as_fields(report.document)
