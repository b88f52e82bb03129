# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Actors once opened, with what was said and decided of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from safehold.desk.actors import rules
from safehold.desk.actors.models import (
    Actor,
    ActorKind,
    Decision,
    MistakenIdentity,
    Screening,
    Statement,
)
from safehold.desk.actors.rules import ActorDraft, Candidate, Screened, StatementDraft
from safehold.desk.cases import queries as cases
from safehold.desk.cases.models import Case
from safehold.desk.members.rules import FieldClass, may_see
from safehold.desk.parties.rules import Name
from safehold.desk.vault.actions import Unlocked
from safehold.desk.vault.errors import KeyMissing


@dataclass(frozen=True)
class OpenedStatement:
    row: Statement
    said: StatementDraft = field(repr=False)


@dataclass(frozen=True)
class OpenedMistake:
    row: MistakenIdentity
    words: str = field(repr=False)
    by: str = field(repr=False)
    on: date


@dataclass(frozen=True)
class OpenedDecision:
    """`candidate`: the party of a list as it was then; None for somebody of another case."""

    row: Decision
    about: str
    fingerprint: str
    verdict: str
    reason: str = field(repr=False)
    candidate: Candidate | None = field(repr=False)
    by: str = field(repr=False)
    on: date


@dataclass(frozen=True)
class OpenedScreening:
    on: date
    number: int
    candidates: tuple[Candidate, ...] = field(repr=False)


@dataclass(frozen=True)
class OpenedActor:
    """An actor with all that stands under it. `decisions`: oldest first. `screening`: None when there was none."""

    row: Actor
    draft: ActorDraft = field(repr=False)
    statements: tuple[OpenedStatement, ...] = field(default=(), repr=False)
    mistakes: tuple[OpenedMistake, ...] = field(default=(), repr=False)
    decisions: tuple[OpenedDecision, ...] = field(default=(), repr=False)
    screening: OpenedScreening | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """The name to call it by."""
        return self.draft.names[0].text if self.draft.names else str(ActorKind(self.row.kind).label)

    @property
    def positions(self) -> list[StatementDraft]:
        return [each.said for each in self.statements if each.said.about == rules.POSITION]

    @property
    def countries(self) -> list[str]:
        return [each.said.words for each in self.statements if each.said.about == "country"]

    @property
    def decided(self) -> dict[str, str]:
        """What a decision is about -> what was known of it then. The newest counts."""
        return {each.about: each.fingerprint for each in self.decisions}

    @property
    def verdicts(self) -> dict[str, str]:
        return {each.about: each.verdict for each in self.decisions}

    @property
    def undecided(self) -> list[Candidate]:
        """What the lists propose and nobody has decided, as it is now."""
        found = self.screening.candidates if self.screening else ()
        decided = self.decided
        return [each for each in found if not rules.is_decided(decided, each.about, each.listed.fingerprint)]

    @property
    def matches(self) -> int:
        return list(self.verdicts.values()).count(rules.MATCH)


def screened_of(draft: ActorDraft) -> Screened:
    """Return everything of an actor that screening may know."""
    born = (draft.born,) if draft.born else ()
    return Screened(draft.kind, tuple(name.text for name in draft.names), born)


def open_draft(key: bytes, row: Actor) -> ActorDraft:
    document = row.open(key)
    names = tuple(Name(**name) for name in document["names"])
    return ActorDraft(row.kind, names, document["born"], document["description"])


def open_screening(key: bytes, actor: Actor) -> OpenedScreening | None:
    row = Screening.objects.filter(actor=actor).first()
    return _open_screening(key, row) if row else None


def _open_screening(key: bytes, row: Screening) -> OpenedScreening:
    document = row.open(key)
    candidates = tuple(Candidate.of(each) for each in document["candidates"])
    return OpenedScreening(date.fromisoformat(document["on"]), document["number"], candidates)


def open_decisions(key: bytes, actor: Actor) -> tuple[OpenedDecision, ...]:
    rows = Decision.objects.filter(actor=actor).order_by("position")
    return tuple(open_decision(key, row) for row in rows)


