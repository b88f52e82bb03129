# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The only road to the lists. Whoever asks says for which organisation."""

from safehold.desk.watchlists.queries.candidates import find_candidates
from safehold.desk.watchlists.queries.keys import has_old_keys
from safehold.desk.watchlists.queries.lists import (
    PAGE,
    ChangeLine,
    CurrentList,
    access_list,
    access_version,
    count_untold,
    current_state,
    has_lists,
    list_changes,
    list_current,
    list_odd,
    list_parties,
    list_versions,
    list_versions_now,
)
from safehold.desk.watchlists.queries.parties import (
    CandidateParty,
    ChangedParty,
    Chapter,
    access_party,
    find_parties,
    find_party,
    list_changed,
    newest_change,
    read_history,
)

__all__ = [
    "PAGE",
    "CandidateParty",
    "ChangeLine",
    "ChangedParty",
    "Chapter",
    "CurrentList",
    "access_list",
    "access_party",
    "access_version",
    "count_untold",
    "current_state",
    "find_candidates",
    "find_parties",
    "find_party",
    "has_lists",
    "has_old_keys",
    "list_changed",
    "list_changes",
    "list_current",
    "list_odd",
    "list_parties",
    "list_versions",
    "list_versions_now",
    "newest_change",
    "read_history",
]
