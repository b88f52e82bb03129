# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What members do with a case: read it, name it, weigh it, give it to somebody, move it on, note
something."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from safehold.desk.audit import actions as audit
from safehold.desk.cases import rules
from safehold.desk.cases.actions.positions import (
    add_step,
    hold_case,
    lock,
    move,
    next_position,
    trace,
)
from safehold.desk.cases.errors import AssigneeUnknown, StateNotReachable
from safehold.desk.cases.models import Case, Note, StateChange, Triage
from safehold.desk.cases.queries import CaseHead, OpenedCase, contents
from safehold.desk.search import actions as search
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.transactions import atomic_for

if TYPE_CHECKING:
    from safehold.desk.members.models import Member


def record_reading(opened: OpenedCase | CaseHead, by: Member, on: date) -> None:
    """Write that a member read a case. A decoy raises an alarm, whoever it was."""
    case = opened.row
    with atomic_for(Case):
        trace(case.organisation_id, "case.read", case.id, by, on)
        if opened.is_decoy:
            audit.raise_alarm(case.organisation_id, "decoy-read", case.id, on=on)


def record_listing(by: Member, on: date) -> None:
    """Write that a member saw a list of titles: one row, however long the list."""
    with atomic_for(Case):
        trace(by.organisation_id, "case.listed", "", by, on)


def rename_case(unlocked: Unlocked, case: Case, title: str, on: date) -> None:
    """Give a case another title."""
    with atomic_for(Case):
        case_now, key = hold_case(unlocked, case)
        case_now.seal(key, case_now.open(key) | {"title": title})
        case_now.save(update_fields=["sealed"])
        search.index_row(unlocked, key, case_now)
        trace(case.organisation_id, "case.renamed", case.id, unlocked.member, on)


def set_triage(case: Case, triage: str, by: Member, on: date) -> None:
    """Say how much a case presses. The same again writes nothing."""
    with atomic_for(Case):
        case_now = lock(case)
        if case_now.triage == triage:
            return
        case_now.triage = Triage(triage)
        case_now.save(update_fields=["triage"])
        add_step(case_now, by, on, kind=StateChange.Kind.TRIAGE, to_triage=triage)
        trace(case.organisation_id, "case.triaged", case.id, by, on)


def assign(case: Case, assignee: Member | None, by: Member, on: date) -> None:
    """Give a case to a member of its organisation, or to nobody. Raises AssigneeUnknown."""
    if assignee is not None and not (
        assignee.is_active and assignee.works_on_cases and assignee.organisation_id == case.organisation_id
    ):
        raise AssigneeUnknown
    with atomic_for(Case):
        case_now = lock(case)
        if case_now.assigned_to_id == (assignee.id if assignee else None):
            return
        case_now.assigned_to = assignee
        case_now.save(update_fields=["assigned_to"])
        add_step(case_now, by, on, kind=StateChange.Kind.ASSIGNMENT, to_member=assignee)
        trace(case.organisation_id, "case.assigned", case.id, by, on)


def change_state(case: Case, to_state: str, by: Member, on: date) -> None:
    """Move a case on. The state it has already writes nothing. Raises StateNotReachable."""
    with atomic_for(Case):
        case_now = lock(case)
        if case_now.state == to_state:
            return
        if not rules.is_reachable(case_now.state, to_state):
            raise StateNotReachable
        move(case_now, to_state, by, on)
        trace(case.organisation_id, "case.state", case.id, by, on)


def add_note(unlocked: Unlocked, case: Case, words: str, on: date, note_id: UUID | None = None) -> None:
    """Add an internal note. `note_id` comes from the form, so that a double click adds one note.

    Other words under an id that is taken (somebody went back to the form) are another note.
    """
    with atomic_for(Note):
        _, key = hold_case(unlocked, case)
        kept = Note.objects.filter(id=note_id).first() if note_id else None
        if kept and kept.case_id == case.pk and contents.open_note(key, kept).words == words:
            return
        note = Note(
            id=note_id if note_id and not kept else uuid4(),
            case=case,
            author=unlocked.member,
            position=next_position(Note.objects.filter(case=case)),
            on_day=on,
        )
        note.seal(key, {"words": words})
        note.save(force_insert=True)
        search.index_row(unlocked, key, note)
        trace(case.organisation_id, "note.added", case.id, unlocked.member, on)
