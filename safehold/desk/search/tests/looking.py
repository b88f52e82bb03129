# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Looking for words in what was indexed, as a member of some role, without opening anything."""

from collections.abc import Iterable
from uuid import UUID

from safehold.desk.members.rules import FieldClass
from safehold.desk.search import queries
from safehold.desk.search.queries.candidates import find_candidates
from safehold.desk.search.queries.keys import SearchKey
from safehold.desk.vault.actions import Unlocked


def look(unlocked: Unlocked, typed: str, role: str = "lead") -> set[UUID]:
    return queries.find_cases(unlocked, queries.read_query(role, typed), {}).ids()


def look_with(
    organisation_id: UUID, keys: Iterable[SearchKey], typed: str, classes: Iterable[FieldClass]
) -> set[UUID]:
    """What somebody finds who has these keys and the database."""
    words = queries.read_query("lead", typed).words
    return find_candidates(organisation_id, list(keys), list(classes), words, {}).ids()
