# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How long things are kept, as a lead sets it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from safehold.catalog.retention import load_retention
from safehold.desk.audit import actions as audit
from safehold.desk.members import queries as members
from safehold.desk.retention.actions.deciding import require_lead
from safehold.desk.retention.errors import OutOfBounds
from safehold.desk.retention.models import Policy
from safehold.desk.retention.rules import MODES, Bounds, is_within
from safehold.persistence.transactions import atomic_for

if TYPE_CHECKING:
    from safehold.desk.members.models import Member


def set_policy(by: Member, periods: Mapping[str, int], mode: str, grace_days: int, on: date) -> Policy:
    """Set an organisation's periods, months by class. The same again writes nothing.

    From now on the days of grace begin anew for everything. Raises OutOfBounds, LeadNeeded.
    """
    catalog = load_retention()
    bounds = {kept.code: Bounds(kept.least_months, kept.most_months) for kept in catalog.classes}
    grace = Bounds(catalog.grace.least_days, catalog.grace.most_days)
    if set(periods) - set(bounds) or mode not in MODES or not is_within(grace_days, grace):
        raise OutOfBounds
    if not all(is_within(months, bounds[code]) for code, months in periods.items()):
        raise OutOfBounds
    with atomic_for(Policy):
        members.hold_organisation(by.organisation_id)
        member = require_lead(by)
        policy = Policy.objects.select_for_update().filter(organisation=by.organisation_id).first()
        chosen = (dict(periods), mode, grace_days)
        if policy and (policy.periods, policy.mode, policy.grace_days) == chosen:
            return policy
        policy = policy or Policy(organisation_id=by.organisation_id)
        policy.periods, policy.mode, policy.grace_days = chosen
        policy.changed_on, policy.changed_by = on, member
        policy.save()
        audit.append(by.organisation_id, "retention.changed", "", member.pk, on=on)
    return policy
