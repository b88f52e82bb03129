# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""On what footing a member helps: said once, before a family's file is opened, and said anew when it changes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from safehold.desk.audit import actions as audit
from safehold.desk.families.models import Footing, Helper
from safehold.persistence.transactions import atomic_for

if TYPE_CHECKING:
    from safehold.desk.members.models import Member


def say_footing(member: Member, footing: str, licence: str, on: date) -> Helper:
    """Keep what a member says of how they help. The same again writes nothing."""
    number = "" if footing == Footing.UNPAID else licence
    with atomic_for(Helper):
        found = Helper.objects.select_for_update().filter(member=member).first()
        if found and (found.footing, found.licence) == (footing, number):
            return found
        helper = found or Helper(member=member)
        helper.footing, helper.licence, helper.said_on = Footing(footing), number, on
        helper.save()
        audit.append(member.organisation_id, "family.footing", "", member.pk, on=on)
    return helper
