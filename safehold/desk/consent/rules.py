# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The law of the ledger: which purposes there are, and which entry holds. It refuses to guess.

An entry is (purpose, position, given). Positions count up from 1 in the order in which the desk learned of
things.
"""

from collections.abc import Iterable
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


def was_withdrawn_after(choices: Iterable[Choice], purpose: str, position: int) -> bool:
    """Say whether `purpose` was withdrawn after `position`.

    Withdrawals are applied without keys within a minute; what was granted is read when somebody opens it,
    perhaps days later. So a grant that arrived before a withdrawal must not win by being read after it.
    """
    return any(c.purpose == purpose and not c.given and c.position > position for c in choices)
