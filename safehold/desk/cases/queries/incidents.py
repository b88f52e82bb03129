# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What happened in a case: its incidents, each with its acts, once opened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from safehold.desk.cases.errors import ActUnknown, IncidentUnknown
from safehold.desk.cases.models import Act, Case, Incident
from safehold.desk.cases.queries import shown
from safehold.desk.cases.queries.contents import OpenedReport, as_it_is_now, key_of
from safehold.desk.cases.queries.together import list_family
from safehold.desk.cases.rules.places import Place
from safehold.desk.cases.rules.shown import ACT, INCIDENT
from safehold.desk.members.rules import FieldClass
from safehold.desk.vault.actions import Unlocked

IN_THE_CLEAR = ("tactic", "method", "attribution", "actor_type", "state")
FIELD_CLASSES = {**INCIDENT, **ACT, **dict.fromkeys(IN_THE_CLEAR, FieldClass.CLEAR)}
"""What each field of an incident or an act tells: what is not for the member is empty in everything opened here."""


@dataclass(frozen=True)
class OpenedAct:
    """`targets`, `actors`: ids of parties."""

    row: Act
    targets: tuple[UUID, ...] = field(repr=False)
    actors: tuple[UUID, ...] = field(repr=False)
    stated_reason: str = field(repr=False)
    method_words: str = field(repr=False)


@dataclass(frozen=True)
class OpenedIncident:
    """`when`: EDTF, "" when nobody knows; `when_words`: as it was written. `reports`: ids of those it was told in."""

    row: Incident
    title: str = field(repr=False)
    narrative: str = field(repr=False)
    when: str = field(repr=False)
    when_words: str = field(repr=False)
    place: Place = field(repr=False)
    reports: tuple[UUID, ...]
    acts: list[OpenedAct]

    @property
    def id(self) -> UUID:
        return self.row.id

    @property
    def stands(self) -> bool:
        """Whether it is part of the case: what was set aside is kept, and goes nowhere."""
        return self.row.state != Incident.State.SET_ASIDE


def access_incident(case: Case, incident_id: UUID) -> Incident:
    """Return an incident that is read in this case. Raises IncidentUnknown, also for another case's."""
    incident = (
        Incident.objects.filter(case__in=list_family(case), id=incident_id).select_related("case").first()
    )
    if incident is None:
        raise IncidentUnknown
    return incident


def access_act(incident: Incident, act_id: UUID) -> Act:
    """Return an act of this incident. Raises ActUnknown."""
    act = Act.objects.filter(incident=incident, id=act_id).select_related("case").first()
    if act is None:
        raise ActUnknown
    return act


def list_tactics(reports: Iterable[OpenedReport], incidents: Iterable[OpenedIncident]) -> list[str]:
    """Return what it may be, as codes: of the acts that somebody wrote down; while there are none, all that the boxes
    may mean which the person ticked. One box stands for several codes."""
    acts = dict.fromkeys(act.row.tactic for each in incidents if each.stands for act in each.acts)
    ticked = dict.fromkeys(code for report in reports for code in report.document.tactics)
    return list(acts or ticked)


def list_incidents(unlocked: Unlocked, case: Case) -> list[OpenedIncident]:
    """Open the incidents of a case and of those read in it, by the day they can first have happened, unknown days last.

    As the member may see them: what a role may not see is empty. Raises RowTampered, or KeyMissing.
    """
    found = [
        incident
        for each in list_family(case)
        for incident in as_it_is_now(unlocked, each, _open_incidents_of)
    ]
    return [shown.show_incident(unlocked.member.role, each) for each in sorted(found, key=_in_time)]


def open_incident(unlocked: Unlocked, incident: Incident) -> OpenedIncident:
    """Open one incident with its acts. Raises RowTampered or KeyMissing."""
    opened = as_it_is_now(
        unlocked, incident.case, lambda who, now: _open_rows(key_of(who, now), [_again(incident)])
    )
    return shown.show_incident(unlocked.member.role, opened[0])


def open_one_act(unlocked: Unlocked, act: Act) -> OpenedAct:
    """Open one act. Raises RowTampered, KeyMissing, or ActUnknown when it was removed meanwhile."""

    def opening(who: Unlocked, now: Case) -> OpenedAct:
        found = Act.objects.filter(id=act.id).first()
        if found is None:
            raise ActUnknown
        return shown.show_act(unlocked.member.role, open_act(key_of(who, now), found))

    return as_it_is_now(unlocked, act.case, opening)


def _again(incident: Incident) -> Incident:
    found = Incident.objects.filter(id=incident.id).select_related("case").first()
    if found is None:
        raise IncidentUnknown
    return found


def _in_time(incident: OpenedIncident) -> tuple[bool, Any, int]:
    day = incident.row.when_earliest or incident.row.when_latest
    return (day is None, day or 0, incident.row.position)


def _open_incidents_of(unlocked: Unlocked, case: Case) -> list[OpenedIncident]:
    rows = list(case.incidents.select_related("case").order_by("position"))
    return _open_rows(key_of(unlocked, case), rows) if rows else []


def _open_rows(key: bytes, rows: Iterable[Incident]) -> list[OpenedIncident]:
    incidents = list(rows)
    acts: dict[UUID, list[OpenedAct]] = defaultdict(list)
    for act in Act.objects.filter(incident__in=incidents).order_by("position"):
        acts[act.incident_id].append(open_act(key, act))
    return [_open(key, row, acts[row.id]) for row in incidents]


def _open(key: bytes, row: Incident, acts: list[OpenedAct]) -> OpenedIncident:
    document = row.open(key)
    return OpenedIncident(
        row=row,
        title=document["title"],
        narrative=document["narrative"],
        when=document["when"],
        when_words=document["when_words"],
        place=Place(**document["place"]),
        reports=tuple(UUID(each) for each in document["reports"]),
        acts=acts,
    )


def open_act(key: bytes, row: Act) -> OpenedAct:
    document = row.open(key)
    return OpenedAct(
        row=row,
        targets=tuple(UUID(each) for each in document["targets"]),
        actors=tuple(UUID(each) for each in document["actors"]),
        stated_reason=document["stated_reason"],
        method_words=document["method_words"],
    )
