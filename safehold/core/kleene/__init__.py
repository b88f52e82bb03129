# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Yes, no, or not known: what a question about facts may be answered with (Kleene's strong three-valued logic)."""

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


def all_of(answers: Iterable[Answer]) -> Answer:
    """Return NO if one is, YES if all are, UNKNOWN otherwise. Of none at all nothing is known."""
    given = set(answers)
    if Answer.NO in given:
        return Answer.NO
    return Answer.YES if given == {Answer.YES} else Answer.UNKNOWN
