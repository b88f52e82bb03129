# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Yes, no, or not known: what a question of a scheme may be answered with (Kleene's three values)."""

from collections.abc import Iterable
from enum import StrEnum


class Answer(StrEnum):
    """UNKNOWN stays visible: nothing here turns it into NO."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


def any_of(answers: Iterable[Answer]) -> Answer:
    """Return YES if one is, NO if all are, UNKNOWN otherwise. Of none at all nothing is known."""
    given = set(answers)
    if Answer.YES in given:
        return Answer.YES
    return Answer.NO if given == {Answer.NO} else Answer.UNKNOWN
