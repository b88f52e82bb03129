# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Searches that a member keeps for themself. Nothing is kept of the others."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from safehold.core.rows import seal_row
from safehold.desk.audit import actions as audit
from safehold.desk.search import queries, rules
from safehold.desk.search.errors import SavedSearchUnknown, TooManySaved
from safehold.desk.search.models import SavedSearch
from safehold.desk.search.queries.keys import member_key
from safehold.desk.search.queries.saved import SEALED_AS
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.transactions import atomic_for

if TYPE_CHECKING:
    from safehold.desk.members.models import Member


def save_search(unlocked: Unlocked, words: str, filters: Mapping[str, str], on: date) -> None:
    """Keep a search; the same one twice is one. Raises TooManySaved.

    It is sealed under a key that comes from the member's own identity: what somebody looks for says whom they suspect.
    """
    member = unlocked.member
    with atomic_for(SavedSearch):
        kept = list(SavedSearch.objects.select_for_update().filter(member=member))
        opened = queries.list_saved(unlocked)
        if any((saved.words, dict(saved.filters)) == (words, dict(filters)) for saved in opened):
            return
        _forget_unreadable(kept, {saved.id for saved in opened})
        if len(opened) >= rules.MOST_SAVED:
            raise TooManySaved
        row = SavedSearch(member=member)
        document = {"words": words, "filters": dict(filters)}
        row.sealed = seal_row(member_key(unlocked), SEALED_AS, row.id, document)
        row.save(force_insert=True)
        audit.append(member.organisation_id, "search.kept", "", member.pk, on=on)


def _forget_unreadable(kept: list[SavedSearch], opened: set[UUID]) -> None:
    SavedSearch.objects.filter(pk__in=[row.pk for row in kept if row.pk not in opened]).delete()


def forget_search(member: Member, saved_id: UUID, on: date) -> None:
    """Delete one search of this member. Raises SavedSearchUnknown."""
    with atomic_for(SavedSearch):
        deleted, _ = SavedSearch.objects.filter(id=saved_id, member=member).delete()
        if not deleted:
            raise SavedSearchUnknown
        audit.append(member.organisation_id, "search.forgotten", "", member.pk, on=on)
