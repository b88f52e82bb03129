# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The law of support: how bad a risk is and when to look again, how a need moves on, what a plan consists of. Pure.

No level is computed from answers. A person weighs what somebody fears, and decides.
"""

from datetime import date, timedelta

LOW, MODERATE, HIGH, IMMEDIATE = "low", "moderate", "high", "immediate"
LEVELS = (LOW, MODERATE, HIGH, IMMEDIATE)

LOOK_AGAIN_AFTER_DAYS = {LOW: 90, MODERATE: 30, HIGH: 7, IMMEDIATE: 1}
"""When nobody sets a day. The higher the risk, the sooner: a level that nobody looks at again is soon untrue."""

PHYSICAL, DIGITAL, FAMILY = "physical", "digital", "family-abroad"
PARTS = (PHYSICAL, DIGITAL, FAMILY)

OPEN, OFFERED, ARRANGED, MET, UNMET, DECLINED = "open", "offered", "arranged", "met", "unmet", "declined"
SETTLED = (MET, UNMET, DECLINED)
"""States in which nobody waits for anything. A need can be taken up again from each."""

ANSWERS = ("yes", "no", "unsure")
LONGEST_WORDS = 20_000
LONGEST_LINE = 500


def reassess_on(level: str, chosen: date | None, on: date) -> date:
    """Return the day on which to look again: the one somebody chose, or the level's own."""
    return chosen or on + timedelta(days=LOOK_AGAIN_AFTER_DAYS[level])


def is_overdue(due_on: date | None, on: date) -> bool:
    return due_on is not None and due_on < on


def is_settled(state: str) -> bool:
    return state in SETTLED
