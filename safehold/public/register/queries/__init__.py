# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The only road to rows of the register."""

from safehold.public.register.queries.books import Book, Problem, Statement, list_cosignatures, open_book
from safehold.public.register.queries.bulk import (
    list_entities,
    list_named_in,
    list_newest_in,
    list_unnamed,
    read_leaves,
    read_whole,
)
from safehold.public.register.queries.bulletins import list_bulletins
from safehold.public.register.queries.damage import Damage, list_damage
from safehold.public.register.queries.data_files import (
    DataFile,
    DataFiles,
    find_data_file,
    find_data_files,
    is_export_due,
)
from safehold.public.register.queries.entities import Happened, Neighbour, Profile, access_entity, list_names
from safehold.public.register.queries.entries import (
    History,
    Thread,
    access_entry,
    access_version,
    list_reasons,
)
from safehold.public.register.queries.filings import SentFiling, count_sent_filings, list_sent_filings
from safehold.public.register.queries.news import list_news, list_news_of_entity, list_news_of_search
from safehold.public.register.queries.proofs import save_entry
from safehold.public.register.queries.returning import (
    CollectedFiling,
    list_collected_filings,
    list_publications,
)
from safehold.public.register.queries.searching import Asked, Found, list_countries, search_entries
from safehold.public.register.queries.standing import Standing, count_withholdings, read_standing
from safehold.public.register.queries.tiles import count_covered, count_leaves, read_checkpoint, read_tile
from safehold.public.register.queries.walking import Passed, walk_leaves

__all__ = [
    "Asked",
    "Book",
    "CollectedFiling",
    "Damage",
    "DataFile",
    "DataFiles",
    "Found",
    "Happened",
    "History",
    "Neighbour",
    "Passed",
    "Problem",
    "Profile",
    "SentFiling",
    "Standing",
    "Statement",
    "Thread",
    "access_entity",
    "access_entry",
    "access_version",
    "count_covered",
    "count_leaves",
    "count_sent_filings",
    "count_withholdings",
    "find_data_file",
    "find_data_files",
    "is_export_due",
    "list_bulletins",
    "list_collected_filings",
    "list_cosignatures",
    "list_countries",
    "list_damage",
    "list_entities",
    "list_named_in",
    "list_names",
    "list_newest_in",
    "list_news",
    "list_news_of_entity",
    "list_news_of_search",
    "list_publications",
    "list_reasons",
    "list_sent_filings",
    "list_unnamed",
    "open_book",
    "read_checkpoint",
    "read_leaves",
    "read_standing",
    "read_tile",
    "read_whole",
    "save_entry",
    "search_entries",
    "walk_leaves",
]
