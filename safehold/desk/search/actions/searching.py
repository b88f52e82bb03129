# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The trace of a search: that there was one, never what for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from safehold.desk.audit import actions as audit

if TYPE_CHECKING:
    from safehold.desk.members.models import Member


def record_search(member: Member, on: date) -> None:
    """Write that a member searched, once for each page of results."""
    audit.record(member.organisation_id, "search.done", member.pk, on)
