# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The only road to families' files."""

from safehold.desk.families.queries.assessed import (
    Alternative,
    are_fees_known,
    assess_file,
    compare_pathways,
    list_needed_papers,
)
from safehold.desk.families.queries.opened import OpenedFamily, open_case, open_family, open_heads
from safehold.desk.families.queries.rows import (
    access_family,
    count_near,
    due_alerts,
    find_helper,
    list_deadlines,
    list_families,
)

__all__ = [
    "Alternative",
    "OpenedFamily",
    "access_family",
    "are_fees_known",
    "assess_file",
    "compare_pathways",
    "count_near",
    "due_alerts",
    "find_helper",
    "list_deadlines",
    "list_families",
    "list_needed_papers",
    "open_case",
    "open_family",
    "open_heads",
]
