# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The support of a case once opened, and of the cases that are read in it. Everything here is `FieldClass.SAFETY`:
`permissions.opens_support` asks for it, and whoever may not see it gets nothing here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.http import Http404

from safehold.desk.cases import queries as cases
from safehold.desk.cases.models import Case
from safehold.desk.consent import queries as consent
from safehold.desk.members.rules import FieldClass, may_see
from safehold.desk.support.errors import CheckUnknown, NeedUnknown, StepUnknown
from safehold.desk.support.models import DeviceCheck, Need, PlanPart, RiskAssessment, SafetyStep
from safehold.desk.vault.actions import Unlocked

Row = TypeVar("Row", RiskAssessment, SafetyStep, Need, DeviceCheck)


@dataclass(frozen=True)
class OpenedRisk:
    row: RiskAssessment
    fears: str = field(repr=False)
    who: str = field(repr=False)
    how_they_know: str = field(repr=False)
    protective: str = field(repr=False)
    decision: str = field(repr=False)


@dataclass(frozen=True)
class OpenedStep:
    """`when`: in words. `done_on`: None while it is still to do."""

    row: SafetyStep
    part: PlanPart
    what: str = field(repr=False)
    who: str = field(repr=False)
    when: str = field(repr=False)
    done_on: date | None


@dataclass(frozen=True)
class NeedStep:
    on: date
    state: str
    service: str
    by: str = field(repr=False)
    words: str = field(repr=False)


@dataclass(frozen=True)
class OpenedNeed:
    row: Need
    words: str = field(repr=False)
    log: list[NeedStep] = field(repr=False)


@dataclass(frozen=True)
class OpenedCheck:
    row: DeviceCheck
    answers: dict[str, str] = field(repr=False)
    words: str = field(repr=False)


@dataclass(frozen=True)
class Support:
    """All of it. `risks`, `checks`: newest first. `plan`: the steps of each part, in their order."""

    title: str = field(repr=False)
    risks: list[OpenedRisk] = field(repr=False)
    plan: list[tuple[PlanPart, list[OpenedStep]]] = field(repr=False)
    needs: list[OpenedNeed] = field(repr=False)
    checks: list[OpenedCheck] = field(repr=False)

    @property
    def has_plan(self) -> bool:
        return any(steps for _, steps in self.plan)


def open_support(unlocked: Unlocked, case: Case) -> Support:
    """Open the support of a case. Raises RowTampered, or KeyMissing when the member lacks its key."""
    family = cases.list_family(case) if _sees_support(unlocked) else []
    parts = [cases.as_it_is_now(unlocked, each, _open_rows) for each in family]
    risks, steps, needs, checks = ([row for part in parts for row in part[n]] for n in range(4))
    return Support(
        title=open_title(unlocked, case),
        risks=sorted(risks, key=lambda each: (each.row.assessed_on, each.row.position), reverse=True),
        plan=[(part, [step for step in steps if step.part == part]) for part in PlanPart],
        needs=needs,
        checks=sorted(checks, key=lambda each: (each.row.checked_on, each.row.position), reverse=True),
    )


def _sees_support(unlocked: Unlocked) -> bool:
    return may_see(unlocked.member.role, FieldClass.SAFETY)


def open_title(unlocked: Unlocked, case: Case) -> str:
    """Return the title of a case, "" when the member lacks its key."""
    return cases.open_titles(unlocked, [case]).get(case.id, "")


def _open_rows(unlocked: Unlocked, case: Case) -> tuple[list[Any], ...]:
    key = unlocked.case_key(case.id, case.key_version)
    return (
        [open_risk(key, row) for row in RiskAssessment.objects.filter(case=case).select_related("author")],
        [open_step(key, row) for row in SafetyStep.objects.filter(case=case).order_by("position")],
        [open_need(key, row) for row in Need.objects.filter(case=case).order_by("position")],
        [open_check(key, row) for row in DeviceCheck.objects.filter(case=case).select_related("author")],
    )


def open_risk(key: bytes, row: RiskAssessment) -> OpenedRisk:
    return OpenedRisk(row, **row.open(key))


def open_step(key: bytes, row: SafetyStep) -> OpenedStep:
    document = row.open(key)
    done = document["done_on"]
    return OpenedStep(
        row=row,
        part=PlanPart(document["part"]),
        what=document["what"],
        who=document["who"],
        when=document["when"],
        done_on=date.fromisoformat(done) if done else None,
    )


def open_need(key: bytes, row: Need) -> OpenedNeed:
    document = row.open(key)
    log = [NeedStep(**(step | {"on": date.fromisoformat(step["on"])})) for step in document["log"]]
    return OpenedNeed(row, document["words"], log)


def open_check(key: bytes, row: DeviceCheck) -> OpenedCheck:
    document = row.open(key)
    return OpenedCheck(row, document["answers"], document["words"])


def access_step(case: Case, step_id: UUID) -> SafetyStep:
    """Return a step of this case's plan. Raises StepUnknown, also for another case's."""
    return _access(SafetyStep, case, step_id, StepUnknown)


def access_need(case: Case, need_id: UUID) -> Need:
    """Return a need of this case. Raises NeedUnknown, also for another case's."""
    return _access(Need, case, need_id, NeedUnknown)


def access_check(case: Case, check_id: UUID) -> DeviceCheck:
    """Return a device check of this case. Raises CheckUnknown, also for another case's."""
    return _access(DeviceCheck, case, check_id, CheckUnknown)


def open_one_step(unlocked: Unlocked, row: SafetyStep) -> OpenedStep:
    return cases.as_it_is_now(unlocked, row.case, lambda who, now: open_step(_key(who, now), _again(row)))


def open_one_need(unlocked: Unlocked, row: Need) -> OpenedNeed:
    return cases.as_it_is_now(unlocked, row.case, lambda who, now: open_need(_key(who, now), _again(row)))


def open_one_check(unlocked: Unlocked, row: DeviceCheck) -> OpenedCheck:
    return cases.as_it_is_now(unlocked, row.case, lambda who, now: open_check(_key(who, now), _again(row)))


def _key(unlocked: Unlocked, case: Case) -> bytes:
    return unlocked.case_key(case.id, case.key_version)


def _again(row: Row) -> Row:
    """Return a row as it is now: it may have been sealed anew since, with its case."""
    row.refresh_from_db(fields=["sealed"])
    return row


def _access(model: type[Row], case: Case, row_id: UUID, unknown: type[Http404]) -> Row:
    rows: Any = model._default_manager
    found: Row | None = (
        rows.filter(case__in=cases.list_family(case), id=row_id).select_related("case").first()
    )
    if found is None:
        raise unknown
    return found


def newest_risk(case: Case) -> RiskAssessment | None:
    """Return how the risk of a case was judged last, sealed: its level and the day to look again are in the clear."""
    rows = RiskAssessment.objects.filter(case__in=cases.list_family(case))
    return rows.order_by("-assessed_on", "-position").first()


def list_overrides(unlocked: Unlocked, case: Case, on: date) -> list[consent.OpenedOverride]:
    """Open what members decided, or proposed, without the person, newest first. Raises RowTampered or KeyMissing."""
    return [
        override
        for each in (cases.list_family(case) if _sees_support(unlocked) else [])
        for override in cases.as_it_is_now(
            unlocked, each, lambda who, now: consent.list_overrides(_key(who, now), now.id, on)
        )
    ]
