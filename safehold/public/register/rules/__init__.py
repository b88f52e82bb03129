# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The law of the register, pure: which leaves say what, by what an entry is found, what differs between versions."""

from safehold.public.register.rules import exports
from safehold.public.register.rules.account_paths import is_of_account
from safehold.public.register.rules.differences import Change, Piece, compare, mark_words
from safehold.public.register.rules.finding import (
    QUALITIES,
    asked_terms,
    facet,
    read_asked,
    terms_of_entry,
    texts_of,
)
from safehold.public.register.rules.history import (
    LISTED,
    REACTIONS,
    TELLINGS,
    VERSIONS,
    State,
    Telling,
    name_fields,
    place_as_of,
    state_of,
)

__all__ = [
    "LISTED",
    "QUALITIES",
    "REACTIONS",
    "TELLINGS",
    "VERSIONS",
    "Change",
    "Piece",
    "State",
    "Telling",
    "asked_terms",
    "compare",
    "exports",
    "facet",
    "is_of_account",
    "mark_words",
    "name_fields",
    "place_as_of",
    "read_asked",
    "state_of",
    "terms_of_entry",
    "texts_of",
]
