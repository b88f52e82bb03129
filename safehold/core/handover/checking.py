# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""All checks of a hand-over, one after the other. What was found is in the report; nothing is raised."""

from __future__ import annotations

from safehold.core.handover.check_files import check_files
from safehold.core.handover.check_items import check_items
from safehold.core.handover.check_stamps import check_stamps
from safehold.core.handover.findings import Bag, CheckStamp, Report


def check_bag(bag: Bag, check_stamp: CheckStamp) -> Report:
    """Check a whole hand-over: its files, the custody of its items, its time stamps."""
    report = Report()
    files = check_files(bag, report)
    items = check_items(bag, files, report)
    check_stamps(bag, files, items, check_stamp, report)
    return report
