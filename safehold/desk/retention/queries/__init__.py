# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The only road to what is kept and what has ended. `policies`, `due`, `holds`, `ended`."""

from safehold.desk.retention.queries.due import (
    SEALED_REPORTS,
    UNOPENED,
    Ending,
    find_ending,
    list_due,
    list_over,
    preview_case,
)
from safehold.desk.retention.queries.ended import (
    access_tombstone,
    describe,
    find_backups_end,
    list_gone,
    list_tombstones,
    list_unfinished,
)
from safehold.desk.retention.queries.holds import (
    OpenedHold,
    access_hold,
    list_held,
    list_holds,
    open_holds,
    require_unheld,
    which_held,
)
from safehold.desk.retention.queries.policies import Rules, months_of, read_rules

__all__ = [
    "SEALED_REPORTS",
    "UNOPENED",
    "Ending",
    "OpenedHold",
    "Rules",
    "access_hold",
    "access_tombstone",
    "describe",
    "find_backups_end",
    "find_ending",
    "list_due",
    "list_gone",
    "list_held",
    "list_holds",
    "list_over",
    "list_tombstones",
    "list_unfinished",
    "months_of",
    "open_holds",
    "preview_case",
    "read_rules",
    "require_unheld",
    "which_held",
]
