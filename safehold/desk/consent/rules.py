# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The law of the ledger: which purposes there are, and which entry holds. It refuses to guess.

An entry is (purpose, position, given, day) for one recipient, "" for all of them, perhaps until a day. Positions count
up from 1 in the order in which the desk learned of things. What was never said is no consent.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from safehold.desk.consent.errors import PurposeUnknown, RecipientMalformed

CONTACT = "contact"
SHARE_ORGANISATION = "share-organisation"
SHARE_AUTHORITIES = "share-authorities"
STATISTICS = "statistics"
COMPARE = "compare"
STORE = "store"
SANCTIONS = "sanctions-file"
PUBLISH = "publish"

PURPOSES = (CONTACT, SHARE_ORGANISATION, SHARE_AUTHORITIES, STATISTICS, COMPARE)
"""The codes of the form's choices, in its order. They stand in signed documents: never rename one."""

ALL_PURPOSES = (STORE, *PURPOSES, SANCTIONS, PUBLISH)
"""Also what is only asked in conversation, in the order in which a caseworker asks."""

CLOSED_WITH_MAILBOX = (*PURPOSES, SANCTIONS, PUBLISH)
"""What closing a mailbox takes back. To have everything deleted is another wish: it is said, not guessed."""

WITH_RECIPIENTS = (SHARE_ORGANISATION, SHARE_AUTHORITIES, SANCTIONS)
"""Purposes that can be agreed to for one recipient and not for another."""

OVERRIDABLE = (SHARE_ORGANISATION, SHARE_AUTHORITIES)
"""What two members can decide without the person, for one named recipient: to save a life. Nothing else is urgent."""

ANYBODY = ""
OVERRIDE_DAYS = 7
RECIPIENT = re.compile(r"(authority|organisation|service):[a-z0-9][a-z0-9._-]{0,47}")


class State(StrEnum):
    """What holds now. `EXPIRED` is computed from the day each time; no job has to run for it to be true."""

    NOT_ASKED = "not-asked"
    GIVEN = "given"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Choice(NamedTuple):
    purpose: str
    position: int
    given: bool
    said_on: date
    recipient: str = ANYBODY
    until: date | None = None


@dataclass(frozen=True)
class Standing:
    """What holds, and the choice that decides it: None when nothing was said."""

    state: State
    choice: Choice | None = None

    @property
    def holds(self) -> bool:
        return self.state == State.GIVEN


def check_purpose(purpose: str) -> str:
    """Return `purpose`, or raise PurposeUnknown."""
    if purpose not in ALL_PURPOSES:
        raise PurposeUnknown("There is no such purpose.")
    return purpose


def check_recipient(recipient: str) -> str:
    """Return `recipient`, or raise RecipientMalformed."""
    if recipient and not RECIPIENT.fullmatch(recipient):
        raise RecipientMalformed("A recipient is authority:…, organisation:… or service:…")
    return recipient


def standing(choices: Iterable[Choice], purpose: str, recipient: str, on: date) -> Standing:
    """Return what holds for a purpose and one recipient on a day.

    What was said about this recipient decides; else what was said about all. So a withdrawal for one beats a grant to
    all, whichever came first, and only a grant that names the recipient opens it again. A withdrawal for all ends the
    grants before it, whomever they name. `until` is the last day on which a grant holds.
    """
    about = [choice for choice in choices if choice.purpose == purpose]
    general = _newest(choice for choice in about if not choice.recipient)
    closed_at = max((c.position for c in about if not c.recipient and not c.given), default=0)
    named = _newest(choice for choice in about if recipient and choice.recipient == recipient)
    if named and named.given and named.position < closed_at:
        named = None
    decides = named or general
    if decides is None:
        return Standing(State.NOT_ASKED)
    if not decides.given:
        return Standing(State.WITHDRAWN, decides)
    is_over = decides.until is not None and decides.until < on
    return Standing(State.EXPIRED if is_over else State.GIVEN, decides)


def _newest(choices: Iterable[Choice]) -> Choice | None:
    return max(choices, key=lambda choice: choice.position, default=None)


def holding(choices: Iterable[Choice], on: date) -> dict[str, bool]:
    """Return, for every purpose of the form, whether it is agreed to for all: nothing said means no."""
    choices = list(choices)
    return {purpose: standing(choices, purpose, ANYBODY, on).holds for purpose in PURPOSES}


def is_overtaken(choices: Iterable[Choice], purpose: str, said_on: date, arrived_after: int) -> bool:
    """Say whether a grant was taken back after it was said: then it must not hold by being read later.

    Withdrawals are applied without keys within a minute; a grant is read when somebody opens it, perhaps days later.
    A withdrawal that was recorded after the grant arrived (`arrived_after`: the newest position then) wins, and so
    does one of a later day: whoever holds a grant back on its way cannot make it win.
    """
    return any(
        choice.purpose == purpose
        and not choice.given
        and not choice.recipient
        and (choice.position > arrived_after or choice.said_on > said_on)
        for choice in choices
    )


def was_ever_withdrawn(choices: Iterable[Choice], purpose: str) -> bool:
    return any(choice.purpose == purpose and not choice.given for choice in choices)


def override_ends_on(decided_on: date) -> date:
    """Return the last day on which an override can be confirmed after it was proposed, or used once confirmed."""
    return decided_on + timedelta(days=OVERRIDE_DAYS)


def override_begins_on(on: date) -> date:
    """Return the first day on which an override that can still be used today may have been confirmed."""
    return on - timedelta(days=OVERRIDE_DAYS)


def has_spoken_since(choices: Iterable[Choice], purpose: str, recipient: str, position: int) -> bool:
    """Say whether the person took this back after two members began to decide without them."""
    return any(
        choice.purpose == purpose
        and not choice.given
        and choice.recipient in (ANYBODY, recipient)
        and choice.position > position
        for choice in choices
    )


def covers(subjects: Mapping[str, int], wanted: Iterable[str]) -> bool:
    """Say whether an override speaks for all of these."""
    return set(wanted) <= set(subjects)
