# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The search key that new tokens are written under, made when there is none, or when the newest one is due."""

from __future__ import annotations

from uuid import UUID

from safehold.desk.search.models import SourceTokens
from safehold.desk.search.queries.keys import SearchKey, show_keys
from safehold.desk.vault import actions as vault
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.transactions import atomic_for


def hold_key(unlocked: Unlocked) -> SearchKey:
    """Return the key for new tokens; inside the transaction that writes them. Raises VaultMissing.

    After a removal the next version is made at the first use: the old one is for finding only, until the cases whose
    tokens are under it have their own new keys.
    """
    if usable := show_keys(unlocked).usable:
        return usable
    with atomic_for(SourceTokens):
        unlocked.hold_vault()  # another member may be making it at this moment
        if usable := show_keys(unlocked).usable:
            return usable
        organisation_id = unlocked.organisation_id
        following = unlocked.next_case_keys({organisation_id: 0})
        if organisation_id in following:
            return SearchKey(*following[organisation_id])
        return SearchKey(1, unlocked.new_case_key(organisation_id))


def drop_old_keys(unlocked: Unlocked) -> None:
    """Delete the versions of the search key under which there are no tokens any more. Without one, do nothing."""
    keys = show_keys(unlocked)
    if keys.usable is None or len(keys.keys) == 1:
        return
    with atomic_for(SourceTokens):
        unlocked.hold_vault()
        drop_keys_before(unlocked.organisation_id, keys.usable.version)


def drop_keys_before(organisation_id: UUID, version: int) -> None:
    """Delete those older than this version, which opens, under which there are no tokens any more; needs no key."""
    with atomic_for(SourceTokens):
        used = SourceTokens.objects.filter(indexed_case__organisation=organisation_id).order_by("key_version")
        oldest = used.values_list("key_version", flat=True).first()
        vault.replace_case_keys({organisation_id: min(oldest or version, version)})
