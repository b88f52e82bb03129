# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Making backups, and ending them.

A backup is sealed to the escrow recipients: whoever holds two sheets of paper opens it, and no server can. It is
durable under its name before its row is written. A row without its file would let public rows be deleted.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings

from safehold.core.age import AnyRecipient
from safehold.desk.audit import actions as audit
from safehold.desk.audit import queries as chains
from safehold.desk.backups import adapters, queries, rules
from safehold.desk.backups.models import Backup
from safehold.persistence.archives import ArchiveWriter
from safehold.persistence.transactions import atomic_for

Heads = dict[str, list[object]]


@dataclass(frozen=True)
class Pruned:
    """How many expired files were deleted, and which were not in the folder."""

    deleted: int
    absent: list[str]


def make_backup(
    side: str,
    folder: Path,
    recipients: Iterable[AnyRecipient],
    *,
    key_ids: Iterable[str],
    keep_days: int,
    on: date,
) -> Backup:
    """Copy a side's database and files into one sealed file in `folder`, and write down that it exists.

    key_ids: the intake keys that sealed texts of that side name, read before this is called.
    Raises BackupError, OSError and the Recipients… errors of age; then nothing is left.
    """
    expires_on = rules.expires_on(on, keep_days, settings.BACKUP_KEEP_DAYS)
    # Read before the copy, so that the copied chains hold them.
    heads: Heads = {str(each): list(head) for each, head in chains.list_heads().items()}
    name = rules.file_name(side, on, secrets.token_hex(4))
    with adapters.written(folder, name) as target:
        archive = ArchiveWriter(target, recipients)
        with adapters.copy_database(side) as (database, file):
            archive.add(database, file, adapters.size_of(file))
        for stored, file in adapters.list_files(side):
            archive.add(stored, file, adapters.size_of(file))
        archive.finish({"side": side, "made_on": str(on), "database": database, "heads": heads})
    return record_backup(
        side,
        name,
        target.sha256,
        target.size_bytes,
        made_on=on,
        expires_on=expires_on,
        key_ids=key_ids,
        heads=heads,
    )


def record_backup(
    side: str,
    file_name: str,
    sha256: str,
    size_bytes: int,
    *,
    made_on: date,
    expires_on: date,
    key_ids: Iterable[str] = (),
    heads: Heads | None = None,
) -> Backup:
    """Write down a backup that lies durably somewhere; every organisation's leads see that it was made."""
    with atomic_for(Backup, durable=True):
        backup = Backup.objects.create(
            side=side,
            file_name=file_name,
            sha256=sha256,
            size_bytes=size_bytes,
            made_on=made_on,
            expires_on=expires_on,
            key_ids=sorted(set(key_ids)),
            heads=heads or {},
        )
        for organisation_id in chains.list_organisation_ids():
            audit.append(organisation_id, "backup.made", backup.id, on=made_on)
    return backup


def prune(folder: Path, on: date) -> Pruned:
    """Delete the backups in `folder` that have expired, and forget all that have. Idempotent."""
    deleted, absent = 0, []
    for backup in queries.list_expired(on):
        backup_id = backup.id
        if adapters.remove(folder, backup.file_name):
            deleted += 1
        else:
            absent.append(backup.file_name)
        with atomic_for(Backup):
            backup.delete()
            for organisation_id in chains.list_organisation_ids():
                audit.append(organisation_id, "backup.ended", backup_id, on=on)
    return Pruned(deleted, absent)
