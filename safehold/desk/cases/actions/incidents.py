# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What members write about what happened: incidents, and the acts in each. A place is kept no finer than the person
allows; codes must be the catalogue's."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from safehold.catalog.events import load_events
from safehold.catalog.tactics import load_tactics
from safehold.desk.cases.actions.positions import hold_case, next_position, trace
from safehold.desk.cases.errors import ActUnknown, CodeUnknown, IncidentUnknown
from safehold.desk.cases.models import Act, Case, Incident, PlacePrecision
from safehold.desk.cases.rules.places import Place, cut_place
from safehold.desk.cases.rules.when import read_when
from safehold.desk.search import actions as search
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.transactions import atomic_for


@dataclass(frozen=True)
class IncidentDraft:
    """What somebody wrote about an incident. `when_words`: a day as `rules.when` reads it. `reports`: ids."""

    title: str = field(repr=False)
    narrative: str = field(default="", repr=False)
    when_words: str = field(default="", repr=False)
    place: Place = field(default=Place(), repr=False)
    place_precision: str = PlacePrecision.NONE
    state: str = Incident.State.TOLD
    reports: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class ActDraft:
    """What somebody wrote about an act. `targets`, `actors`: ids of parties."""

    tactic: str
    method: str = ""
    attribution: str = "A0"
    actor_type: str = "UNKN"
    targets: tuple[UUID, ...] = field(default=(), repr=False)
    actors: tuple[UUID, ...] = field(default=(), repr=False)
    stated_reason: str = field(default="", repr=False)
    method_words: str = field(default="", repr=False)


def add_incident(
    unlocked: Unlocked, case: Case, draft: IncidentDraft, on: date, incident_id: UUID | None = None
) -> Incident:
    """Add an incident to a case. `incident_id`: from the form, so that a double click adds one. Raises WhenUnclear."""
    with atomic_for(Incident):
        case_now, key = hold_case(unlocked, case)
        kept = Incident.objects.filter(id=incident_id).first() if incident_id else None
        if kept and kept.case_id == case_now.id:
            return kept
        incident = Incident(id=incident_id if incident_id and not kept else uuid4(), case=case_now)
        incident.position = next_position(Incident.objects.filter(case=case_now))
        _write_incident(unlocked, key, incident, draft)
        trace(case_now.organisation_id, "incident.added", case_now.id, unlocked.member, on)
    return incident


def change_incident(unlocked: Unlocked, incident: Incident, draft: IncidentDraft, on: date) -> None:
    """Write an incident anew. Raises WhenUnclear, or IncidentUnknown when it was removed meanwhile."""
    with atomic_for(Incident):
        case_now, key = hold_case(unlocked, incident.case)
        _write_incident(unlocked, key, _lock_incident(incident), draft)
        trace(case_now.organisation_id, "incident.changed", case_now.id, unlocked.member, on)


def remove_incident(unlocked: Unlocked, incident: Incident, on: date) -> None:
    """Delete an incident with its acts. Removing it again writes nothing."""
    with atomic_for(Incident):
        case_now, _ = hold_case(unlocked, incident.case)
        for act_id in Act.objects.filter(incident=incident).values_list("id", flat=True):
            search.forget_source(case_now.id, act_id)
        search.forget_source(case_now.id, incident.id)
        deleted, _ = Incident.objects.filter(id=incident.id).delete()
        if deleted:
            trace(case_now.organisation_id, "incident.removed", case_now.id, unlocked.member, on)


def add_act(
    unlocked: Unlocked, incident: Incident, draft: ActDraft, on: date, act_id: UUID | None = None
) -> Act:
    """Add an act to an incident. `act_id`: from the form, so that a double click adds one. Raises CodeUnknown."""
    require_codes(draft)
    with atomic_for(Act):
        case_now, key = hold_case(unlocked, incident.case)
        incident = _lock_incident(incident)
        kept = Act.objects.filter(id=act_id).first() if act_id else None
        if kept and kept.incident_id == incident.id:
            return kept
        act = Act(id=act_id if act_id and not kept else uuid4(), case=case_now, incident=incident)
        act.position = next_position(Act.objects.filter(incident=incident))
        _write_act(unlocked, key, act, draft)
        trace(case_now.organisation_id, "act.added", case_now.id, unlocked.member, on)
    return act


def change_act(unlocked: Unlocked, act: Act, draft: ActDraft, on: date) -> None:
    """Write an act anew. Raises CodeUnknown, or ActUnknown when it was removed meanwhile."""
    require_codes(draft)
    with atomic_for(Act):
        case_now, key = hold_case(unlocked, act.case)
        act_now = Act.objects.select_for_update().filter(id=act.id).first()
        if act_now is None:
            raise ActUnknown
        _write_act(unlocked, key, act_now, draft)
        trace(case_now.organisation_id, "act.changed", case_now.id, unlocked.member, on)


def remove_act(unlocked: Unlocked, act: Act, on: date) -> None:
    """Delete an act. Removing it again writes nothing."""
    with atomic_for(Act):
        case_now, _ = hold_case(unlocked, act.case)
        search.forget_source(case_now.id, act.id)
        deleted, _ = Act.objects.filter(id=act.id).delete()
        if deleted:
            trace(case_now.organisation_id, "act.removed", case_now.id, unlocked.member, on)


def require_codes(draft: ActDraft) -> None:
    """Raise CodeUnknown unless every code of an act is in the catalogue."""
    tactics = load_tactics()
    known = (
        draft.tactic in tactics.codes
        and draft.attribution in {level.code for level in tactics.attribution_level}
        and draft.actor_type in {kind.code for kind in tactics.actor_type}
        and draft.method in {"", *load_events().method_codes}
    )
    if not known:
        raise CodeUnknown


def _write_incident(unlocked: Unlocked, key: bytes, incident: Incident, draft: IncidentDraft) -> None:
    when = read_when(draft.when_words)
    incident.when_earliest, incident.when_latest = when.earliest, when.latest
    incident.place_precision, incident.state = draft.place_precision, draft.state
    place = cut_place(draft.place, draft.place_precision)
    document: dict[str, Any] = {
        "title": draft.title,
        "narrative": draft.narrative,
        "when": when.edtf,
        "when_words": draft.when_words,
        "place": place.as_document(),
        "reports": [str(each) for each in draft.reports],
    }
    incident.seal(key, document)
    incident.save()
    search.index_row(unlocked, key, incident)


def _write_act(unlocked: Unlocked, key: bytes, act: Act, draft: ActDraft) -> None:
    act.tactic, act.method = draft.tactic, draft.method
    act.attribution, act.actor_type = draft.attribution, draft.actor_type
    act.seal(
        key,
        {
            "targets": [str(each) for each in draft.targets],
            "actors": [str(each) for each in draft.actors],
            "stated_reason": draft.stated_reason,
            "method_words": draft.method_words,
        },
    )
    act.save()
    search.index_row(unlocked, key, act)


def _lock_incident(incident: Incident) -> Incident:
    found = Incident.objects.select_for_update().filter(id=incident.id).first()
    if found is None:
        raise IncidentUnknown
    return found
