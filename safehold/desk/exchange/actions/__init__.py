# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Everything that can be done with tables: one comes in, is imported row by row, and is taken back; cases go out."""

from safehold.desk.exchange.actions.exporting import (
    MOST_CASES,
    Copied,
    export_bag,
    export_table,
)
from safehold.desk.exchange.actions.importing import go_on_importing, start_import
from safehold.desk.exchange.actions.undoing import go_on_undoing, start_undoing
from safehold.desk.exchange.actions.uploading import choose_columns, drop_table, forget_stale, keep_table

__all__ = [
    "MOST_CASES",
    "Copied",
    "choose_columns",
    "drop_table",
    "export_bag",
    "export_table",
    "forget_stale",
    "go_on_importing",
    "go_on_undoing",
    "keep_table",
    "start_import",
    "start_undoing",
]
