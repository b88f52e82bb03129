# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What routing looks at in a case: codes, the urgency that was set or sent, and what a caseworker answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from safehold.catalog.authorities import load_authorities
from safehold.desk.cases import queries as cases
from safehold.desk.cases.models import Case
from safehold.desk.referrals import rules
from safehold.desk.referrals.models import Routing
from safehold.desk.referrals.queries import rows
from safehold.desk.vault.actions import Unlocked


@dataclass(frozen=True)
class Routed:
    """The facts, where they lead, and which proposal comes next that nobody has tried."""

    facts: rules.CaseFacts
    proposals: list[rules.Proposal]
    tried: set[str]

    @property
    def next_one(self) -> rules.Proposal | None:
        return rules.propose_next(self.proposals, self.tried)

    @property
    def untried(self) -> list[rules.Proposal]:
        """Whom one could still write to."""
        return [each for each in self.proposals if each.receiver not in self.tried and not each.is_emergency]

    @property
    def calls(self) -> list[rules.Proposal]:
        """Numbers to call now."""
        return [each for each in self.proposals if each.is_emergency]


def open_routing(unlocked: Unlocked, case: Case, reports: list[cases.OpenedReport], on: date) -> Routed:
    """Return what the rules propose for a case. Raises KeyMissing or RowTampered."""
    facts = _gather_facts(unlocked, case, reports, on)
    return Routed(facts, rules.propose(load_authorities(), facts), rows.list_tried(case))


def _gather_facts(
    unlocked: Unlocked, case: Case, reports: list[cases.OpenedReport], on: date
) -> rules.CaseFacts:
    told = [report.document for report in reports]
    incidents = [each for each in cases.list_incidents(unlocked, case) if each.stands]
    acts = [act.row for incident in incidents for act in incident.acts]
    return rules.CaseFacts(
        urgent=case.triage == "urgent" or any(document.urgent for document in told),
        silent=rows.due_referrals(on).filter(case=case).exists(),
        flags=frozenset(list_flags(unlocked, case)),
        tactics=frozenset(code for document in told for code in document.tactics)
        | {act.tactic for act in acts},
        actor_types=frozenset(act.actor_type for act in acts),
        attributions=frozenset(act.attribution for act in acts),
    )


def list_flags(unlocked: Unlocked, case: Case) -> list[str]:
    """Return what a caseworker said yes to."""

    def opening(who: Unlocked, now: Case) -> list[str]:
        row = Routing.objects.filter(case=now).first()
        flags: list[str] = row.open(who.case_key(now.id, now.key_version))["flags"] if row else []
        return flags

    return cases.as_it_is_now(unlocked, case, opening)
