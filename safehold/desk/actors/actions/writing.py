# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writing an actor down, which screens it at once; writing it anew; screening it again because somebody asks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db.models import Max

from safehold.desk.actors.actions.screening import keep_screening, settle_tasks
from safehold.desk.actors.errors import ActorUnknown
from safehold.desk.actors.models import Actor, MistakenIdentity, Statement
from safehold.desk.actors.queries.contents import open_draft
from safehold.desk.actors.rules import ActorDraft
from safehold.desk.audit import actions as audit
from safehold.desk.cases import actions as cases
from safehold.desk.cases.models import Case
from safehold.desk.search import actions as search
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.transactions import atomic_for

if TYPE_CHECKING:
    from safehold.desk.members.models import Member


def add_actor(
    unlocked: Unlocked,
    case: Case,
    draft: ActorDraft,
    on: date,
    *,
    party_id: UUID | None = None,
    once: UUID | None = None,
) -> Actor:
    """Write an actor down in a case and screen it. party_id: the party it is made from; each makes one actor.

    once: from the form, so that a double click adds one; another draft under an id that is taken is another actor.
    """
    with atomic_for(Actor):
        case_now, key = cases.hold_case(unlocked, case)
        if kept := _find_same(case_now, key, draft, party_id, once):
            return kept
        is_free = once is not None and not Actor.objects.filter(id=once).exists()
        row = Actor(
            id=once if is_free else uuid4(),
            case=case_now,
            position=_next_position(case_now),
            kind=draft.kind,
            party_id=party_id,
            added_on=on,
        )
        row.seal(key, draft.as_document())
        row.save(force_insert=True)
        search.index_row(unlocked, key, row)
        keep_screening(key, row, draft, on)
        _trace(case_now, "actor.added", unlocked.member, on)
    return row


def _find_same(
    case: Case, key: bytes, draft: ActorDraft, party_id: UUID | None, once: UUID | None
) -> Actor | None:
    if party_id and (made := Actor.objects.filter(case=case, party_id=party_id).first()):
        return made
    kept = Actor.objects.filter(id=once, case=case).first() if once else None
    return kept if kept and open_draft(key, kept) == draft else None


def change_actor(unlocked: Unlocked, actor: Actor, draft: ActorDraft, on: date) -> None:
    """Write anew what an actor is called, and screen it again. Exactly as it was: nothing is written."""
    with atomic_for(Actor):
        case_now, key = cases.hold_case(unlocked, actor.case)
        row = lock(actor)
        if open_draft(key, row) == draft:
            return
        row.kind = draft.kind
        row.seal(key, draft.as_document())
        row.save(update_fields=["kind", "sealed"])
        search.index_row(unlocked, key, row)
        keep_screening(key, row, draft, on)
        settle_tasks(key, case_now, on)
        _trace(case_now, "actor.changed", unlocked.member, on)


def remove_actor(unlocked: Unlocked, actor: Actor, on: date) -> None:
    """Delete an actor with all that was said and decided of it."""
    with atomic_for(Actor):
        case_now, key = cases.hold_case(unlocked, actor.case)
        row = lock(actor)
        for model in (Statement, MistakenIdentity):
            for source_id in model.objects.filter(actor=row).values_list("id", flat=True):
                search.forget_source(case_now.id, source_id)
        search.forget_source(case_now.id, row.id)
        row.delete()
        settle_tasks(key, case_now, on)
        _trace(case_now, "actor.removed", unlocked.member, on)


def screen_actor(unlocked: Unlocked, actor: Actor, on: date) -> None:
    """Screen an actor against the lists as they are now. What was decided stays until the list says something else."""
    with atomic_for(Actor):
        case_now, key = cases.hold_case(unlocked, actor.case)
        row = lock(actor)
        keep_screening(key, row, open_draft(key, row), on)
        settle_tasks(key, case_now, on)
        _trace(case_now, "actor.screened", unlocked.member, on)


def lock(actor: Actor) -> Actor:
    """Return an actor as it is now, locked until the transaction ends. Raises ActorUnknown for one that is gone."""
    found = Actor.objects.select_for_update().filter(id=actor.id).first()
    if found is None:
        raise ActorUnknown
    return found


def _next_position(case: Case) -> int:
    newest: int | None = Actor.objects.filter(case=case).aggregate(newest=Max("position"))["newest"]
    return (newest or 0) + 1


def _trace(case: Case, verb: str, by: Member, on: date) -> None:
    audit.append(case.organisation_id, verb, case.id, by.id, on=on)
