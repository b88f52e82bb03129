# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Looking for cases: by tokens first, then in what was opened; and the searches that a member keeps."""

from safehold.desk.search.queries.candidates import Candidates, find_sharing, list_indexed
from safehold.desk.search.queries.keys import SearchKey, list_keys
from safehold.desk.search.queries.reading import Hit, Query, find_cases, read_hits, read_query
from safehold.desk.search.queries.saved import Saved, list_saved, open_saved

__all__ = [
    "Candidates",
    "Hit",
    "Query",
    "Saved",
    "SearchKey",
    "find_cases",
    "find_sharing",
    "list_indexed",
    "list_keys",
    "list_saved",
    "open_saved",
    "read_hits",
    "read_query",
]
