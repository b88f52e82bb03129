# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What must be there on a bad day: backups that are whole, paper that was tried, somebody at work."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.conf import settings

from safehold.cli.doctor.finding import Finding
from safehold.desk.backups import queries as backups
from safehold.desk.backups import rules
from safehold.desk.cases import queries as cases
from safehold.desk.members import queries as members
from safehold.desk.vault import queries as vault
from safehold.persistence.sides import DATABASE_OF
from safehold.web import clock


def check_backups(on: date) -> Iterator[Finding]:
    """Each side has a backup of these days, it lies where it should, and what has expired is gone."""
    if not members.list_organisations():
        return
    folder = Path(settings.BACKUP_FOLDER) if settings.BACKUP_FOLDER else None
    for side in DATABASE_OF:
        newest = backups.find_newest_backup(side)
        if newest is None:
            yield Finding(
                f"There is no backup of the {side} side.", f"safehold backup {side}, each day by a timer."
            )
        elif rules.is_late(newest.made_on, on):
            yield Finding(
                f"The newest backup of the {side} side is of {newest.made_on}.",
                f"safehold backup {side}; see why the timer does not run.",
            )
        elif folder and not backups.is_as_written(newest, folder):
            yield Finding(
                f"The newest backup of the {side} side is not in {folder}, or is not as it was written.",
                f"safehold backup {side} makes a new one. Then see to that disk.",
            )
    if expired := backups.list_expired(on):
        yield Finding(
            f"{len(expired)} backups are older than people were told.", "safehold backup prune deletes them."
        )
    if folder and folder.exists() and folder.stat().st_dev == settings.DATA.stat().st_dev:
        yield Finding(
            f"{folder} is on the same disk as what it backs up.",
            "Copy the backups to another place too, and let them expire there as well.",
            is_note=True,
        )


def check_drills() -> Iterator[Finding]:
    """Each organisation that can read anything has read two sheets of its recovery kit back."""
    for organisation in members.list_organisations():
        if vault.find_root_key(organisation.id) and not vault.has_drilled(organisation.id):
            yield Finding(
                f"{organisation.slug} has not tried its recovery kit: lost words would mean lost reports.",
                "A lead of that organisation makes the kit and reads two sheets back (Keys and lists).",
            )


def check_worker() -> Iterator[Finding]:
    """Background work that waits has somebody to do it."""
    now = clock.now()
    waiting = [o for o in members.list_organisations() if cases.show_renewal(o.id, now).state == "stopped"]
    if waiting:
        yield Finding(
            f"Cases of {', '.join(each.slug for each in waiting)} wait for new keys, and no worker runs.",
            "Start safehold worker. It goes on when a member unlocks.",
        )
