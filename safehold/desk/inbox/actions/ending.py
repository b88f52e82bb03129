# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files of the desk's store that rooms above make for themselves: how they begin, and how they end.

A name is written down before its first byte is kept, and again in the transaction after which no row has it: so
neither a power cut nor a full disk leaves bytes behind for ever.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from safehold.desk.inbox.actions.forgetting import delete_files
from safehold.desk.inbox.models import EndedFile
from safehold.persistence.erasing import erase_from_log
from safehold.persistence.sealed_files import new_name
from safehold.persistence.transactions import atomic_for

UNFINISHED_DAYS = 2
"""After so many days, a file that no row names is one that was cut off."""


def announce_file(on: date) -> str:
    """Return a name for a new file. It is deleted in some days, unless `settle_files` comes first."""
    name = new_name()
    with atomic_for(EndedFile):
        EndedFile.objects.create(stored_name=name, delete_on=on + timedelta(days=UNFINISHED_DAYS))
    return name


def settle_files(stored_names: Collection[str]) -> None:
    """Let announced files stay. Call it in the transaction in which a row names them."""
    with atomic_for(EndedFile):
        EndedFile.objects.filter(stored_name__in=list(stored_names)).delete()


def end_files(stored_names: Collection[str], on: date) -> None:
    """Write down that files are to be deleted. Call it in the transaction after which no row names them."""
    with atomic_for(EndedFile):
        for name in stored_names:
            EndedFile.objects.update_or_create(stored_name=name, defaults={"delete_on": on})


def sweep_files(on: date) -> int:
    """Delete the files that have ended; return how many. Keyless and idempotent. Raises OSError."""
    count = 0
    for row in EndedFile.objects.filter(delete_on__lte=on).order_by("id"):
        delete_files([row.stored_name])
        with atomic_for(EndedFile):
            row.delete()
        count += 1
    if count:
        erase_from_log(EndedFile)
    return count
