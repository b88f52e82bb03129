# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""One row of a table becomes a case, or changes one, through the doors that members use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from safehold.desk.cases import actions as cases
from safehold.desk.cases import queries as case_rows
from safehold.desk.cases.actions import ActDraft, IncidentDraft
from safehold.desk.cases.errors import IncidentUnknown
from safehold.desk.cases.models import Case, PlacePrecision, Triage
from safehold.desk.cases.queries import RowState, Snapshot
from safehold.desk.cases.rules.places import Place
from safehold.desk.exchange.actions.families import write_family
from safehold.desk.exchange.models import Batch, CaseNumber, ImportedRow
from safehold.desk.exchange.queries import PlannedRow
from safehold.desk.exchange.rules import columns
from safehold.desk.exchange.rules.rows import RowDraft
from safehold.desk.parties.errors import PartyUnknown
from safehold.desk.parties.rules import MOST_NAMES, PartyDraft, name_of
from safehold.desk.search import actions as search
from safehold.desk.vault.actions import Unlocked

NOT_COMPARED = frozenset({"exchange.importedrow", "search.indexedcase"})
"""Our own notes of imports, and tokens: a new search key changes those, and nobody's work."""
TASK, DEADLINE = "tasks.task ", "families.keptdeadline "
"""How a snapshot names a task, or a day of a family, before its id."""
Made = dict[str, Any]
"""Ids of what was made from the rows of one number: notes, incident, party, family."""


def make_case(unlocked: Unlocked, batch: Batch, row: PlannedRow, token: str, on: date) -> None:
    """Make a walk-in case of a row: of somebody who has agreed to nothing yet."""
    draft, by = row.draft, unlocked.member
    case = cases.open_walk_in_case(unlocked, draft.case_title, on, triage=draft.urgency or Triage.ROUTINE)
    if draft.opened_on:
        cases.backdate_case(case, draft.opened_on, by)
    made: Made = {"notes": [], "incident": "", "party": "", "family": ""}
    _write_words(unlocked, case, draft, made, set(row.values), on)
    if draft.state and draft.state != case.state:
        cases.change_state(case, draft.state, by, on)
    held, key = cases.hold_case(unlocked, case)
    if token:
        _forget_number(by.organisation_id, token)
        number = CaseNumber(case=held, owner_id=by.organisation_id, token=token)
        _keep_number(key, number, draft.number, row.values, made)
        search.index_row(unlocked, key, number)
    _keep_row(key, held, ImportedRow(batch=batch, case=held, line=row.line, kind=ImportedRow.Kind.CREATED))


def change_case(unlocked: Unlocked, batch: Batch, row: PlannedRow, on: date) -> None:
    """Change what a row says otherwise than the last time. What did not change in the table is left alone."""
    number, draft = row.number_row, row.draft
    assert number is not None
    case, key = cases.hold_case(unlocked, number.case)
    before = case_rows.take_snapshot(key, case, NOT_COMPARED)
    made: Made = {"notes": [], "incident": "", "party": "", "family": "", **row.earlier["rows"]}
    _change_case_row(unlocked, case, draft, row.changed, on)
    _write_words(unlocked, case, draft, made, set(row.changed), on)
    number = CaseNumber.objects.select_for_update().get(pk=number.pk)
    _keep_number(key, number, row.earlier["number"], {**row.earlier["values"], **row.values}, made)
    search.index_row(unlocked, key, number)
    held, key = cases.hold_case(unlocked, case)
    _keep_row(
        key, held, ImportedRow(batch=batch, case=held, line=row.line, kind=ImportedRow.Kind.UPDATED), before
    )


def _change_case_row(
    unlocked: Unlocked, case: Case, draft: RowDraft, changed: frozenset[str], on: date
) -> None:
    by = unlocked.member
    if columns.TITLE in changed:
        cases.rename_case(unlocked, case, draft.title, on)
    if columns.OPENED_ON in changed and draft.opened_on:
        cases.backdate_case(case, draft.opened_on, by)
    if columns.STATE in changed:
        cases.change_state(case, draft.state, by, on)
    if columns.URGENCY in changed:
        cases.set_triage(case, draft.urgency, by, on)


def _write_words(
    unlocked: Unlocked, case: Case, draft: RowDraft, made: Made, changed: set[str], on: date
) -> None:
    if columns.NOTES in changed and draft.notes:
        note_id = uuid4()
        cases.add_note(unlocked, case, draft.notes, on, note_id)
        made["notes"] = [*made["notes"], str(note_id)]
    if changed & {columns.NARRATIVE, columns.WHEN, columns.PLACE, columns.TACTICS} and draft.has_incident:
        made["incident"] = str(_write_incident(unlocked, case, draft, made["incident"], changed, on))
    if changed & {columns.NAMES, columns.CONTACTS} and draft.has_person:
        made["party"] = str(_write_person(unlocked, case, draft, made["party"], on))
    if changed & {*columns.FAMILY} and draft.has_family:
        made["family"] = str(write_family(unlocked, case, draft, made["family"], on))


