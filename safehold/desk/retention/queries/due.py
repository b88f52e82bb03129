# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whose time is over. None of it needs a key."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from safehold.desk.cases import queries as cases
from safehold.desk.cases.models import Case
from safehold.desk.inbox import queries as inbox
from safehold.desk.retention import rules
from safehold.desk.retention.models import Due
from safehold.desk.retention.queries.holds import which_held
from safehold.desk.retention.queries.policies import Rules

if TYPE_CHECKING:
    from safehold.desk.members.models import Member

REFUSED, UNOPENED = "refused", "unopened"
SEALED_REPORTS = (REFUSED, UNOPENED)
"""Classes of what is no case: a report that did not open, and one that nobody tried to open."""
WENT_OUT = {"referrals.packet/1": {}, "sharing.offer/1": {"state": "accepted"}}
CAME_IN = "exchange.number/1"


class Ending(NamedTuple):
    """A case or a sealed report, which class it is of, and the first day on which it may end."""

    subject_id: UUID
    kind: str
    ends_on: date


def list_over(
    organisation_id: UUID, policy: Rules, on: date, only: Collection[UUID] | None = None
) -> list[Ending]:
    """Return everything whose time is over and that nothing holds, the oldest first. only: of these alone."""
    closed = cases.list_closed(organisation_id, on, only)
    endings = [*_describe(closed, policy), *_list_sealed(organisation_id, policy, only)]
    return sorted((each for each in endings if each.ends_on <= on), key=lambda each: (each.ends_on, each))


def _describe(closed: Collection[cases.ClosedCase], policy: Rules) -> list[Ending]:
    ids = [case_id for each in closed for case_id in each.family]
    held, imported, acted = which_held(ids), cases.which_have(ids, CAME_IN), set[UUID]()
    for sealed_as, fields in WENT_OUT.items():
        acted |= cases.which_have(ids, sealed_as, **fields)
    found = []
    for each in closed:
        family = set(each.family)
        kind = rules.class_of(
            is_imported=bool(family & imported), has_acted=bool(family & acted), reports=each.reports
        )
        if not family & held:
            found.append(Ending(each.case_id, kind, rules.ends_on(each.closed_on, policy.months[kind])))
    return found


def _list_sealed(organisation_id: UUID, policy: Rules, only: Collection[UUID] | None) -> list[Ending]:
    found = {
        REFUSED: inbox.list_refused_days(organisation_id),
        UNOPENED: inbox.list_waiting_days(organisation_id),
    }
    return [
        Ending(envelope_id, kind, rules.ends_on(day, policy.months[kind]))
        for kind, days in found.items()
        for envelope_id, day in days
        if only is None or envelope_id in only
    ]


def find_ending(case: Case, policy: Rules) -> Ending | None:
    """Return when a case may end; None while it is open, is held, or something in it waits to be read."""
    closed = cases.list_closed(case.organisation_id, date.max, [case.id])
    return next(iter(_describe(closed, policy)), None)


def list_due(member: Member) -> list[Due]:
    """Return what the daily job noted for a lead's organisation, the oldest first."""
    rows = Due.objects.filter(organisation=member.organisation_id) if member.is_lead else Due.objects.none()
    return list(rows.order_by("ends_on", "id"))


def preview_case(case: Case) -> dict[str, int]:
    """Return what would end with a case, in kinds and numbers."""
    family = cases.list_family_ids(case)
    return {"case.case/1": len(family), **cases.count_sealed(family)}
