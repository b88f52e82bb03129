# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A dossier held against its rules: the criteria, how each claim stands, who agrees, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from safehold.catalog.provisions import Provision, load_law, load_provisions
from safehold.core import dossiers as core
from safehold.core.dossiers import Gap, Paragraph, Position, Standing, Subject, Witness
from safehold.core.dossiers.criteria import needs_victims_abroad
from safehold.desk.actors import queries as actors
from safehold.desk.actors.errors import ActorUnknown
from safehold.desk.actors.queries import OpenedActor
from safehold.desk.actors.rules import BODY, UNIT
from safehold.desk.cases import queries as cases
from safehold.desk.consent import queries as consent
from safehold.desk.dossiers import rules
from safehold.desk.dossiers.queries.opened import OpenedDossier
from safehold.desk.vault.actions import Unlocked


@dataclass(frozen=True)
class WeighedWitness:
    """agreed: the purposes to which they agree now."""

    witness: Witness = field(repr=False)
    agreed: tuple[str, ...]


@dataclass(frozen=True)
class Weighed:
    """actor: None when it was removed from the case. standings: of the claims, in their order."""

    actor: OpenedActor | None = field(repr=False)
    subject: Subject = field(repr=False)
    provision: Provision
    paragraphs: tuple[Paragraph, ...]
    standings: tuple[Standing, ...]
    witnesses: tuple[WeighedWitness, ...]
    gaps: tuple[Gap, ...]
    warns_of_place: bool

    @property
    def grave(self) -> list[Gap]:
        return [gap for gap in self.gaps if gap.is_grave]


def weigh(unlocked: Unlocked, opened: OpenedDossier, on: date) -> Weighed:
    """Hold a dossier against the catalogue, the ledger of consent and the newest screening."""
    row, parts = opened.row, opened.parts
    actor = _find_actor(unlocked, opened)
    subject = _read_subject(row.actor_id, actor)
    law, provision = load_law().by_code[row.act], load_provisions().find(row.act)
    assert provision is not None, "models.Act names provisions of the catalogue"
    paragraphs = core.read_criteria(law, parts.answers)
    subjects = cases.list_consent_subjects(row.case)
    agreed = {
        use: {str(each) for each in subjects}
        - {str(each) for each in consent.list_missing(subjects, use, to, on)}
        for use, to in rules.USES
    }
    newest = actors.newest_number(row.organisation_id)
    is_screened = bool(actor and actor.screening and not actor.undecided and actor.screening.number >= newest)
    return Weighed(
        actor=actor,
        subject=subject,
        provision=provision,
        paragraphs=paragraphs,
        standings=tuple(core.standing_of(each, parts) for each in parts.claims),
        witnesses=tuple(
            WeighedWitness(each, tuple(use for use, who in agreed.items() if each.subject in who))
            for each in parts.witnesses
        ),
        gaps=core.find_gaps(
            parts, paragraphs, subject, agreeing=agreed[rules.PURPOSE], is_screened=is_screened
        ),
        warns_of_place=needs_victims_abroad(law, parts.answers),
    )


def _find_actor(unlocked: Unlocked, opened: OpenedDossier) -> OpenedActor | None:
    try:
        return actors.open_actor(unlocked, actors.access_actor(opened.row.case, opened.row.actor_id))
    except ActorUnknown:
        return None


def _read_subject(actor_id: UUID, actor: OpenedActor | None) -> Subject:
    if actor is None:
        return Subject(str(actor_id), ())
    said = sorted(actor.positions, key=lambda each: each.when)
    return Subject(
        id=str(actor_id),
        names=tuple((name.text, name.script) for name in actor.draft.names),
        is_body=actor.row.kind in (BODY, UNIT),
        born=actor.draft.born,
        countries=tuple(actor.countries),
        positions=tuple(
            Position(each.words, each.body, each.when_words, each.when, each.source) for each in said
        ),
    )
