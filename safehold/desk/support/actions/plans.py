# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The safety plan: steps are added, changed, done, and taken out."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from uuid import UUID

from safehold.desk.cases import actions as cases
from safehold.desk.cases.models import Case
from safehold.desk.search import actions as search
from safehold.desk.support.actions.writing import begin, find_same, keep, trace
from safehold.desk.support.errors import StepUnknown
from safehold.desk.support.models import SafetyStep
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.transactions import atomic_for


@dataclass(frozen=True)
class StepWords:
    """What to do, who does it, and when, in words."""

    part: str = field(repr=False)
    what: str = field(repr=False)
    who: str = field(default="", repr=False)
    when: str = field(default="", repr=False)


def add_step(
    unlocked: Unlocked, case: Case, words: StepWords, on: date, *, once: UUID | None = None
) -> SafetyStep:
    """Add a step at the end of its part. once: from the form: a double click adds one."""
    with atomic_for(SafetyStep):
        case_now, key = cases.hold_case(unlocked, case)
        document = asdict(words) | {"done_on": ""}
        if kept := find_same(SafetyStep, case_now, once, key, document):
            return kept
        row = begin(SafetyStep, case_now, once)
        keep(unlocked, key, row, document)
        trace(case_now, "plan.changed", unlocked.member, on)
    return row


def change_step(unlocked: Unlocked, step: SafetyStep, words: StepWords, on: date) -> None:
    """Write a step anew; whether it is done stays. Raises StepUnknown when it was taken out meanwhile."""
    with atomic_for(SafetyStep):
        case_now, key = cases.hold_case(unlocked, step.case)
        row = _lock(step)
        before = row.open(key)
        after = asdict(words) | {"done_on": before["done_on"]}
        if after == before:
            return
        keep(unlocked, key, row, after)
        trace(case_now, "plan.changed", unlocked.member, on)


def mark_step(unlocked: Unlocked, step: SafetyStep, done: bool, on: date) -> None:
    """Say that a step is done, or that it is still to do. The same again writes nothing. Raises StepUnknown."""
    with atomic_for(SafetyStep):
        case_now, key = cases.hold_case(unlocked, step.case)
        row = _lock(step)
        document = row.open(key)
        if bool(document["done_on"]) is done:
            return
        keep(unlocked, key, row, document | {"done_on": on.isoformat() if done else ""})
        trace(case_now, "plan.changed", unlocked.member, on)


def remove_step(unlocked: Unlocked, step: SafetyStep, on: date) -> None:
    """Take a step out of the plan. Taken out twice is once."""
    with atomic_for(SafetyStep):
        case_now, _ = cases.hold_case(unlocked, step.case)
        search.forget_source(case_now.id, step.id)
        removed, _ = SafetyStep.objects.filter(id=step.id).delete()
        if removed:
            trace(case_now, "plan.changed", unlocked.member, on)


def _lock(step: SafetyStep) -> SafetyStep:
    found = SafetyStep.objects.select_for_update().filter(id=step.id).first()
    if found is None:
        raise StepUnknown
    return found
