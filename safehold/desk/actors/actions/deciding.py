# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A person decides whether a candidate is the actor. Nothing else in the product does.

What was decided is never changed: somebody who thinks otherwise decides again, and both stay with their reasons.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Max

from safehold.desk.actors import rules
from safehold.desk.actors.actions.screening import settle_tasks
from safehold.desk.actors.actions.writing import lock
from safehold.desk.actors.errors import CandidateUnknown, WasChanged
from safehold.desk.actors.models import Actor, Decision
from safehold.desk.actors.queries.contents import open_decisions, open_screening
from safehold.desk.actors.rules import Candidate
from safehold.desk.audit import actions as audit
from safehold.desk.cases import actions as cases
from safehold.desk.search import actions as search
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.transactions import atomic_for


@dataclass(frozen=True)
class Ruling:
    """What somebody decided. `fingerprint`: of what they saw on the page; "" for somebody of another case."""

    about: str
    verdict: str
    reason: str = field(repr=False)
    fingerprint: str = ""


def decide(unlocked: Unlocked, actor: Actor, ruling: Ruling, on: date, once: UUID | None = None) -> Decision:
    """Write down what a person decided of one candidate, and why.

    Raises CandidateUnknown for one of a list that is not proposed, WasChanged for one that the list changed meanwhile,
    ValueError without a reason or for another verdict.
    """
    if ruling.verdict not in rules.VERDICTS or not ruling.reason.strip():
        raise ValueError("A decision is a verdict and a written reason.")
    with atomic_for(Decision):
        case_now, key = cases.hold_case(unlocked, actor.case)
        row = lock(actor)
        kept = Decision.objects.filter(id=once, actor=row).first() if once else None
        candidate = _find_candidate(key, row, ruling)
        document = _as_document(unlocked, ruling, candidate, on)
        if kept and kept.open(key) == document:
            return kept
        made = Decision(
            id=once if once and not Decision.objects.filter(id=once).exists() else uuid4(),
            case=case_now,
            actor=row,
            position=_next_position(row),
        )
        made.seal(key, document)
        made.save(force_insert=True)
        search.index_row(unlocked, key, made)
        settle_tasks(key, case_now, on)
        audit.append(case_now.organisation_id, "actor.decided", case_now.id, unlocked.member.id, on=on)
    return made


def _find_candidate(key: bytes, row: Actor, ruling: Ruling) -> Candidate | None:
    """Return the party of a list as the screening proposes it, or as it was when it was called a match.

    Of another case: None.
    """
    if not ruling.about.startswith(f"{rules.LIST}:"):
        return None
    screening = open_screening(key, row)
    for each in screening.candidates if screening else ():
        if each.about == ruling.about:
            if each.listed.fingerprint != ruling.fingerprint:
                raise WasChanged
            return each
    for decision in reversed(open_decisions(key, row)):
        if decision.about == ruling.about and decision.candidate:
            return decision.candidate
    raise CandidateUnknown


def _as_document(unlocked: Unlocked, ruling: Ruling, candidate: Candidate | None, on: date) -> dict[str, Any]:
    return {
        "about": ruling.about,
        "fingerprint": ruling.fingerprint,
        "verdict": ruling.verdict,
        "reason": ruling.reason,
        "candidate": candidate.as_document() if candidate else None,
        "by": unlocked.member.display_name,
        "on": on.isoformat(),
    }


def _next_position(actor: Actor) -> int:
    newest: int | None = Decision.objects.filter(actor=actor).aggregate(newest=Max("position"))["newest"]
    return (newest or 0) + 1
