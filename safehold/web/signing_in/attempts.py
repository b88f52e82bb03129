# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Counts attempts per account and source, in memory only.

Somebody who guesses from one place is stopped there; the owner, at another place, is not.
"""

import hashlib
import secrets

from django.core.cache import cache

ATTEMPTS = 5
WINDOW_SECONDS = 5 * 60

_KEY = secrets.token_bytes(32)


def use_attempt(action: str, account: object, source: str) -> bool:
    """Take one attempt; return False when none is left in this window."""
    key = _cache_key(action, account, source)
    cache.add(key, 0, WINDOW_SECONDS)
    try:
        return cache.incr(key) <= ATTEMPTS
    except ValueError:  # the window ended between the two lines
        return True


def forgive(action: str, account: object, source: str) -> None:
    """Forget the attempts, after a right one."""
    cache.delete(_cache_key(action, account, source))


def _cache_key(action: str, account: object, source: str) -> str:
    name = f"{action}\n{account}\n{source}".encode()
    return "attempts:" + hashlib.blake2b(name, key=_KEY, digest_size=16).hexdigest()
