# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The searches that a member keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from safehold.core.rows import RowTampered, open_row
from safehold.desk.search.errors import SavedSearchUnknown
from safehold.desk.search.models import SavedSearch
from safehold.desk.search.queries.keys import member_key
from safehold.desk.vault.actions import Unlocked

SEALED_AS = "search.saved/1"


@dataclass(frozen=True)
class Saved:
    """A kept search, open. `filters`: what the form of the page calls them."""

    id: UUID
    words: str = field(repr=False)
    filters: Mapping[str, str] = field(repr=False)


def list_saved(unlocked: Unlocked) -> list[Saved]:
    """Return a member's searches by their words. Those kept under earlier unlock words open no more: left out."""
    found = []
    for row in SavedSearch.objects.filter(member=unlocked.member):
        try:
            found.append(_open(unlocked, row))
        except RowTampered:
            continue
    return sorted(found, key=lambda saved: saved.words.casefold())


def open_saved(unlocked: Unlocked, saved_id: UUID) -> Saved:
    """Return one search of this member. Raises SavedSearchUnknown."""
    row = SavedSearch.objects.filter(id=saved_id, member=unlocked.member).first()
    if row is None:
        raise SavedSearchUnknown
    try:
        return _open(unlocked, row)
    except RowTampered:
        raise SavedSearchUnknown from None


def _open(unlocked: Unlocked, row: SavedSearch) -> Saved:
    document = open_row(member_key(unlocked), SEALED_AS, row.id, bytes(row.sealed))
    return Saved(row.id, document["words"], document["filters"])
