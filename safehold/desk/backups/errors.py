# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Why a backup was not made. Each is a sentence for the operator."""


class BackupError(Exception):
    """No backup was made; what was begun is gone."""


class DumpImpossible(BackupError):
    """PostgreSQL's own program is missing or did not finish."""


class BackupUnreadable(BackupError):
    """What the disk gives back is not what was written."""


class KeptTooLong(BackupError):
    """People were told a shorter time when they closed a report."""
