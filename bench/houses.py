# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A coalition as it is after years: ten organisations with thousands of cases each, made at once from a seed.

A case has what `tests.drills.many_cases` gives it, a state, an urgency, sometimes somebody who looks after it, an
incident with an act; every fifth one a task and a referral. All sealed with real keys.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from tests.drills.many_cases import House, make_cases, make_house

if TYPE_CHECKING:
    from safehold.desk.members.models import Member
    from safehold.desk.vault.actions import Unlocked

CHUNK = 500
STATES = ("new", "open", "open", "open", "waiting", "waiting", "closed", "closed", "closed", "closed")
TRIAGE = ("routine", "routine", "routine", "routine", "routine", "elevated", "elevated", "urgent")
RECEIVERS = ("authority:local-police", "authority:rcmp-nsin", "authority:csis", "service:victim-services")


def make_houses(count: int, cases_each: int, on: date, seed: int = 7) -> list[tuple[House, list[UUID]]]:
    """Make organisations with cases; return each with the ids of its cases."""
    chance, houses = random.Random(seed), []
    for number in range(count):
        house = make_house(on, f"harbour-{number}", founding=number == 0)
        noor = house.unlock(house.noor)
        ids = make_cases(noor, cases_each, on)
        for start in range(0, cases_each, CHUNK):
            _live(noor, [house.lead, house.noor], ids[start : start + CHUNK], chance, on)
        houses.append((house, ids))
    return houses


def _live(noor: Unlocked, members: list[Member], ids: list[UUID], chance: random.Random, on: date) -> None:
    """Give some cases a past: states, urgencies, incidents, tasks, referrals."""
    from safehold.catalog.tactics import load_tactics
    from safehold.desk.cases.models import Act, Case, Incident
    from safehold.desk.referrals.models import Referral
    from safehold.desk.tasks.models import Task
    from safehold.persistence.transactions import atomic_for

    tactics = [tactic.code for family in load_tactics().families for tactic in family.tactics]
    keys = noor.case_keys(dict.fromkeys(ids, 1))
    cases = list(Case.objects.filter(id__in=ids))
    incidents, acts, tasks, referrals = [], [], [], []
    for number, case in enumerate(cases):
        key = keys[case.id]
        case.opened_on = on - timedelta(days=chance.randrange(1500))
        case.state, case.triage = chance.choice(STATES), chance.choice(TRIAGE)
        case.closed_on = on if case.state == "closed" else None
        case.assigned_to = chance.choice([None, *members])
        case.waits_since = chance.choice([None, case.opened_on])
        incident = Incident(case=case, position=1, when_earliest=case.opened_on, when_latest=case.opened_on)
        told = {"title": "At the market", "narrative": "They said they know where my sister works."}
        place = {"country": "", "region": "", "city": "", "exact": ""}
        when = {"when": case.opened_on.isoformat(), "when_words": "", "place": place, "reports": []}
        incident.seal(key, told | when)
        incidents.append(incident)
        act = Act(case=case, incident=incident, position=1, tactic=chance.choice(tactics))
        act.seal(key, {"targets": [], "actors": [], "stated_reason": "", "method_words": ""})
        acts.append(act)
        if number % 5 == 0:
            due = on + timedelta(days=chance.randrange(-60, 60))
            owner = {"organisation_id": case.organisation_id, "case_id": case.id}
            tasks.append(Task(**owner, kind="answer-overdue", about_id=case.id, due_on=due, opened_on=on))
            referral = Referral(
                organisation_id=case.organisation_id,
                case=case,
                receiver=chance.choice(RECEIVERS),
                state=chance.choice(("sent", "sent", "answered", "silent")),
                created_on=case.opened_on,
                sent_on=case.opened_on,
                follow_up_on=due,
            )
            blank = dict.fromkeys(("cover", "name", "details", "file_number", "officer"), "")
            referral.seal(key, blank | {"fields": [], "files": []})
            referrals.append(referral)
    with atomic_for(Case):
        changed = ["opened_on", "state", "triage", "closed_on", "assigned_to", "waits_since"]
        Case.objects.bulk_update(cases, changed)
        Incident.objects.bulk_create(incidents)
        Act.objects.bulk_create(acts)
        Task.objects.bulk_create(tasks)
        Referral.objects.bulk_create(referrals)
