# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The law of cases: how a case moves, what waits for an answer, how it is first called. Pure."""

from datetime import date

from safehold.desk.cases.errors import LessUrgent, MergedAlready, SameCase

NEW, OPEN, WAITING, CLOSED = "new", "open", "waiting", "closed"

NEXT_STATES: dict[str, tuple[str, ...]] = {
    NEW: (OPEN, WAITING, CLOSED),
    OPEN: (WAITING, CLOSED),
    WAITING: (OPEN, CLOSED),
    CLOSED: (OPEN,),
}
TRIAGE_ORDER = ("urgent", "elevated", "routine")

TITLE_LENGTH = 60
LONGEST_TITLE = 120
LONGEST_WORDS = 20_000


def is_reachable(from_state: str, to_state: str) -> bool:
    return to_state in NEXT_STATES[from_state]


def state_after_their_word(state: str) -> str:
    """Return the state of a case once the person wrote again: nobody waits for them, and nothing stays
    closed."""
    return OPEN if state in (WAITING, CLOSED) else state


def first_title(words: str) -> str:
    """Return a title taken from the person's own first words, until somebody finds a better one."""
    line = " ".join(words.split())
    if len(line) <= TITLE_LENGTH:
        return line
    cut = line[:TITLE_LENGTH]
    whole, space, _ = cut.rpartition(" ")
    return (whole if space and len(whole) > TITLE_LENGTH // 2 else cut) + "…"


def waiting_since(waits_since: date | None, unread_on: date | None) -> date | None:
    """Return the day since when the person waits for us, or None when the last word was ours.

    waits_since: the day of their last word, or of their report when nothing was said since; None when ours was last.
    unread_on: the day of what nobody has read yet.
    """
    return waits_since or unread_on


def require_mergeable(
    *, same: bool, one_is_merged: bool, one_holds: bool, into_is_merged: bool, one_presses_more: bool = False
) -> None:
    """Raise a MergeRefused unless the first case may be read in the second.

    one_holds: other cases are read in the first. So a pointer never leads to a case that has one itself: there are no
    chains and no cycles, and each merge is undone alone. one_presses_more: the list shows the second case only, as
    urgent as that one is.
    """
    if same:
        raise SameCase
    if one_is_merged or one_holds or into_is_merged:
        raise MergedAlready
    if one_presses_more:
        raise LessUrgent
