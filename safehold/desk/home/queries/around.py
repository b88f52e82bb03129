# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What stands around a day: what Safehold noticed by itself, and what waits for a lead."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from safehold.desk.audit import queries as audit
from safehold.desk.vault import queries as vault

if TYPE_CHECKING:
    from safehold.desk.audit.alarms import Shown
    from safehold.desk.members.models import Member, Organisation


class Newcomers(NamedTuple):
    members: list[Member]
    organisations: list[Organisation]
    kit_is_untried: bool = False


def show_alarms(member: Member) -> list[Shown]:
    """Return what stands above the day of a lead or an auditor: what Safehold noticed by itself."""
    if member.keeps_register or (member.opens_cases and not member.is_lead):
        return []
    return audit.show_open_alarms(member.organisation_id)


def list_newcomers(member: Member) -> Newcomers:
    """Return who waits for a lead, of their own organisation and of the coalition; and whether its kit was tried."""
    if not member.is_lead:
        return Newcomers([], [])
    keys = vault.list_waiting_keys(member.organisation_id)
    holds_root = vault.holds_coalition_root(member.organisation_id)
    organisations = vault.list_waiting_organisations() if holds_root else []
    untried = not vault.has_drilled(member.organisation_id)
    return Newcomers([key.member for key in keys], organisations, untried)
