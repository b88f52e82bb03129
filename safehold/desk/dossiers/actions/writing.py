# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Opening a dossier and writing in it. Whoever writes is remembered: they do not review it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.db.models import Max, Model

from safehold.core.dossiers import Exhibit, Parts
from safehold.desk.audit import actions as audit
from safehold.desk.cases import actions as cases
from safehold.desk.cases.models import Case
from safehold.desk.dossiers import rules
from safehold.desk.dossiers.models import Dossier
from safehold.desk.dossiers.queries.opened import open_head
from safehold.desk.search import actions as search
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.transactions import atomic_for

if TYPE_CHECKING:
    from safehold.desk.members.models import Member


@dataclass(frozen=True)
class NewDossier:
    """campaign_id: of a dossier that it belongs with; None begins a campaign of its own."""

    actor_id: UUID
    act: str
    title: str = field(default="", repr=False)
    is_exercise: bool = False
    campaign_id: UUID | None = None


def open_new(unlocked: Unlocked, case: Case, new: NewDossier, on: date, once: UUID | None = None) -> Dossier:
    """Begin a dossier about an actor of the case. once: from the form, so that a double click begins one."""
    with atomic_for(Dossier):
        case_now, key = cases.hold_case(unlocked, case)
        if once and (kept := Dossier.objects.filter(id=once, case=case_now).first()):
            return kept
        is_free = once is not None and not Dossier.objects.filter(id=once).exists()
        row = Dossier(
            id=once if is_free else uuid4(),
            organisation_id=case_now.organisation_id,
            case=case_now,
            actor_id=new.actor_id,
            campaign_id=new.campaign_id or uuid4(),
            act=new.act,
            author=unlocked.member,
            created_on=on,
        )
        parts = Parts(title=new.title, is_exercise=new.is_exercise)
        _seal(key, row, parts, [str(unlocked.member.id)])
        row.save(force_insert=True)
        search.index_row(unlocked, key, row)
        trace(case_now, "dossier.opened", unlocked.member, on)
    return row


def change_words(unlocked: Unlocked, dossier: Dossier, words: Mapping[str, Any], on: date) -> None:
    """Write the title, the summary, and what was done to find what speaks against it."""
    _change(unlocked, dossier, lambda _parts: dict(words), on)


def change_answers(unlocked: Unlocked, dossier: Dossier, answers: Mapping[str, str], on: date) -> None:
    """Write which criteria are met. Absent is not known."""
    _change(unlocked, dossier, lambda _parts: {"answers": dict(answers)}, on)


def keep_part(unlocked: Unlocked, dossier: Dossier, kind: str, row: Any, on: date) -> None:
    """Write a claim, an exhibit, something contrary or a witness, new or anew. A new exhibit gets the next number."""

    def change(parts: Parts) -> dict[str, object]:
        if kind != "exhibits":
            return rules.put_part(parts, kind, row)
        kept = next((each.number for each in parts.exhibits if each.id == row.id), 0)
        numbered: Exhibit = replace(row, number=kept or parts.next_number)
        following = parts.next_number if kept else parts.next_number + 1
        return {**rules.put_part(parts, kind, numbered), "next_number": following}

    _change(unlocked, dossier, change, on)


def drop_part(unlocked: Unlocked, dossier: Dossier, kind: str, part_id: UUID, on: date) -> None:
    """Take one of them away. The number of an exhibit is not given again."""
    _change(unlocked, dossier, lambda parts: rules.drop_part(parts, kind, str(part_id)), on)


def _change(
    unlocked: Unlocked, dossier: Dossier, change: Callable[[Parts], Mapping[str, Any]], on: date
) -> None:
    with atomic_for(Dossier):
        case_now, key = cases.hold_case(unlocked, dossier.case)
        row = lock(dossier)
        opened = open_head(key, row)
        parts = replace(opened.parts, **change(opened.parts))
        if parts == opened.parts:
            return
        _seal(key, row, parts, sorted({*opened.writers, str(unlocked.member.id)}))
        row.save(update_fields=["sealed"])
        search.index_row(unlocked, key, row)
        trace(case_now, "dossier.changed", unlocked.member, on)


def _seal(key: bytes, row: Dossier, parts: Parts, writers: list[str]) -> None:
    row.seal(key, {"parts": parts.as_document(), "writers": writers})


def record_listing(by: Member, on: date) -> None:
    """Write that a member saw the dossiers of all cases: one row, however long the list."""
    with atomic_for(Dossier):
        audit.append(by.organisation_id, "dossier.listed", "", by.id, on=on)


def lock(dossier: Dossier) -> Dossier:
    """Return a dossier as it is now, locked until the transaction ends. Hold its case first."""
    return Dossier.objects.select_for_update().get(id=dossier.id)


def next_position(model: type[Model], dossier: Dossier) -> int:
    rows = model._default_manager.filter(dossier=dossier)
    return (rows.aggregate(newest=Max("position"))["newest"] or 0) + 1


def trace(case: Case, verb: str, by: Member, on: date) -> None:
    audit.append(case.organisation_id, verb, case.id, by.id, on=on)
