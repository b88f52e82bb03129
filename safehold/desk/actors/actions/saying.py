# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What sources say of an actor, and who was taken for them by mistake. Taken away, it is gone for good."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.db.models import Max

from safehold.desk.actors.actions.writing import lock
from safehold.desk.actors.models import Actor, MistakenIdentity, Statement
from safehold.desk.actors.rules import StatementDraft
from safehold.desk.audit import actions as audit
from safehold.desk.cases import actions as cases
from safehold.desk.search import actions as search
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.transactions import atomic_for

Row = TypeVar("Row", Statement, MistakenIdentity)


def add_statement(
    unlocked: Unlocked, actor: Actor, said: StatementDraft, on: date, once: UUID | None = None
) -> Statement:
    """Write down one thing that a source says. once: from the form, so that a double click adds one."""
    return _add(unlocked, Statement, actor, said.as_document(), "actor.said", on, once)


def remove_statement(unlocked: Unlocked, actor: Actor, statement: Statement, on: date) -> None:
    """Take a statement away."""
    _remove(unlocked, actor, statement, "actor.unsaid", on)


def add_mistake(
    unlocked: Unlocked, actor: Actor, words: str, on: date, once: UUID | None = None
) -> MistakenIdentity:
    """Write down who is somebody else. Every later screening that proposes this actor shows it first."""
    document = {"words": words, "by": unlocked.member.display_name, "on": on.isoformat()}
    return _add(unlocked, MistakenIdentity, actor, document, "actor.mistaken", on, once)


def remove_mistake(unlocked: Unlocked, actor: Actor, mistake: MistakenIdentity, on: date) -> None:
    """Take a note on mistaken identity away."""
    _remove(unlocked, actor, mistake, "actor.unmistaken", on)


def _add(
    unlocked: Unlocked,
    model: type[Row],
    actor: Actor,
    document: dict[str, Any],
    verb: str,
    on: date,
    once: UUID | None,
) -> Row:
    rows: Any = model._default_manager
    with atomic_for(model):
        case_now, key = cases.hold_case(unlocked, actor.case)
        row = lock(actor)
        kept: Row | None = rows.filter(id=once, actor=row).first() if once else None
        if kept and kept.open(key) == document:
            return kept
        newest = rows.filter(actor=row).aggregate(newest=Max("position"))["newest"] or 0
        is_free = once is not None and not rows.filter(id=once).exists()
        made = model(id=once if is_free else uuid4(), case=case_now, actor=row, position=newest + 1)
        made.seal(key, document)
        made.save(force_insert=True)
        search.index_row(unlocked, key, made)
        audit.append(case_now.organisation_id, verb, case_now.id, unlocked.member.id, on=on)
    return made


def _remove(unlocked: Unlocked, actor: Actor, said: Row, verb: str, on: date) -> None:
    with atomic_for(Actor):
        case_now, _ = cases.hold_case(unlocked, actor.case)
        search.forget_source(case_now.id, said.id)
        said.delete()
        audit.append(case_now.organisation_id, verb, case_now.id, unlocked.member.id, on=on)
