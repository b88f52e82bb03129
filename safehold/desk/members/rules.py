# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The law of joining: names, tokens and days. Pure."""

import hashlib
import unicodedata
from datetime import date, timedelta

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
