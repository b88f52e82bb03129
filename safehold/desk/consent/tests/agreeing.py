# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""People agree and take back, in one line each; members with real vaults who decide."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from safehold.desk.consent import actions
from safehold.desk.consent.models import LedgerEntry
from safehold.desk.consent.rules import SHARE_AUTHORITIES
from safehold.desk.members import actions as members
from safehold.desk.members.models import Organisation

DAY = date(2026, 11, 23)
POLICE = "authority:local-police"
NSIN = "authority:rcmp-nsin"


def organisation() -> Organisation:
    return Organisation.objects.first() or members.found_organisation("harbour", {"en": "Harbour"}, [])


def say(subject_id: UUID, act: str, recipient: str = "", **rest: Any) -> LedgerEntry:
    """Record that somebody agrees to sharing with authorities, or takes it back, in conversation."""
    fields: dict[str, Any] = {"how": "spoken", "on": DAY, "source_id": f"spoken:{uuid4()}"} | rest
    purpose = fields.pop("purpose", SHARE_AUTHORITIES)
    entry = actions.record(organisation().id, subject_id, purpose, act, recipient=recipient, **fields)
    assert entry is not None
    return entry
