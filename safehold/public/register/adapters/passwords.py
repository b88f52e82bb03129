# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Passwords of registrants, derived by few at a time, so that a crowd of wrong ones starves nobody who reports.

Two run at once in the process (web/signing_in/argon2id.py). A few more may wait; whoever comes then is told to press
the button again, at once, and holds no connection.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.hashers import check_password, make_password

from safehold.public.register.errors import TooManyAtOnce

PLACES = 10
"""Two that run, eight that wait."""
_places = threading.BoundedSemaphore(PLACES)


def derive(password: str) -> str:
    """Return what is kept of a password. Raises TooManyAtOnce."""
    with place():
        return derive_in_place(password)


def derive_in_place(password: str) -> str:
    """Return what is kept of a password. Call it in a place."""
    return make_password(password)


def fits(password: str, kept: str | None) -> bool:
    """Whether a password is the one; where there is no account it takes as long. Call it in a place."""
    if kept is None:
        make_password(password)
        return False
    return check_password(password, kept)


@contextmanager
def place() -> Iterator[None]:
    """Hold one of the places. Raises TooManyAtOnce before anything was done."""
    if not _places.acquire(blocking=False):
        raise TooManyAtOnce
    try:
        yield
    finally:
        _places.release()
