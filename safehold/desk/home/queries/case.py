# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""One case with everything the rooms below know of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safehold.desk.cases import queries as cases
from safehold.desk.consent import queries as consent
from safehold.desk.home.queries.tasks import TaskLine, case_page, describe_tasks, is_page_for
from safehold.desk.inbox import queries as inbox
from safehold.desk.members.rules import FieldClass, may_see
from safehold.desk.referrals import queries as referrals
from safehold.desk.support import queries as support
from safehold.desk.tasks import queries as tasks
from safehold.desk.vault import queries as vault

if TYPE_CHECKING:
    from safehold.desk.cases.models import Case
    from safehold.desk.vault.actions import Unlocked


@dataclass(frozen=True)
class ReportPart:
    """One report of a case, with what the person told us and agreed to."""

    opened: cases.OpenedReport = field(repr=False)
    told: list[cases.Told] = field(repr=False)
    safety: list[cases.Told] = field(repr=False)
    consents: list[consent.LabelledChoice]
    said: list[consent.Said]

    @property
    def may_answer(self) -> bool:
        agrees = any(choice.purpose == "contact" and choice.holds for choice in self.consents)
        return agrees and self.opened.row.mailbox_closed_on is None


@dataclass(frozen=True)
class Turn:
    """One message of the dialogue. `delivery`: of ours, "waiting", "delivered" or "refused"."""

    message: cases.OpenedMessage = field(repr=False)
    told: list[cases.Told] = field(repr=False)
    delivery: str


class Sum(NamedTuple):
    """What another room holds of this case, in a few words. pressing: what cannot wait there."""

    label: str
    pressing: str
    address: str


@dataclass(frozen=True)
class CasePage:
    opened: cases.OpenedCase = field(repr=False)
    line: cases.ListedCase = field(repr=False)
    reports: list[ReportPart] = field(repr=False)
    turns: list[Turn] = field(repr=False)
    refused: int
    next: TaskLine | None = field(repr=False)
    sums: list[Sum]
    sees_people: bool
    sees_safety: bool

    @property
    def family_at_risk(self) -> bool:
        return any(part.opened.document.relatives_at_risk.strip() for part in self.reports)

    @property
    def mailbox_closed_on(self) -> date | None:
        """The day on which the last of their mailboxes was closed; None while one is open."""
        closed = [part.opened.row.mailbox_closed_on for part in self.reports]
        return max((day for day in closed if day), default=None) if all(closed) else None

    @property
    def may_answer(self) -> bool:
        """Whether a person of this case agrees to be answered, and can still read an answer."""
        return any(part.may_answer for part in self.reports)

    @property
    def took_contact_back(self) -> bool:
        return any(c.purpose == "contact" and c.taken_back for p in self.reports for c in p.consents)


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
        next=_next(unlocked, case, on),
        sums=list_sums(unlocked, case, on),
        sees_people=may_see(unlocked.member.role, FieldClass.IDENTITY),
        sees_safety=may_see(unlocked.member.role, FieldClass.SAFETY),
    )


def _next(unlocked: Unlocked, case: Case, on: date) -> TaskLine | None:
    member = unlocked.member
    task = tasks.find_next(member, cases.list_family_ids(case))
    return describe_tasks(member, unlocked, [task], on)[0] if task else None


def list_sums(unlocked: Unlocked, case: Case, on: date) -> list[Sum]:
    """Return what the other rooms hold of a case: counts and levels, which are in the clear."""
    found = {
        10: _sum_of_incidents(unlocked, case),
        30: _sum_of_risk(unlocked, case, on),
        40: _sum_of_referrals(case, on),
    }
    return [each for place, each in found.items() if each and is_page_for(place, unlocked.member)]


def _sum_of_incidents(unlocked: Unlocked, case: Case) -> Sum | None:
    number = len(cases.list_incidents(unlocked, case))
    if not number:
        return None
    return Sum(
        ngettext("%(n)d incident", "%(n)d incidents", number) % {"n": number}, "", case_page(10, case.id)
    )


def _sum_of_risk(unlocked: Unlocked, case: Case, on: date) -> Sum | None:
    if not may_see(unlocked.member.role, FieldClass.SAFETY):
        return None
    risk = support.newest_risk(case)
    if risk is None:
        return Sum(_("No risk was judged yet"), "", case_page(30, case.id))
    label = _("Risk: %(level)s") % {"level": risk.get_level_display()}
    return Sum(label, _("to look at again") if risk.reassess_on < on else "", case_page(30, case.id))


def _sum_of_referrals(case: Case, on: date) -> Sum | None:
    given = [row for row in referrals.list_together(case) if row.sent_on and not row.ended_on]
    if not given:
        return None
    late = sum(1 for row in given if row.follow_up_on and row.follow_up_on < on)
    label = ngettext("%(n)d referral is open", "%(n)d referrals are open", len(given)) % {"n": len(given)}
    pressing = ngettext("%(n)d is overdue", "%(n)d are overdue", late) % {"n": late} if late else ""
    return Sum(label, pressing, case_page(40, case.id))


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
