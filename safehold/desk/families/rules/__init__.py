# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The law of a family's file. Pure."""

from safehold.desk.families.rules.alerts import ALERT_DAYS, first_alert, next_alert
from safehold.desk.families.rules.contents import (
    CONTACTS,
    DO_NOT_CONTACT,
    OBSTACLES,
    PAPER_STATES,
    PART_KINDS,
    RELATIONS,
    Contents,
    Happening,
    Link,
    Obstacle,
    Paper,
    Relative,
    Stage,
)
from safehold.desk.families.rules.facts import facts_of
from safehold.desk.families.rules.imported import put_imported, read_relatives
from safehold.desk.families.rules.papers import NeededPaper, list_papers
from safehold.desk.families.rules.parts import drop_part, put_part

__all__ = [
    "ALERT_DAYS",
    "CONTACTS",
    "DO_NOT_CONTACT",
    "OBSTACLES",
    "PAPER_STATES",
    "PART_KINDS",
    "RELATIONS",
    "Contents",
    "Happening",
    "Link",
    "NeededPaper",
    "Obstacle",
    "Paper",
    "Relative",
    "Stage",
    "drop_part",
    "facts_of",
    "first_alert",
    "list_papers",
    "next_alert",
    "put_imported",
    "put_part",
    "read_relatives",
]
