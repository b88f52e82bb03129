# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`safehold backup desk|public|prune`: one sealed file that only two sheets of the recovery kit open.

It runs as the desk's user, also for the public side. After a backup of the desk, the public side deletes what the desk
holds in it.
"""

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from safehold.cli.sites import SITES, set_up

if TYPE_CHECKING:
    from safehold.desk.backups.models import Backup

NO_KIT = (
    "There is no recovery kit yet, so nobody could ever open a backup; none was made.\n"
    "A lead of the founding organisation makes the kit at the desk: Members and keys, then Keys."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=[*SITES, "prune"], help="a side, or prune: delete what has expired")
    parser.add_argument(
        "--to", type=Path, metavar="FOLDER", help="the folder of backups; default: BACKUP_FOLDER"
    )
    parser.add_argument(
        "--keep", type=int, metavar="DAYS", help="days until it expires; default and at most BACKUP_KEEP_DAYS"
    )


def run(options: argparse.Namespace) -> int:
    set_up("desk")
    from django.conf import settings
    from django.db import DatabaseError

    from safehold.desk.backups.errors import BackupError
    from safehold.web.clock import today

    folder = options.to or (Path(settings.BACKUP_FOLDER) if settings.BACKUP_FOLDER else None)
    if folder is None:
        print("Say where: --to FOLDER, or BACKUP_FOLDER in the desk's settings.")
        return 2
    try:
        if options.what == "prune":
            return prune(folder, today())
        return back_up(options.what, folder, options.keep or settings.BACKUP_KEEP_DAYS, today())
    except BackupError as error:
        print(error)
    except OSError as error:
        print(f"No backup was made: {error.strerror} ({folder}).")
    except DatabaseError as error:
        print(f"No backup was made: a database could not be read ({type(error).__name__}).")
    return 1


def back_up(side: str, folder: Path, keep_days: int, on: date) -> int:
    """Make one backup; after one of the desk, let the public side delete what it holds."""
    from safehold.desk.backups import actions as backups
    from safehold.desk.inbox import actions as inbox
    from safehold.desk.inbox import queries as desk
    from safehold.desk.vault import queries as vault
    from safehold.public.reporting import queries as public

    recipients = vault.list_escrow_recipients()
    if not recipients:
        print(NO_KIT)
        return 1
    held = inbox.note_held()  # before the copy begins: all of this is in it
    key_ids = desk.list_key_ids() if side == "desk" else public.list_key_ids()
    made = backups.make_backup(side, folder, recipients, key_ids=key_ids, keep_days=keep_days, on=on)
    _say(made)
    if side == "desk" and (released := inbox.release(held)):
        print(f"The public side deleted {released} rows that the desk holds in it.")
    return 0


def prune(folder: Path, on: date) -> int:
    from safehold.desk.backups import actions as backups

    pruned = backups.prune(folder, on)
    print(f"{pruned.deleted} expired backups were deleted.")
    for name in pruned.absent:
        print(f"{name} has expired and was not in {folder}. Does a copy lie elsewhere? Delete it there too.")
    return 0


def _say(made: "Backup") -> None:
    print(f"{made.file_name}: {made.size_bytes} bytes, sealed, to be deleted on {made.expires_on}.")
