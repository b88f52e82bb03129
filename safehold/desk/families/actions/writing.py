# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Opening a family's file and writing in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from safehold.desk.audit import actions as audit
from safehold.desk.cases import actions as cases
from safehold.desk.cases.models import Case
from safehold.desk.families import rules
from safehold.desk.families.actions.deadlines import settle
from safehold.desk.families.errors import FamilyUnknown, GateClosed
from safehold.desk.families.models import FamilyFile, KeptDeadline
from safehold.desk.families.queries.opened import open_one
from safehold.desk.families.queries.rows import find_helper
from safehold.desk.families.rules import Contents, Paper
from safehold.desk.search import actions as search
from safehold.desk.tasks import actions as tasks
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.transactions import atomic_for

if TYPE_CHECKING:
    from safehold.desk.members.models import Member

Change = Callable[[Contents], Contents]


@dataclass(frozen=True)
class NewFamily:
    """What a file begins with."""

    title: str = field(repr=False)
    contents: Contents = field(default=Contents(), repr=False)


def open_new(
    unlocked: Unlocked, case: Case, new: NewFamily, on: date, once: UUID | None = None
) -> FamilyFile:
    """Begin a family's file. once: from the form, so that a double click begins one. Raises GateClosed."""
    require_helper(unlocked.member)
    with atomic_for(FamilyFile):
        case_now, key = cases.hold_case(unlocked, case)
        kept = FamilyFile.objects.filter(id=once).select_related("case").first() if once else None
        if kept and kept.case_id == case_now.id:
            return kept
        row = FamilyFile(id=once if once and not kept else uuid4(), case=case_now)
        row.opened_on = row.changed_on = on
        contents = replace(new.contents, title=new.title)
        row.seal(key, contents.as_document())
        row.save(force_insert=True)
        _keep(unlocked, key, row, contents, on)
        _trace(case_now, "family.opened", unlocked.member, on)
    return row


def change_file(
    unlocked: Unlocked, row: FamilyFile, change: Change, on: date, verb: str = "family.changed"
) -> None:
    """Write in a file what `change` makes of what stands in it now. The same: nothing is written. Raises GateClosed."""
    require_helper(unlocked.member)
    with atomic_for(FamilyFile):
        case_now, key = cases.hold_case(unlocked, row.case)
        now = _lock(row)
        now.case = case_now
        before = open_one(key, now).contents
        after = change(before)
        if after == before:
            return
        now.changed_on = on
        _keep(unlocked, key, now, after, on)
        _trace(case_now, verb, unlocked.member, on)


def catch_up(unlocked: Unlocked, row: FamilyFile, on: date) -> None:
    """Keep the days anew that follow from a file, where the catalogue says something else than it did."""
    with atomic_for(FamilyFile):
        case_now, key = cases.hold_case(unlocked, row.case)
        now = _lock(row)
        now.case = case_now
        _keep(unlocked, key, now, open_one(key, now).contents, on)
        _trace(case_now, "family.changed", unlocked.member, on)


def keep_part(unlocked: Unlocked, row: FamilyFile, kind: str, part: Any, on: date) -> None:
    """Write one person, relation, event, stage or obstacle: in its place, or as a new one."""
    change_file(unlocked, row, lambda contents: rules.put_part(contents, kind, part), on)


def drop_part(unlocked: Unlocked, row: FamilyFile, kind: str, part_id: str, on: date) -> None:
    """Take one out again, with what was about it alone."""
    change_file(unlocked, row, lambda contents: rules.drop_part(contents, kind, part_id), on)


def choose_pathway(unlocked: Unlocked, row: FamilyFile, pathway: str, reasons: str, on: date) -> None:
    """Write which way the family goes, and why this one."""
    change_file(
        unlocked,
        row,
        lambda contents: replace(contents, pathway=pathway, reasons=reasons),
        on,
        "family.pathway",
    )


def keep_answers(
    unlocked: Unlocked, row: FamilyFile, answers: Mapping[str, bool], dates: Mapping[str, str], on: date
) -> None:
    """Write what is known of the criteria, and the days of the family."""

    def change(contents: Contents) -> Contents:
        return replace(
            contents, answers=dict(answers), dates={name: day for name, day in dates.items() if day}
        )

    change_file(unlocked, row, change, on)


def keep_paper(unlocked: Unlocked, row: FamilyFile, paper: Paper, on: date) -> None:
    """Write where one paper of one person stands."""

    def change(contents: Contents) -> Contents:
        others = (each for each in contents.papers if (each.key, each.person) != (paper.key, paper.person))
        return replace(contents, papers=(*others, paper))

    change_file(unlocked, row, change, on)


def remove_file(unlocked: Unlocked, row: FamilyFile, on: date) -> None:
    """Delete a file with its days. The case stays."""
    with atomic_for(FamilyFile):
        case_now, _ = cases.hold_case(unlocked, row.case)
        now = _lock(row)
        for each in KeptDeadline.objects.filter(file=now):
            tasks.close_tasks(case_now.organisation_id, each.id, on)
        search.forget_source(case_now.id, now.id)
        now.delete()
        _trace(case_now, "family.removed", unlocked.member, on)


def record_listing(member: Member, on: date) -> None:
    """Write that a member read the list of families."""
    with atomic_for(FamilyFile):
        audit.append(member.organisation_id, "family.listed", "", member.pk, on=on)


def require_helper(member: Member) -> None:
    """Raise GateClosed unless the member has said on what footing they help."""
    if find_helper(member) is None:
        raise GateClosed


def _keep(unlocked: Unlocked, key: bytes, row: FamilyFile, contents: Contents, on: date) -> None:
    row.seal(key, settle(row, contents, on).as_document())
    row.save(update_fields=["sealed", "changed_on"])
    search.index_row(unlocked, key, row)


def _lock(row: FamilyFile) -> FamilyFile:
    found = FamilyFile.objects.select_for_update().filter(id=row.id).first()
    if found is None:
        raise FamilyUnknown
    return found


def _trace(case: Case, verb: str, by: Member, on: date) -> None:
    audit.append(case.organisation_id, verb, case.id, by.id, on=on)
