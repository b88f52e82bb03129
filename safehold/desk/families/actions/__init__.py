# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Everything that can be done to a family's file, one function per verb. Nothing else writes to one."""

from safehold.desk.families.actions.alerting import raise_alerts
from safehold.desk.families.actions.deadlines import is_behind
from safehold.desk.families.actions.gate import say_footing
from safehold.desk.families.actions.obstacles import keep_obstacle
from safehold.desk.families.actions.writing import (
    NewFamily,
    catch_up,
    change_file,
    choose_pathway,
    drop_part,
    keep_answers,
    keep_paper,
    keep_part,
    open_new,
    record_listing,
    remove_file,
)

__all__ = [
    "NewFamily",
    "catch_up",
    "change_file",
    "choose_pathway",
    "drop_part",
    "is_behind",
    "keep_answers",
    "keep_obstacle",
    "keep_paper",
    "keep_part",
    "open_new",
    "raise_alerts",
    "record_listing",
    "remove_file",
    "say_footing",
]
