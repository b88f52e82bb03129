# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a desk that was put back to an older day asks for again: leaves as they were published, and filings.

Nothing is checked here. Whoever takes leaves compares them with a signed checkpoint.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from safehold.public.register.models import Filing, Leaf
from safehold.public.register.queries.filings import SentFiling, as_sent


@dataclass(frozen=True)
class CollectedFiling:
    """A filing that the desk has collected, with what the office answered. state: collected while it has not."""

    sent: SentFiling
    state: str
    answered_on: date | None
    words: str = field(repr=False)


def list_publications(start: int, end: int) -> list[tuple[int, bytes, dict[str, Any]]]:
    """Return leaves from start to before end, with their openings, in order; one that is missing is left out."""
    rows = Leaf.objects.filter(index__gte=start, index__lt=end).order_by("index")
    return [(row.index, bytes(row.content), json.loads(bytes(row.openings))) for row in rows]


def list_collected_filings() -> list[CollectedFiling]:
    """Return what the desk has collected and lies here still, the oldest first."""
    rows = Filing.objects.exclude(collected_on=None).order_by("sent_on", "pk")
    return [CollectedFiling(as_sent(row), row.state, row.answered_on, row.words) for row in rows]