def open_decision(key: bytes, row: Decision) -> OpenedDecision:
    document = row.open(key)
    candidate = document["candidate"]
    return OpenedDecision(
        row=row,
        about=document["about"],
        fingerprint=document["fingerprint"],
        verdict=document["verdict"],
        reason=document["reason"],
        candidate=Candidate.of(candidate) if candidate else None,
        by=document["by"],
        on=date.fromisoformat(document["on"]),
    )


def open_whole(key: bytes, row: Actor) -> OpenedActor:
    """Open an actor with all that stands under it. Raises RowTampered."""
    return OpenedActor(
        row,
        open_draft(key, row),
        tuple(
            OpenedStatement(each, StatementDraft(**each.open(key)))
            for each in Statement.objects.filter(actor=row).order_by("position")
        ),
        tuple(
            _open_mistake(key, each)
            for each in MistakenIdentity.objects.filter(actor=row).order_by("position")
        ),
        open_decisions(key, row),
        open_screening(key, row),
    )


def _open_mistake(key: bytes, row: MistakenIdentity) -> OpenedMistake:
    document: dict[str, Any] = row.open(key)
    return OpenedMistake(row, document["words"], document["by"], date.fromisoformat(document["on"]))


def open_actor(unlocked: Unlocked, actor: Actor) -> OpenedActor:
    """Open one actor for a member who may see who somebody is. Raises RowTampered, KeyMissing or ActorUnknown."""
    return cases.as_it_is_now(unlocked, actor.case, lambda who, now: _open_again(who, now, actor))


def _open_again(unlocked: Unlocked, case: Case, actor: Actor) -> OpenedActor:
    actor.refresh_from_db(fields=["sealed", "kind", "screened_number"])
    return open_whole(unlocked.case_key(case.id, case.key_version), actor)


def open_for_change(unlocked: Unlocked, actor: Actor) -> ActorDraft:
    """Return what is written of an actor, to be written anew."""
    return open_actor(unlocked, actor).draft


def open_family(unlocked: Unlocked, case: Case) -> list[OpenedActor]:
    """Open the actors of a case and of those that are read in it; none for whoever may not see who somebody is."""
    if not may_see(unlocked.member.role, FieldClass.IDENTITY):
        return []
    return [
        opened
        for each in cases.list_family(case)
        for opened in cases.as_it_is_now(unlocked, each, _open_case)
    ]


def _open_case(unlocked: Unlocked, case: Case) -> list[OpenedActor]:
    rows = Actor.objects.filter(case=case).order_by("position")
    return [open_whole(unlocked.case_key(case.id, case.key_version), row) for row in rows] if rows else []


def open_heads(unlocked: Unlocked, rows: Iterable[Actor]) -> list[OpenedActor]:
    """Open some actors of several cases for a list, in their order: names, screenings and decisions.

    One whose case's key the member lacks is left out. Raises RowTampered.
    """
    actors = list(rows)
    keys = unlocked.case_keys({actor.case_id: actor.case.key_version for actor in actors})
    if not keys and actors:
        raise KeyMissing
    decisions = _by_actor(Decision, actors)
    screenings = {row.actor_id: row for row in Screening.objects.filter(actor__in=actors)}
    found = []
    for actor in actors:
        if key := keys.get(actor.case_id):
            kept = screenings.get(actor.id)
            decided = tuple(open_decision(key, row) for row in decisions.get(actor.id, ()))
            screening = _open_screening(key, kept) if kept else None
            found.append(OpenedActor(actor, open_draft(key, actor), decisions=decided, screening=screening))
    return found


def _by_actor(model: type[Decision], actors: Collection[Actor]) -> dict[UUID, list[Decision]]:
    found: dict[UUID, list[Decision]] = {}
    for row in model.objects.filter(actor__in=actors).order_by("position"):
        found.setdefault(row.actor_id, []).append(row)
    return found
