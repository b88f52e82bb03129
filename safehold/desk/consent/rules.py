# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The law of the ledger: which purposes there are, and which entry holds. It refuses to guess.

An entry is (purpose, position, given, day). Positions count up from 1 in the order in which the desk learned of
things.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from safehold.desk.consent.errors import PurposeUnknown

CONTACT = "contact"
SHARE_ORGANISATION = "share-organisation"
SHARE_AUTHORITIES = "share-authorities"
STATISTICS = "statistics"
COMPARE = "compare"

PURPOSES = (CONTACT, SHARE_ORGANISATION, SHARE_AUTHORITIES, STATISTICS, COMPARE)
"""The codes of the form's choices, in its order. They stand in signed documents: never rename one."""


class Choice(NamedTuple):
    purpose: str
    position: int
    given: bool
    said_on: date


def check_purpose(purpose: str) -> str:
    """Return `purpose`, or raise PurposeUnknown."""
    if purpose not in PURPOSES:
        raise PurposeUnknown("There is no such purpose.")
    return purpose


def holding(choices: Iterable[Choice]) -> dict[str, bool]:
    """Return, for every purpose, whether it is agreed to: the newest position holds, nothing said means
    no."""
    newest: dict[str, Choice] = {}
    for choice in choices:
        held = newest.get(choice.purpose)
        if held is None or held.position < choice.position:
            newest[choice.purpose] = choice
    return {purpose: purpose in newest and newest[purpose].given for purpose in PURPOSES}


def is_overtaken(choices: Iterable[Choice], purpose: str, said_on: date, arrived_after: int) -> bool:
    """Say whether a grant was taken back after it was said: then it must not hold by being read later.

    Withdrawals are applied without keys within a minute; a grant is read when somebody opens it, perhaps days later.
    A withdrawal that was recorded after the grant arrived (`arrived_after`: the newest position then) wins, and so
    does one of a later day: whoever holds a grant back on its way cannot make it win.
    """
    return any(
        choice.purpose == purpose
        and not choice.given
        and (choice.position > arrived_after or choice.said_on > said_on)
        for choice in choices
    )


def was_ever_withdrawn(choices: Iterable[Choice], purpose: str) -> bool:
    return any(choice.purpose == purpose and not choice.given for choice in choices)
