# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Until when an arrangement must be registered, by the rules of core/influence over the scheme of the catalogue."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from safehold.catalog.register_schemes import DEFAULT
from safehold.core.influence import Days, DaysOutOfOrder, Deadline, first_due
from safehold.core.influence import Filing as Facts
from safehold.public.register.queries.schemes import find_scheme


def find_deadline(values: Mapping[str, Any], today: date) -> Deadline | None:
    """Return the deadline of a first filing; None where its levels have none, or its days are not told yet."""
    scheme = find_scheme(DEFAULT).scheme
    known = {level.code for level in scheme.levels}
    started, ended = values.get("started_on"), values.get("ended_on")
    try:
        days = Days(entered_on=_day(started), ended_on=_day(ended))
    except DaysOutOfOrder:
        return None
    levels = tuple(code for code in values.get("levels") or () if code in known)
    return first_due(scheme, Facts(days=days, levels=levels), today) if started else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
