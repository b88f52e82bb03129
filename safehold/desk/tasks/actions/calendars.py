# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A member's calendar address: made, made anew, ended. Whoever has the address reads days and kinds, no names."""

from __future__ import annotations

import secrets
from datetime import date
from typing import TYPE_CHECKING

from safehold.desk.audit import actions as audit
from safehold.desk.tasks import rules
from safehold.desk.tasks.models import Calendar
from safehold.persistence.transactions import atomic_for

if TYPE_CHECKING:
    from safehold.desk.members.models import Member

CAPABILITY_BYTES = 32


def make_calendar(member: Member, on: date) -> str:
    """Return the secret part of a new address, to be shown once. The address before it ends."""
    capability = secrets.token_urlsafe(CAPABILITY_BYTES)
    with atomic_for(Calendar):
        Calendar.objects.filter(member=member).delete()
        Calendar.objects.create(member=member, capability_hash=rules.capability_hash(capability), made_on=on)
        audit.append(member.organisation_id, "calendar.made", "", member.pk, on=on)
    return capability


def end_calendar(member: Member, on: date) -> None:
    """End a member's address. Without one, nothing happens."""
    with atomic_for(Calendar):
        ended, _ = Calendar.objects.filter(member=member).delete()
        if ended:
            audit.append(member.organisation_id, "calendar.ended", "", member.pk, on=on)


def forget_calendar(member: Member) -> None:
    """End a member's address with their account; opened again, the account has none. The audit row is the caller's."""
    with atomic_for(Calendar):
        Calendar.objects.filter(member=member).delete()
