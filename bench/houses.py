# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A coalition as it is after years: ten organisations with thousands of cases each, made at once from a seed.

In each organisation one case is lived through the doors that the pages use: people, incidents with acts, a risk
assessment, a safety plan, a need, three referrals, one of them answered. The others are copies of its rows, each
sealed with its own case's key; every fifth one of the whole past, the rest of people and incidents only. States,
urgencies, days and who looks after a case are drawn by lot.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from tests.drills.many_cases import House, make_cases, make_house

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Model

    from safehold.desk.cases.models import Case
    from safehold.desk.members.models import Member
    from safehold.desk.vault.actions import Unlocked

CHUNK = 500
WHOLE_PAST = 5
"""Every so many-th case has all that the lived one has."""
STATES = ("new", "open", "open", "open", "waiting", "waiting", "closed", "closed", "closed", "closed")
TRIAGE = ("routine", "routine", "routine", "routine", "routine", "elevated", "elevated", "urgent")
RECEIVERS = ("authority:local-police", "authority:cyber-centre", "service:victim-services")


def make_houses(count: int, cases_each: int, on: date, seed: int = 7) -> list[tuple[House, list[UUID]]]:
    """Make organisations with cases; return each with the ids of its cases, the lived one first."""
    chance, houses = random.Random(seed), []
    for number in range(count):
        house = make_house(on, f"harbour-{number}", founding=number == 0)
        noor = house.unlock(house.noor)
        ids = make_cases(noor, cases_each, on)
        live_case(noor, ids[0], on)
        pattern = read_pattern(noor, ids[0])
        for start in range(1, cases_each, CHUNK):
            _copy_to(noor, pattern, [house.lead, house.noor], ids[start : start + CHUNK], chance, on)
        houses.append((house, ids))
    return houses


def live_case(noor: Unlocked, case_id: UUID, on: date) -> None:
    """Give one case a past, through the doors."""
    from safehold.catalog.tactics import load_tactics
    from safehold.desk.cases import actions as cases
    from safehold.desk.cases.models import Case
    from safehold.desk.cases.rules.places import Place
    from safehold.desk.parties.rules import PartyDraft, name_of
    from safehold.desk.support import actions as support

    case = Case.objects.get(pk=case_id)
    names = (name_of("陈梅", "legal", "zh-hans"), name_of("Mei Chen", "romanised", "en"))
    person = cases.add_party(noor, case, PartyDraft("person", ("targeted",), names, ("+1 555 0100",)), on)
    for tactic in load_tactics().codes[:2]:
        draft = cases.IncidentDraft(
            "At the market",
            "They said they know where my sister works.",
            "2026-03~",
            Place(country="CA"),
            "country",
        )
        incident = cases.add_incident(noor, case, draft, on)
        cases.add_act(noor, incident, cases.ActDraft(tactic, attribution="A2", targets=(person.id,)), on)
    words = support.RiskWords(
        "Being followed.", "Two men.", "A car with the same plate.", "A neighbour.", "High."
    )
    support.assess_risk(noor, case, "high", words, on)
    support.add_step(noor, case, support.StepWords("physical", "Walk with a friend.", "Mei", "always"), on)
    move = support.NeedMove(service="victim-services", follow_up_on=on + timedelta(days=7))
    support.add_need(noor, case, "lawyer", "Somebody who knows immigration law.", move, on)
    said = support.SaidAloud("share-authorities", "", agrees=True, how="spoken", language="en")
    support.record_said(noor, case, said, on, once=None)
    _refer(noor, case, on)


def _refer(noor: Unlocked, case: Case, on: date) -> None:
    from safehold.desk.referrals import actions, queries

    for referral in actions.choose_receivers(noor, case, RECEIVERS, on):
        choice = queries.Choice("en", ("what", "words", "incidents", "people"), (), "Please look into this.")
        actions.choose_packet(noor, referral, choice, on)
        actions.send_packet(noor, referral, "mail", on + timedelta(days=14), on)
        if referral.receiver == RECEIVERS[0]:
            contacted = actions.Contacted(
                on, "phone", "theirs", "accepted", on, "They look at it.", "77-1234", "Roy"
            )
            actions.log_contact(noor, referral, contacted, on)


@dataclass(frozen=True)
class Pattern:
    """The rows of the lived case that not every case has, with their documents."""

    case_id: UUID
    report_id: UUID
    rows: list[tuple[Model, dict[str, Any] | None]] = field(repr=False)


