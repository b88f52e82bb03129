# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The law of joining: names, tokens and days; and which role may see which class of fields. Pure."""

import hashlib
import unicodedata
from datetime import date, timedelta
from enum import StrEnum

INVITATION_DAYS = 7


def token_hash(token: str) -> str:
    """Return what is kept of an invitation's token."""
    return hashlib.sha256(b"safehold/invitation/1\n" + token.encode()).hexdigest()


def expires_on(invited_on: date) -> date:
    """Return the last day on which an invitation made on a day can be used."""
    return invited_on + timedelta(days=INVITATION_DAYS)


def is_open(expires: date, accepted_on: date | None, on: date) -> bool:
    """Whether an invitation can still be used."""
    return accepted_on is None and on <= expires


def canonical_username(typed: str) -> str:
    """Bring a sign-in name to its one form: composed, without spaces around it, in lower case."""
    return unicodedata.normalize("NFKC", typed).strip().casefold()


class FieldClass(StrEnum):
    """What a field tells, wherever it is shown: on a page, in an export, a history, a snippet, a notification."""

    CLEAR = "clear"
    """State, urgency, codes, days: what the database holds in the clear."""
    WORDS = "words"
    """What happened: reports, messages, notes, incidents."""
    IDENTITY = "identity"
    """Who they are and how they are reached: names, contacts, accounts."""
    SAFETY = "safety"
    """What would help to hurt them: safe times, risk, safety plan, family abroad, devices."""
    AUDIT = "audit"
    """Who read and did what."""


SEEN_BY: dict[str, frozenset[FieldClass]] = {
    "lead": frozenset(FieldClass),
    "caseworker": frozenset(FieldClass) - {FieldClass.AUDIT},
    "researcher": frozenset({FieldClass.CLEAR, FieldClass.WORDS}),
    "registrar": frozenset(),
    "auditor": frozenset({FieldClass.AUDIT}),
}


def may_see(role: str, field_class: FieldClass) -> bool:
    """Whether members of a role may read fields of this class. An unknown role sees nothing."""
    return field_class in SEEN_BY.get(role, frozenset())
