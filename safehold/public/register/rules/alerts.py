# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The law of alerts by e-mail, pure: which addresses are taken, how much is sent, what may stand in a letter."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

LONGEST_ADDRESS = 254
"""RFC 5321, 4.5.3.1, errata 1690."""
LONGEST_LOCAL = 64
MOST_ALERTS = 20
"""For one address."""
MOST_ASKS = 5
"""For one mailbox on one day: so many letters a stranger can have sent to it."""
MOST_WAITING = 5000
"""Alerts that nobody has confirmed yet, in all."""
MOST_TOLD = 50
"""Changes that a digest lists for one alert."""
MOST_REFUSALS = 3
DAYS_TO_CONFIRM = 1
LONGEST_NAME = 80

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_LINK = re.compile(r"(?i)(:)(//)|(www)(\.)")


@dataclass(frozen=True)
class Letter:
    """One e-mail, in plain text. stop: the address of the page that ends all alerts to whoever gets it."""

    subject: str
    text: str
    stop: str


def read_address(typed: str) -> str | None:
    """Return an e-mail address as it is written to; None where it is none.

    Only what needs no quotes (RFC 5321, dot-string): nothing that could end a header or name a second receiver. A
    domain in another script is written as the mail system has it (IDNA).
    """
    local, _, domain = typed.strip().rpartition("@")
    try:
        domain = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    labels = domain.split(".")
    is_sound = (
        len(local) <= LONGEST_LOCAL
        and _LOCAL.fullmatch(local)
        and len(labels) > 1
        and not labels[-1].isdigit()
        and all(_LABEL.fullmatch(label) for label in labels)
        and len(local) + 1 + len(domain) <= LONGEST_ADDRESS
    )
    return f"{local}@{domain}" if is_sound else None


def same_address(address: str) -> str:
    """Return what two spellings of one address share."""
    return address.lower()


def mailbox_of(address: str) -> str:
    """Return what addresses share that reach one mailbox by a tag: amina+register@ is amina@."""
    local, _, domain = same_address(address).rpartition("@")
    return f"{local.partition('+')[0] or local}@{domain}"


def last_asked_kept(on: date) -> date:
    """Return the day since which an alert must have been asked for, to be kept without being confirmed."""
    return on - timedelta(days=DAYS_TO_CONFIRM)


def plain_line(text: str) -> str:
    """Return what somebody filed as a piece of one line of a letter.

    No line ends, nothing invisible, nothing that turns the direction of what follows, no link that a mail program makes
    by itself. It stands between isolating marks, so that its own direction stays its own.
    """
    kept = "".join(c if _is_seen(c) else " " for c in text)
    words = _LINK.sub(lambda found: " ".join(part for part in found.groups() if part), " ".join(kept.split()))
    clipped = words if len(words) <= LONGEST_NAME else f"{words[: LONGEST_NAME - 1].rstrip()}…"
    return f"\u2068{clipped}\u2069"


def _is_seen(character: str) -> bool:
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} or (
        character in "\u200c\u200d"
    )
