# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who decides: a lead of the organisation, as they are now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safehold.desk.members import queries as members
from safehold.desk.retention.errors import LeadNeeded

if TYPE_CHECKING:
    from safehold.desk.members.models import Member


def require_lead(by: Member) -> Member:
    """Return the member as they are now: one who was removed since their page was opened decides nothing."""
    member = members.access_member(by, by.id)
    if not (member.is_active and member.is_lead):
        raise LeadNeeded
    return member
