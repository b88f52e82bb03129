# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lines of Canada's sanctions schedules, for tests: `schedules.csv`, from federal law consolidated to 2026-06-14.

Reproduction of Federal Law Order: free reproduction, not the official version. https://laws-lois.justice.gc.ca
"""

import io
from pathlib import Path

from safehold.core.watchlists import ListedParty, Reading, lines_of, read_canada

SCHEDULES = Path(__file__).parent / "schedules.csv"


def read_sample() -> Reading:
    return read_canada(lines_of(io.BytesIO(SCHEDULES.read_bytes())))


def sample() -> dict[str, ListedParty]:
    """Return the parties of the sample, by their keys."""
    return {party.key: party for party in read_sample()}


def texts(party: ListedParty) -> list[str]:
    return [name.text for name in party.names]
