# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is shown together: a member's day, and one case with everything the rooms below know of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from safehold.desk.audit import queries as audit
from safehold.desk.cases import queries as cases
from safehold.desk.consent import queries as consent
from safehold.desk.inbox import queries as inbox
from safehold.desk.vault import actions as vault_actions
from safehold.desk.vault import queries as vault

if TYPE_CHECKING:
    from safehold.desk.audit.alarms import Shown
    from safehold.desk.cases.models import Case
    from safehold.desk.members.models import Member, Organisation
    from safehold.desk.vault.actions import Unlocked

SHOWN = 8
"""How many lines a part of the day shows before it says that there are more."""


@dataclass(frozen=True)
class Part:
    """One part of the day: its first lines that no part before it shows, how many are left out, and all in all."""

    lines: list[cases.ListedCase]
    left_out: int
    total: int


@dataclass(frozen=True)
class Day:
    sealed: inbox.Waiting
    urgent: Part
    unread: Part
    waiting: Part
    mine: Part
    counts: dict[str, int]

    @property
    def is_empty(self) -> bool:
        return not (self.sealed.reports or self.waiting.total or self.mine.total or self.unread.total)


class Newcomers(NamedTuple):
    members: list[Member]
    organisations: list[Organisation]


@dataclass(frozen=True)
class ReportPart:
    """One report of a case, with what the person told us and agreed to."""

    opened: cases.OpenedReport = field(repr=False)
    told: list[cases.Told] = field(repr=False)
    safety: list[cases.Told] = field(repr=False)
    consents: list[consent.LabelledChoice]
    said: list[consent.Said]


@dataclass(frozen=True)
class Turn:
    """One message of the dialogue. `delivery`: of ours, "waiting", "delivered" or "refused"."""

    message: cases.OpenedMessage = field(repr=False)
    told: list[cases.Told] = field(repr=False)
    delivery: str


@dataclass(frozen=True)
class CasePage:
    opened: cases.OpenedCase = field(repr=False)
    line: cases.ListedCase = field(repr=False)
    reports: list[ReportPart] = field(repr=False)
    turns: list[Turn] = field(repr=False)
    refused: int

    @property
    def family_at_risk(self) -> bool:
        return any(part.opened.document.relatives_at_risk.strip() for part in self.reports)

    @property
    def mailbox_closed_on(self) -> date | None:
        return self.reports[-1].opened.row.mailbox_closed_on

    @property
    def may_answer(self) -> bool:
        """Whether the person agrees to be answered, and can still read an answer."""
        agrees = any(choice.purpose == "contact" and choice.holds for choice in self.reports[-1].consents)
        return agrees and self.mailbox_closed_on is None

    @property
    def took_contact_back(self) -> bool:
        return any(c.purpose == "contact" and c.taken_back for c in self.reports[-1].consents)


def plan_day(member: Member, unlocked: Unlocked | None, on: date) -> Day:
    """Put together what a member should look at first."""
    lines = cases.describe_cases(cases.list_cases(member), on)
    unread = cases.list_cases(member, cases.CaseFilter(cases.ANY_STATE, unread=True))
    waiting = [line for line in lines if line.waits_days is not None]
    parts = {
        "urgent": [line for line in lines if line.case.triage == "urgent"],
        "unread": cases.describe_cases(unread, on),
        "waiting": sorted(waiting, key=lambda line: -(line.waits_days or 0)),
        "mine": [line for line in lines if line.case.assigned_to_id == member.id],
    }
    totals = {name: len(part) for name, part in parts.items()}
    parts = _each_once(parts)
    titles = _titles(unlocked, [line.case for part in parts.values() for line in part[:SHOWN]])
    shown = {
        name: Part(
            [replace(line, title=titles.get(line.case.id, "")) for line in part[:SHOWN]],
            left_out=max(len(part) - SHOWN, 0),
            total=totals[name],
        )
        for name, part in parts.items()
    }
    return Day(
        sealed=inbox.count_waiting(member.organisation_id), counts=cases.count_by_state(member), **shown
    )


def show_alarms(member: Member) -> list[Shown]:
    """Return what stands above the day of a lead or an auditor: what Safehold noticed by itself."""
    if member.opens_cases and not member.is_lead:
        return []
    return audit.show_open_alarms(member.organisation_id)


def list_newcomers(member: Member) -> Newcomers:
    """Return who waits for a lead: members of their own organisation, and organisations of the coalition."""
    if not member.is_lead:
        return Newcomers([], [])
    keys = vault.list_waiting_keys(member.organisation_id)
    holds_root = vault.holds_coalition_root(member.organisation_id)
    organisations = vault_actions.list_waiting_organisations() if holds_root else []
    return Newcomers([key.member for key in keys], organisations)


def _each_once(parts: dict[str, list[cases.ListedCase]]) -> dict[str, list[cases.ListedCase]]:
    """Leave a case in the first part that names it: nobody reads the same line twice."""
    seen: set[UUID] = set()
    kept: dict[str, list[cases.ListedCase]] = {}
    for name, lines in parts.items():
        kept[name] = [line for line in lines if line.case.id not in seen]
        seen |= {line.case.id for line in lines}
    return kept


def _titles(unlocked: Unlocked | None, wanted: list[Case]) -> dict[UUID, str]:
    if unlocked is None:
        return {}
    return cases.open_titles(unlocked, {case.id: case for case in wanted}.values())


def show_case(unlocked: Unlocked, case: Case, on: date) -> CasePage:
    """Open a case and put beside it what the other rooms know. Raises KeyMissing or RowTampered."""
    opened = cases.open_contents(unlocked, case)
    ours = [message.row.id for message in opened.messages if not message.is_theirs]
    deliveries = vault.list_delivery_states(ours)
    turns = [
        Turn(m, cases.list_told(m.document or {}), deliveries.get(m.row.id, "")) for m in opened.messages
    ]
    return CasePage(
        opened=opened,
        line=cases.describe_opened(opened, on),
        reports=[_report_part(report) for report in opened.reports],
        turns=turns,
        refused=inbox.count_refused(report.row.id for report in opened.reports),
    )


def _report_part(report: cases.OpenedReport) -> ReportPart:
    fields = cases.fields_of(report)
    ledger = consent.history(report.row.id)
    return ReportPart(
        opened=report,
        told=cases.list_told(fields),
        safety=cases.list_safety(fields),
        consents=consent.label_choices(ledger),
        said=consent.list_said(ledger, report.document.consents, report.row.received_on),
    )
