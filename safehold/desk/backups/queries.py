# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which backups there are, and what they still hold."""

from datetime import date
from pathlib import Path

from safehold.desk.backups import adapters
from safehold.desk.backups.models import Backup


def find_newest_backup(side: str) -> Backup | None:
    """Return the newest backup of a side ("desk" or "public")."""
    return Backup.objects.filter(side=side).order_by("-made_on", "-expires_on").first()


def list_kept(on: date) -> list[Backup]:
    """Return the backups that have not expired, newest first."""
    return list(Backup.objects.filter(expires_on__gt=on).order_by("-made_on", "file_name"))


def list_expired(on: date) -> list[Backup]:
    """Return the backups that should not exist any more, oldest first."""
    return list(Backup.objects.filter(expires_on__lte=on).order_by("expires_on", "file_name"))


def list_kept_key_ids(on: date) -> set[str]:
    """Return the intake keys that sealed texts in kept backups name."""
    return {key_id for backup in list_kept(on) for key_id in backup.key_ids}


def is_as_written(backup: Backup, folder: Path) -> bool:
    """Whether the file lies in `folder` and its disk gives back every byte of it."""
    path = folder / adapters.only_name(backup.file_name)
    try:
        return path.stat().st_size == backup.size_bytes and adapters.sha256_of(path) == backup.sha256
    except OSError:
        return False
