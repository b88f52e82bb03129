# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What of a case goes into an organisation's own copy: what the member who makes it may see, and nothing else."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from safehold.core.age import AnyIdentity, parse_identity
from safehold.desk.cases import queries as cases
from safehold.desk.cases.models import Case
from safehold.desk.cases.rules import shown
from safehold.desk.consent import queries as consent
from safehold.desk.exchange.errors import TooManyCases
from safehold.desk.exchange.models import CaseNumber
from safehold.desk.exchange.queries import rooms
from safehold.desk.exchange.queries.records import list_records
from safehold.desk.members.rules import FieldClass, may_see
from safehold.desk.vault.actions import Unlocked
from safehold.web.references import reference_of

if TYPE_CHECKING:
    from safehold.desk.members.models import Member

SCHEMA = "safehold.case-copy/1"
MOST_CASES = 5_000
CLASSES = (FieldClass.CLEAR, FieldClass.WORDS, FieldClass.IDENTITY, FieldClass.SAFETY)
"""What a copy can hold. Who read what is the audit's own export."""


@dataclass(frozen=True)
class CopiedFile:
    """A file of a case, still sealed in the store, and what opens it."""

    row: cases.OpenedFile
    identity: AnyIdentity = field(repr=False)


@dataclass(frozen=True)
class CopiedCase:
    """`document`: as JSON has it. `opened`: kept to write the trace of reading it."""

    opened: cases.OpenedCase = field(repr=False)
    document: dict[str, Any] = field(repr=False)
    records: dict[str, list[dict[str, Any]]] = field(repr=False)
    number: str = field(default="", repr=False)

    @property
    def reference(self) -> str:
        return reference_of(self.opened.row.id)


@dataclass(frozen=True)
class Chosen:
    """Which cases, by what stands in the clear, and which classes of fields."""

    filter: cases.CaseFilter
    classes: tuple[FieldClass, ...]


def classes_of(member: Member) -> tuple[FieldClass, ...]:
    """Return the classes of fields that a member's copies may hold."""
    return tuple(each for each in CLASSES if may_see(member.role, each))


def choose_cases(member: Member, chosen: cases.CaseFilter, most: int = MOST_CASES) -> list[Case]:
    """Return the cases that a filter leaves. Raises TooManyCases."""
    found = list(cases.list_cases(member, chosen)[: most + 1])
    if len(found) > most:
        raise TooManyCases
    return found


def copy_case(unlocked: Unlocked, case: Case, classes: Collection[FieldClass]) -> CopiedCase:
    """Open a case for a copy; whatever is asked, only the classes that the member may see. Raises KeyMissing,
    RowTampered."""
    allowed = [each for each in classes if each in classes_of(unlocked.member)]
    opened = cases.open_contents(unlocked, case)
    people = cases.list_people(unlocked, case) if FieldClass.IDENTITY in allowed else []
    records = list_records(cases.list_incidents(unlocked, case), people, allowed)
    number = _open_number(unlocked, opened.row) if FieldClass.IDENTITY in allowed else ""
    head = {"schema": SCHEMA, "case": _head(opened, allowed, number), "records": records}
    return CopiedCase(opened, head, records, number)


def with_conversation(copied: CopiedCase, classes: Collection[FieldClass]) -> dict[str, Any]:
    """Return the document of a bag: beside the records, everything that was said."""
    opened, words = copied.opened, FieldClass.WORDS in classes
    return {
        **copied.document,
        "reports": [_report(each, classes) for each in opened.reports],
        "messages": [_message(each, classes) for each in opened.messages] if words else [],
        "notes": [_note(each) for each in opened.notes] if words else [],
        "files": [_file(each) for each in opened.files] if FieldClass.IDENTITY in classes else [],
        "history": [_step(each) for each in opened.history],
        "consents": _consents(opened.row),
    }


def list_other_rooms(unlocked: Unlocked, case: Case, classes: Collection[FieldClass]) -> dict[str, Any]:
    """Return what other rooms keep of a case, sealed under its key: referrals, support, tasks, overrides."""
    if not set(CLASSES) <= set(classes):
        return {}
    found = {
        name: (each, row)
        for each in cases.list_family(case)
        for name, row in cases.as_it_is_now(unlocked, each, _snapshot).items()
    }
    return rooms.name_rows(found)


