# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lists of parties that others publish: sanctions, registers. Parsers, pure: a stream comes in, parties come out.

Every reader keeps what the list says and where; what it leaves out it counts, and what is odd in the list it shows.
"""

from safehold.core.watchlists.anomalies import Anomaly, find_homoglyphs
from safehold.core.watchlists.canada import read_canada
from safehold.core.watchlists.differing import FIELDS, Difference, differences
from safehold.core.watchlists.errors import ListMalformed, MappingUnsound, WatchlistError
from safehold.core.watchlists.follow_the_money import read_ftm
from safehold.core.watchlists.parties import (
    KINDS,
    Birth,
    ListedName,
    ListedParty,
    from_json,
    to_json,
)
from safehold.core.watchlists.reading import Reading, lines_of
from safehold.core.watchlists.register import read_register
from safehold.core.watchlists.tables import read_csv

__all__ = [
    "FIELDS",
    "KINDS",
    "Anomaly",
    "Birth",
    "Difference",
    "ListMalformed",
    "ListedName",
    "ListedParty",
    "MappingUnsound",
    "Reading",
    "WatchlistError",
    "differences",
    "find_homoglyphs",
    "from_json",
    "lines_of",
    "read_canada",
    "read_csv",
    "read_ftm",
    "read_register",
    "to_json",
]