def _write_incident(
    unlocked: Unlocked, case: Case, draft: RowDraft, made_before: str, changed: set[str], on: date
) -> UUID:
    """Make the incident of a row, or change the one it made; one that somebody removed is made again."""
    precision = PlacePrecision.TOWN if draft.place != Place() else PlacePrecision.NONE
    told = IncidentDraft(draft.case_title, draft.narrative, draft.when, draft.place, precision)
    try:
        incident = case_rows.access_incident(case, UUID(made_before)) if made_before else None
    except IncidentUnknown:
        incident = None
    if incident is None:
        incident, codes = cases.add_incident(unlocked, case, told, on), set[str]()
    else:
        opened = case_rows.open_incident(unlocked, incident)
        codes = {act.row.tactic for act in opened.acts}
        cases.change_incident(unlocked, incident, _with_changes(opened, told, changed), on)
    for tactic in draft.tactics:
        if tactic not in codes:
            cases.add_act(unlocked, incident, ActDraft(tactic), on)
    return incident.id


def _with_changes(opened: case_rows.OpenedIncident, told: IncidentDraft, changed: set[str]) -> IncidentDraft:
    """Return an incident with what the table says otherwise now; the rest stays as people wrote it."""
    draft = IncidentDraft(
        title=opened.title,
        narrative=opened.narrative,
        when_words=opened.when_words,
        place=opened.place,
        place_precision=opened.row.place_precision,
        state=opened.row.state,
        reports=opened.reports,
    )
    if columns.NARRATIVE in changed:
        draft = replace(draft, narrative=told.narrative)
    if columns.WHEN in changed:
        draft = replace(draft, when_words=told.when_words)
    if columns.PLACE in changed:
        draft = replace(draft, place=told.place, place_precision=told.place_precision)
    return draft


def _write_person(unlocked: Unlocked, case: Case, draft: RowDraft, made_before: str, on: date) -> UUID:
    """Make the person of a row, or add to the one it made. Names that are known are not taken away."""
    names = tuple(name_of(name) for name in draft.names)
    try:
        person = case_rows.access_person(case, UUID(made_before)) if made_before else None
    except PartyUnknown:
        person = None
    if person is None:
        told = PartyDraft("person", ("supported",), names, draft.contacts)
        return cases.add_party(unlocked, case, told, on).id
    known = case_rows.open_person(unlocked, person)
    new_names = [name for name in names if name.text not in {each.text for each in known.names}]
    new_contacts = [contact for contact in draft.contacts if contact not in known.contacts]
    grown = replace(
        known,
        names=(*known.names, *new_names)[:MOST_NAMES],
        contacts=(*known.contacts, *new_contacts)[:MOST_NAMES],
    )
    cases.change_party(unlocked, person.case, person.row, grown, on)
    return person.row.id


def _keep_number(key: bytes, number: CaseNumber, written: str, values: Mapping[str, str], made: Made) -> None:
    kept = {name: text for name, text in values.items() if name != columns.NUMBER}
    number.seal(key, {"number": written, "values": kept, "rows": made})
    number.save()


def without_the_desks_tasks(snapshot: Snapshot) -> Snapshot:
    """Return the rows of a case without the tasks that nobody wrote, did, took or put off: the desk opened those
    itself, and whatever a member did to have one opened is a row of its own. When a day of a family is said next is the
    desk's too.
    """
    return {
        name: _without_alerts(state) if name.startswith(DEADLINE) else state
        for name, state in snapshot.items()
        if not _is_by_the_desk(name, state["columns"])
    }


def _without_alerts(state: RowState) -> RowState:
    kept = {column: value for column, value in state["columns"].items() if column != "next_alert_on"}
    return RowState(columns=kept, document=state["document"])


def _is_by_the_desk(name: str, columns: Mapping[str, Any]) -> bool:
    if not name.startswith(TASK):
        return False
    touched = (columns["words_id"], columns["done_by_id"], columns["assigned_to_id"])
    return touched == (None, None, None) and columns["due_on"] == columns["first_due_on"]


def _forget_number(owner_id: UUID, token: str) -> None:
    """Take a number away from a case that is elsewhere now."""
    for number in CaseNumber.objects.filter(owner=owner_id, token=token):
        search.forget_source(number.case_id, number.pk)
        number.delete()


def _keep_row(key: bytes, case: Case, row: ImportedRow, before: Snapshot | None = None) -> None:
    """Keep what a case was like before this row, and what it is like after it."""
    after = case_rows.take_snapshot(key, case, NOT_COMPARED)
    was = before or {}
    document = {
        "before": {name: state for name, state in was.items() if after.get(name) != state},
        "added": sorted(set(after) - set(was)) if before is not None else [],
        "fingerprint": case_rows.fingerprint(without_the_desks_tasks(after)),
    }
    row.seal(key, document)
    row.save(force_insert=True)
