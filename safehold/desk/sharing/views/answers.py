# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How pages say why something was not shared, taken or ended."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safehold.core.rows import RowTampered
from safehold.desk.consent.errors import ConsentMissing
from safehold.desk.sharing.errors import (
    FileBroken,
    NoRoom,
    NothingChosen,
    OfferedAlready,
    OfferNotWaiting,
    OfferStale,
    ParcelForged,
    ReceiverNotReady,
    ReceiverUnknown,
    ShareClosed,
    SharingRefused,
    ThreadLocked,
    TooMuch,
)
from safehold.desk.vault.errors import KeyMissing

REFUSALS = (ConsentMissing, SharingRefused, KeyMissing, RowTampered)

WORDS = {
    FileBroken: gettext_lazy(
        "One of the files is not there, or is not what its SHA-256 says, so nothing was given out. Tell whoever runs "
        "the desk."
    ),
    NoRoom: gettext_lazy(
        "There is no room for copies of these files. Choose fewer, or ask whoever runs the desk for more room. "
        "Nothing was shared."
    ),
    ConsentMissing: gettext_lazy(
        "They do not agree now that this organisation gets it, so nothing was shared. Ask them, and write down on the "
        "page Consent what they say."
    ),
    ReceiverUnknown: gettext_lazy("Please choose another organisation of the coalition. Nothing was shared."),
    ReceiverNotReady: gettext_lazy(
        "This organisation has no signed key for today, so nothing can be sealed to it. Ask one of its leads to unlock."
    ),
    NothingChosen: gettext_lazy("Choose at least one thing that they get. Nothing was shared."),
    TooMuch: gettext_lazy("This is more than can be sealed at once. Choose less. Nothing was shared."),
    OfferedAlready: gettext_lazy(
        "This case is with them already, or waits for an answer. Call that back first. Nothing was shared."
    ),
    OfferNotWaiting: gettext_lazy(
        "It is not waiting any more: it was taken, given back, called back, or its time is over. Nothing was changed."
    ),
    OfferStale: gettext_lazy(
        "The case got a new key since it was offered. As soon as somebody there unlocks, you can take it. Nothing is "
        "lost."
    ),
    ParcelForged: gettext_lazy(
        "What is here is not what the other organisation has signed, so it was not taken. Tell them on another way, "
        "and whoever runs the desk."
    ),
    ShareClosed: gettext_lazy("This has ended. Nothing was written."),
    ThreadLocked: gettext_lazy(
        "This has a new key that has not reached you. Unlock again, or ask the other organisation to unlock."
    ),
}


def explain(refusal: Exception) -> str:
    """Return why it was not done, and what to do next."""
    for kind, words in WORDS.items():
        if isinstance(refusal, kind):
            return str(words)
    return _("A key or a row could not be opened. Nothing was changed. Tell a lead of your organisation.")
