# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The law of backups. Pure.

1. A backup is kept for as many days as people are told when they close a report, or for fewer.
2. On the day it expires it is gone: deleted, and the keys that only it needed with it.
3. There is one each day and side. After two days without one, somebody must look.
"""

from datetime import date, timedelta

from safehold.desk.backups.errors import KeptTooLong

LATE = timedelta(days=2)


def expires_on(made_on: date, keep_days: int, promised_days: int) -> date:
    """Rule 1: the first day on which the backup must not exist any more. Raises KeptTooLong."""
    if not 0 < keep_days <= promised_days:
        raise KeptTooLong(
            f"A backup is kept for 1 to {promised_days} days: people who close a report are told so. "
            "To keep it longer, raise BACKUP_KEEP_DAYS for both sites first."
        )
    return made_on + timedelta(days=keep_days)


def is_late(newest: date | None, on: date) -> bool:
    """Rule 3."""
    return newest is None or on - newest > LATE


def file_name(side: str, made_on: date, mark: str) -> str:
    """How a backup is called. `mark`: random characters, so that a second one of a day has its own name."""
    return f"safehold-{side}-{made_on}-{mark}.age"
