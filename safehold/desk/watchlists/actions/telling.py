# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tells other rooms of versions that stand: at least once, also when a kill came between."""

from __future__ import annotations

import logging
from datetime import date

from safehold.desk.watchlists.at_new_version import NewVersion, list_works
from safehold.desk.watchlists.models import ListVersion
from safehold.persistence.transactions import atomic_for

log = logging.getLogger("safehold.watchlists")


def tell_versions(on: date) -> int:
    """Have the registered work done for each version of which nobody was told; return for how many it was."""
    told = 0
    waiting = ListVersion.objects.filter(running__isnull=False, is_told=False)
    for version in waiting.select_related("watchlist").order_by("running"):
        if _tell(version, on):
            told += 1
            with atomic_for(ListVersion):
                ListVersion.objects.filter(pk=version.pk).update(is_told=True)
    return told


def _tell(version: ListVersion, on: date) -> bool:
    """Whether all of the work was done. One that fails keeps nobody else from theirs, and is asked again."""
    new = NewVersion(
        version.watchlist_id,
        version.watchlist.name,
        version.running or 0,
        version.watchlist.organisation_id,
        {"added": version.added, "changed": version.changed, "removed": version.removed},
        on,
    )
    is_done = True
    for name, work in list_works().items():
        try:
            work(new)
        except Exception:
            log.exception("the work of another room failed: %s", name)
            is_done = False
    return is_done
