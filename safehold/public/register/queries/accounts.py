# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who is signed in, and what an account has. Nothing here says whether a number is taken."""

from typing import Any
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.utils.crypto import constant_time_compare, salted_hmac

from safehold.public.register.models.accounts import RecoveryCode, Registrant
from safehold.public.register.rules import accounts as rules

REGISTRANT, PRINT, BEGAN, SEEN = "registrant", "print", "began", "seen"
"""What a session holds; its row is encrypted."""


def signed_in(session: SessionBase, now: float) -> Registrant | None:
    """Return who is signed in with a session that has not ended, and whose password is still the one of then."""
    held: dict[str, Any] = {name: session.get(name) for name in (REGISTRANT, PRINT, BEGAN, SEEN)}
    if None in held.values() or rules.has_ended(held[BEGAN], held[SEEN], now):
        return None
    registrant = Registrant.objects.filter(pk=UUID(held[REGISTRANT])).first()
    if registrant is None or not constant_time_compare(held[PRINT], print_of(registrant)):
        return None
    return registrant


def print_of(registrant: Registrant) -> str:
    """Return what a session remembers of the password: another password ends the session."""
    return salted_hmac("safehold.register.session", registrant.password, algorithm="sha256").hexdigest()


def find_registrant(number: str | None) -> Registrant | None:
    """Return the account of a number; for signing in only."""
    return Registrant.objects.filter(number=number).first() if number else None


def count_codes(registrant: Registrant) -> int:
    """How many recovery codes are left."""
    return RecoveryCode.objects.filter(registrant=registrant).count()
