# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Everything that is written so that words can be found. Nothing else writes tokens."""

from safehold.desk.search.actions.keys import drop_keys_before, drop_old_keys, hold_key
from safehold.desk.search.actions.saving import forget_search, save_search
from safehold.desk.search.actions.searching import record_search
from safehold.desk.search.actions.writing import (
    forget_case,
    forget_source,
    index,
    index_anew,
    index_case,
    index_row,
)
from safehold.desk.search.queries.keys import SearchKey
from safehold.desk.search.sources import register as register_source
from safehold.desk.search.sources import register_keys, register_reader

__all__ = [
    "SearchKey",
    "drop_keys_before",
    "drop_old_keys",
    "forget_case",
    "forget_search",
    "forget_source",
    "hold_key",
    "index",
    "index_anew",
    "index_case",
    "index_row",
    "record_search",
    "register_keys",
    "register_reader",
    "register_source",
    "save_search",
]