def list_sharing(unlocked: Unlocked, case: Case, classes: Collection[FieldClass]) -> dict[str, Any]:
    """Return what of a case is, or was, shared with other organisations."""
    return rooms.list_sharing(unlocked, case) if set(CLASSES) <= set(classes) else {}


def _snapshot(unlocked: Unlocked, case: Case) -> cases.Snapshot:
    return cases.take_snapshot(unlocked.case_key(case.id, case.key_version), case)


def list_files(copied: CopiedCase) -> list[CopiedFile]:
    """Return the files of a case with what opens each."""
    secrets = {each.row.pk: each.document.files_secret for each in copied.opened.reports}
    return [CopiedFile(file, parse_identity(secrets[file.row.report_id])) for file in copied.opened.files]


def _open_number(unlocked: Unlocked, case: Case) -> str:
    row = CaseNumber.objects.filter(case=case, owner=case.organisation_id).first()
    return str(row.open(unlocked.case_key(case.id, case.key_version))["number"]) if row else ""


def _head(opened: cases.OpenedCase, classes: Collection[FieldClass], number: str) -> dict[str, Any]:
    row = opened.row
    head = {
        "id": str(row.id),
        "reference": reference_of(row.id),
        "state": str(row.state),
        "urgency": str(row.triage),
        "opened_on": str(row.opened_on),
        "closed_on": str(row.closed_on or ""),
        "read_together_with": [reference_of(each.id) for each in opened.merged],
    }
    if FieldClass.WORDS in classes:
        head["title"] = opened.title
    return head | ({"number": number} if number else {})


def _report(report: cases.OpenedReport, classes: Collection[FieldClass]) -> dict[str, Any]:
    told = _answers(cases.fields_of(report), classes)
    return {"id": str(report.row.pk), "received_on": str(report.row.received_on), **told}


def _answers(fields: dict[str, Any], classes: Collection[FieldClass]) -> dict[str, Any]:
    told = {name: fields[name] for name in shown.CODES if name in fields}
    return told | {
        name: fields[name]
        for name, field_class in shown.ANSWERS.items()
        if field_class in classes and fields.get(name)
    }


def _message(message: cases.OpenedMessage, classes: Collection[FieldClass]) -> dict[str, Any]:
    said = {
        "id": str(message.row.id),
        "on": str(message.row.on_day),
        "from": "person" if message.is_theirs else "desk",
        "language": message.language,
        "words": message.words,
        "consents": message.consents,
    }
    return said | ({"form": _answers(message.document, classes)} if message.document else {})


def _note(note: cases.OpenedNote) -> dict[str, Any]:
    return {"id": str(note.row.id), "on": str(note.row.on_day), "words": note.words}


def _file(file: cases.OpenedFile) -> dict[str, Any]:
    return {
        "id": str(file.row.pk),
        "name": file.name,
        "media_type": file.media_type,
        "size_bytes": file.size_bytes,
        "sha256": file.sha256,
        "received_on": str(file.row.received_on),
    }


def _step(step: Any) -> dict[str, Any]:
    return {
        "on": str(step.on_day),
        "kind": str(step.kind),
        "to_state": str(step.to_state),
        "to_urgency": str(step.to_triage),
    }


def _consents(case: Case) -> list[dict[str, Any]]:
    entries = consent.list_entries(cases.list_consent_subjects(case))
    return [
        {
            "subject": str(entry.report_id),
            "purpose": str(entry.purpose),
            "recipient": entry.recipient,
            "act": str(entry.act),
            "on": str(entry.on_day),
            "until": str(entry.until or ""),
            "how": str(entry.how),
            "language": entry.language,
            "text_version": entry.text_version,
        }
        for entry in entries
    ]


def made_by(unlocked: Unlocked, classes: Collection[FieldClass]) -> dict[str, Any]:
    """Return where a copy comes from: whose it is, what it may hold, and on what ground it was made."""
    organisation = unlocked.member.organisation
    return {
        "organisation": {"id": str(organisation.pk), "name": organisation.name_in("en")},
        "made_by": str(unlocked.member.pk),
        "ground": "The organisation's own copy. It may not be given to anybody else: that is what referrals are for.",
        "classes": [str(each) for each in classes],
        "names": "HURIDOCS Events Standard Formats, as mapped in Safehold's catalogue",
    }
