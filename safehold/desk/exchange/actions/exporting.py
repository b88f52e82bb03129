# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""An organisation's own copy of its cases: one as a bag, several as a table. Leads only, each case in the audit.

Nobody's consent is asked, because nothing is given away: for somebody else there are referrals and shares, which ask
(docs/decisions/0030). What is written to a disk on its way is sealed.
"""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import IO, Any, NamedTuple

from safehold.catalog.events import load_events
from safehold.core import age
from safehold.core.cells import neutralise
from safehold.core.rows import RowTampered
from safehold.desk.audit import actions as audit
from safehold.desk.cases import actions as cases
from safehold.desk.cases.models import Case
from safehold.desk.evidence import actions as evidence
from safehold.desk.evidence import queries as evidence_rows
from safehold.desk.evidence.errors import BytesBroken
from safehold.desk.evidence.rules import Moment
from safehold.desk.exchange import adapters, queries
from safehold.desk.exchange.errors import FileBroken, NothingChosen
from safehold.desk.exchange.models import Batch
from safehold.desk.exchange.queries import copies
from safehold.desk.exchange.queries.copies import MOST_CASES, CopiedCase, CopiedFile
from safehold.desk.exchange.queries.records import ACT, EVENT, PERSON, class_of
from safehold.desk.exchange.rules.names import number_name
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.bags import BagZip
from safehold.persistence.transactions import atomic_for
from safehold.web import clock
from safehold.web.closing import SealTo

__all__ = ["MOST_CASES", "Copied", "export_bag", "export_table"]

CSV, JSON = "csv", "json"
PIECE_BYTES = 1 << 20
CASE_COLUMNS = ("reference", "number", "title", "state", "urgency", "opened_on", "closed_on")


class Copied(NamedTuple):
    """A file to hand to the browser. The name says nothing about whom it is about."""

    name: str
    content: IO[bytes]
    media_type: str


def export_bag(unlocked: Unlocked, case: Case, seal_to: SealTo, on: date) -> Copied:
    """Return a case with its files as a sealed bag. Raises KeyMissing, RowTampered, FileBroken, an AgeError."""
    recipients = seal_to.list_recipients()
    classes = queries.classes_of(unlocked.member)
    with _tampering_reported(unlocked, case, on):
        copied = queries.copy_case(unlocked, case, classes)
        others = copies.list_other_rooms(unlocked, case, classes)
        shared = copies.list_sharing(unlocked, case, classes)
    folder = f"case-{copied.reference}"
    target: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - handed on; holds sealed bytes only
    sealing = age.SealingWriter(target, recipients)
    bag = BagZip(sealing, folder)
    bag.add("data/case.json", _as_json(copies.with_conversation(copied, classes)))
    if others:
        bag.add("data/other-rooms.json", _as_json(others))
    if shared:
        bag.add("data/sharing.json", _as_json(shared))
    bag.add("data/provenance.json", _as_json({**copies.made_by(unlocked, classes), "made_on": str(on)}))
    for place, file in enumerate(copies.list_files(copied), 1):
        try:
            _add_file(bag, f"data/files/{number_name(file.row.name, place)}", file)
        except FileBroken:
            cases.report_broken_file(unlocked, file.row.row, on)
            raise
    _add_evidence(unlocked, case, bag, on)
    bag.finish(
        {
            "Source-Organization": unlocked.member.organisation.name_in("en"),
            "Bagging-Date": str(on),
            "External-Identifier": copied.reference,
            "Bag-Software-Agent": "Safehold",
        }
    )
    sealing.finish()
    _trace(unlocked, [copied], on)
    target.seek(0)
    return Copied(f"{folder}.zip.age", target, "application/octet-stream")


def _add_file(bag: BagZip, path: str, file: CopiedFile) -> None:
    """Add a file of the case, opened while it passes. Raises FileBroken when it is not what was signed."""
    with adapters.open_stored(file.row.row.stored_name) as source:
        pieces = adapters.read_pieces(source, file.identity, file.row.size_bytes, file.row.sha256)
        bag.add_pieces(path, pieces, file.row.size_bytes, file.row.sha256)


def _add_evidence(unlocked: Unlocked, case: Case, bag: BagZip, on: date) -> None:
    """Add what the evidence of a case is, and the files of it that did not come with a report."""
    items, paths = evidence_rows.open_items(unlocked, case), {}
    if not items:
        return
    for place, item in enumerate(items, 1):
        if item.is_kept and item.row.file is None:
            paths[str(item.row.pk)] = path = f"evidence/{number_name(item.document.name, place)}"
            _add_item(unlocked, item, bag, f"data/{path}", on)
    evidence.note_copied(unlocked, items, Moment(clock.now(), on))
    bag.add("data/evidence.json", _as_json(evidence_rows.name_items(unlocked, items, paths)))


def _add_item(unlocked: Unlocked, item: evidence_rows.OpenedItem, bag: BagZip, path: str, on: date) -> None:
    try:
        with evidence_rows.open_bytes(unlocked, item) as source:
            pieces = iter(lambda: source.read(PIECE_BYTES), b"")
            bag.add_pieces(path, pieces, item.document.size_bytes, item.document.sha256)
    except BytesBroken:
        evidence.report_broken(unlocked, item.row, on)
        raise FileBroken from None


def export_table(unlocked: Unlocked, chosen: queries.Chosen, kind: str, seal_to: SealTo, on: date) -> Copied:
    """Return chosen cases as CSV or JSON under the names of HURIDOCS. kind: `csv` or `json`.

    Raises TooManyCases, NothingChosen, KeyMissing, RowTampered, or an AgeError.
    """
    recipients = seal_to.list_recipients()
    rows = queries.choose_cases(unlocked.member, chosen.filter)
    if not rows:
        raise NothingChosen
    copied = [_copy(unlocked, row, chosen, on) for row in rows]
    content = _as_table(copied, chosen) if kind == CSV else _as_list(unlocked, copied, chosen, on)
    _trace(unlocked, copied, on)
    name = f"cases-{on}.{kind}"
    if not recipients:
        return Copied(name, io.BytesIO(content), "text/csv" if kind == CSV else "application/json")
    return Copied(f"{name}.age", io.BytesIO(age.seal(content, recipients)), "application/octet-stream")


def _copy(unlocked: Unlocked, case: Case, chosen: queries.Chosen, on: date) -> CopiedCase:
    with _tampering_reported(unlocked, case, on):
        return queries.copy_case(unlocked, case, chosen.classes)


@contextmanager
def _tampering_reported(unlocked: Unlocked, case: Case, on: date) -> Iterator[None]:
    """Raise an alarm when what the block opens of a case is not what was sealed in it."""
    try:
        yield
    except RowTampered:
        cases.report_tampering(unlocked, case, on)
        raise


def _trace(unlocked: Unlocked, copied: Iterable[CopiedCase], on: date) -> None:
    """Write each case that went out, and how many they were. A decoy among them raises its alarm."""
    member, count = unlocked.member, 0
    with atomic_for(Batch):
        for each in copied:
            cases.record_reading(each.opened, member, on)
            audit.append(
                member.organisation_id, "exchange.exported", str(each.opened.row.id), member.pk, on=on
            )
            count += 1
        audit.append(member.organisation_id, "exchange.copied", str(count), member.pk, on=on)


def _as_json(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _as_list(unlocked: Unlocked, copied: list[CopiedCase], chosen: queries.Chosen, on: date) -> bytes:
    made = {**copies.made_by(unlocked, chosen.classes), "made_on": str(on)}
    return _as_json({"schema": "safehold.case-copies/1", **made, "cases": [each.document for each in copied]})


def _as_table(copied: list[CopiedCase], chosen: queries.Chosen) -> bytes:
    """One line for each incident of each case, or one for a case without any."""
    fields = [
        (record, each)
        for record in (EVENT, ACT, PERSON)
        for each in load_events().fields_of(record)
        if class_of(each.ours) in chosen.classes and not each.ours.endswith("id")
        if not (record == ACT and each.ours.startswith("incident."))
    ]
    header = [*CASE_COLUMNS, *(each.column for _record, each in fields)]

    def lines() -> Iterator[list[str]]:
        for case in copied:
            head = [str(case.document["case"].get(name, "")) for name in CASE_COLUMNS]
            for event in case.records[EVENT] or [{}]:
                found = _records_of(case, event)
                cells = [_join(record.get(each.field, "") for record in found[kind]) for kind, each in fields]
                yield [neutralise(cell) for cell in (*head, *cells)]

    return adapters.write_csv(header, lines())


def _records_of(case: CopiedCase, event: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Return the records that stand on the line of an event: itself, its acts, and the people of the case."""
    its_id = event.get("event_record_number")
    acts = [each for each in case.records[ACT] if its_id and each.get("event") == its_id]
    return {EVENT: [event], ACT: acts, PERSON: case.records[PERSON]}


def _join(values: Iterable[Any]) -> str:
    parts = [part for value in values for part in (value if isinstance(value, list) else [value])]
    return "; ".join(dict.fromkeys(str(part) for part in parts if part))
