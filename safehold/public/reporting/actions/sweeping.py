# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Removing what nobody needs: cut-off uploads, files that no row names, addresses for files that have
ended."""

from dataclasses import dataclass
from datetime import date, timedelta

from safehold.persistence.erasing import erase_from_log
from safehold.persistence.transactions import atomic_for
from safehold.public.reporting import rules
from safehold.public.reporting.adapters import open_store
from safehold.public.reporting.models import UploadGrant
from safehold.public.reporting.queries import list_stored_names


@dataclass(frozen=True)
class Swept:
    """How many of each were removed."""

    unfinished: int
    unnamed: int
    grants: int


def sweep_orphans(on: date) -> Swept:
    """Remove what was left behind at least 48 hours before the start of the day `on`."""
    before = rules.start_of(on - timedelta(days=rules.ORPHAN_DAYS))
    store = open_store()
    unfinished = store.list_orphans(before)
    for path in unfinished:
        path.unlink(missing_ok=True)
    unnamed = _unnamed_files(before)
    for name in unnamed:
        store.delete(name)
    with atomic_for(UploadGrant):
        grants, _each = UploadGrant.objects.filter(valid_until__lt=on).delete()
    erase_from_log(UploadGrant)
    return Swept(len(unfinished), len(unnamed), grants)


def _unnamed_files(before: int) -> list[str]:
    """Stored files that no row names.

    The folder is listed first: a row that comes later is then no surprise.
    """
    old = open_store().list_older(before)
    named = list_stored_names() if old else set()
    return [name for name in old if name not in named]