def read_pattern(noor: Unlocked, case_id: UUID) -> Pattern:
    """Open the rows of the lived case."""
    from safehold.desk.cases.models import Case, CaseReport, Note
    from safehold.desk.consent.models import LedgerEntry
    from safehold.desk.tasks.models import Task
    from safehold.persistence.sealed import list_sealed_models

    case = Case.objects.get(pk=case_id)
    key, report_id = noor.case_key(case.id, case.key_version), case.reports.get().id
    models = [model for model in list_sealed_models() if model not in (Case, CaseReport, Note)]
    of_case: dict[str, Any] = {"case_id": case_id}
    sealed = [row for model in models for row in model._default_manager.filter(**of_case)]
    clear = [*LedgerEntry.objects.filter(report_id=report_id), *Task.objects.filter(case_id=case_id)]
    return Pattern(
        case_id, report_id, [*((row, row.open(key)) for row in sealed), *((row, None) for row in clear)]
    )


def _copy_to(
    noor: Unlocked, pattern: Pattern, members: list[Member], ids: list[UUID], chance: random.Random, on: date
) -> None:
    """Give some cases copies of the lived one's rows, and draw the rest by lot."""
    from safehold.desk.cases.models import Case, CaseReport
    from safehold.persistence.transactions import atomic_for

    keys = noor.case_keys(dict.fromkeys(ids, 1))
    reports = dict(CaseReport.objects.filter(case_id__in=ids).values_list("case_id", "id"))
    cases = list(Case.objects.filter(id__in=ids))
    new: dict[type[Model], list[Model]] = {}
    for number, case in enumerate(cases):
        case.opened_on = on - timedelta(days=chance.randrange(1500))
        case.state, case.triage = chance.choice(STATES), chance.choice(TRIAGE)
        case.closed_on = on if case.state == "closed" else None
        case.assigned_to = chance.choice([None, *members])
        case.waits_since = chance.choice([None, case.opened_on])
        names = {pattern.case_id: case.id, pattern.report_id: reports[case.id]}
        for row in _copy_rows(pattern, names, keys[case.id], chance, whole=number % WHOLE_PAST == 0):
            new.setdefault(type(row), []).append(row)
    with atomic_for(Case):
        Case.objects.bulk_update(
            cases, ["opened_on", "state", "triage", "closed_on", "assigned_to", "waits_since"]
        )
        for model, rows in new.items():
            model._default_manager.bulk_create(rows)


def _copy_rows(
    pattern: Pattern, names: dict[UUID, UUID], key: bytes, chance: random.Random, *, whole: bool
) -> Iterator[Model]:
    """Yield the rows of another case. names: old id -> new id, of the case and its report."""
    from safehold.catalog.tactics import load_tactics
    from safehold.desk.cases.models import Act, Incident
    from safehold.desk.parties.models import Party
    from safehold.persistence.sealed import SealedInCase

    rows = [pair for pair in pattern.rows if whole or isinstance(pair[0], Act | Incident | Party)]
    names |= {row.pk: uuid4() for row, _ in rows}
    later, codes = timedelta(days=chance.randrange(-60, 60)), load_tactics().codes
    for row, document in rows:
        values = {each.attname: getattr(row, each.attname) for each in row._meta.concrete_fields}
        values = {name: _renamed(value, names) for name, value in values.items()}
        for name in ("due_on", "follow_up_on", "reassess_on"):
            if values.get(name):
                values[name] += later
        if "tactic" in values:
            values["tactic"] = chance.choice(codes)
        if "source_id" in values:
            values["source_id"] = str(uuid4())
        copy = type(row)(**values)
        if isinstance(copy, SealedInCase) and document is not None:
            copy.seal(key, _renamed(document, names))
        yield copy


def _renamed(value: Any, names: dict[UUID, UUID]) -> Any:
    """Return a value or a document with the ids of the lived case's rows replaced."""
    if isinstance(value, UUID):
        return names.get(value, value)
    if isinstance(value, dict):
        return {name: _renamed(each, names) for name, each in value.items()}
    if isinstance(value, list):
        return [_renamed(each, names) for each in value]
    if isinstance(value, str) and len(value) == len(str(UUID(int=0))) and value.count("-") == 4:
        return str(names.get(UUID(value), value))
    return value
