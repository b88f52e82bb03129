# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which actors there are, sealed; and which of them were not screened against the newest lists."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from safehold.desk.actors.errors import ActorUnknown, StatementUnknown
from safehold.desk.actors.models import Actor, MistakenIdentity, Statement
from safehold.desk.cases import queries as cases
from safehold.desk.cases.models import Case, State
from safehold.desk.members.rules import FieldClass, may_see

if TYPE_CHECKING:
    from safehold.desk.members.models import Member


def access_actor(case: Case, actor_id: UUID) -> Actor:
    """Return an actor of this case, or of one that is read in it. Raises ActorUnknown."""
    family = cases.list_family(case)
    found = Actor.objects.filter(case__in=family, id=actor_id).select_related("case").first()
    if found is None:
        raise ActorUnknown
    return found


def access_statement(actor: Actor, statement_id: UUID) -> Statement:
    """Return one statement of an actor. Raises StatementUnknown."""
    found = Statement.objects.filter(actor=actor, id=statement_id).first()
    if found is None:
        raise StatementUnknown
    return found


def access_mistake(actor: Actor, mistake_id: UUID) -> MistakenIdentity:
    """Return one note on mistaken identity of an actor. Raises StatementUnknown."""
    found = MistakenIdentity.objects.filter(actor=actor, id=mistake_id).first()
    if found is None:
        raise StatementUnknown
    return found


def list_actors(member: Member, kind: str = "") -> QuerySet[Actor]:
    """Return the actors of every case that a member may open, newest first."""
    if not (member.is_active and member.opens_cases and may_see(member.role, FieldClass.IDENTITY)):
        return Actor.objects.none()
    found = Actor.objects.filter(case__organisation=member.organisation_id).select_related("case")
    return (found.filter(kind=kind) if kind else found).order_by("-added_on", "id")


def due_actors(organisation_id: UUID, number: int) -> QuerySet[Actor]:
    """Return the actors of open cases that were screened before the newest change of the lists."""
    open_ones = Actor.objects.filter(case__organisation=organisation_id).exclude(case__state=State.CLOSED)
    return open_ones.filter(screened_number__lt=number)


def count_waiting(organisation_id: UUID, number: int) -> int:
    """Return how many actors wait to be screened again."""
    return due_actors(organisation_id, number).count()
