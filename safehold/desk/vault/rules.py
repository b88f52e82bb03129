# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The law of keys: how far ahead they reach, what a browser's cookie yields, when an unlocking ends. Pure."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from safehold.core.keylists import weeks_from

WEEKS_AHEAD = 26
WEEK = timedelta(days=7)
LISTED_AFTER_END = timedelta(days=7)
"""An ended key stays in the list this long: the two sides' days may differ."""
RETIRED_AFTER_END = timedelta(days=30)
"""The private half of an ended key is kept this long at least."""
FAR_DAY = date(9999, 12, 31)
"""Until when a reply key without an end is listed."""
EXTENDED_EVERY = timedelta(seconds=30)
"""An unlocking in use is prolonged at most this often: not every page writes."""
WORKER_BEATS = timedelta(seconds=20)
"""How often a worker says that it lives."""
WORKER_LIVES = timedelta(seconds=60)
"""How long a worker that says nothing is thought to live."""


def missing_weeks(on: date, held: Iterable[date]) -> list[tuple[date, date]]:
    """Return the weekly windows, of the 26 from `on`, for which no key starts on a day in `held`."""
    starts = set(held)
    return [window for window in weeks_from(on, WEEKS_AHEAD) if window[0] not in starts]


def weeks_ahead(on: date, ends: Iterable[date]) -> int:
    """Return for how many weeks, this one included, keys are ready."""
    last = max(ends, default=on)
    return max(0, -(-(last - on).days // 7))


def is_listed(starts_on: date, ends_on: date, on: date) -> bool:
    """Whether a weekly key belongs into a list issued on a day."""
    return ends_on > on - LISTED_AFTER_END and not was_ended_early(starts_on, ends_on)


def was_ended_early(starts_on: date, ends_on: date) -> bool:
    """Whether a weekly key gave its place to another one before its week was over, or even began."""
    return ends_on - starts_on < WEEK


def may_retire(ends_on: date, on: date) -> bool:
    """Whether a weekly key's time has been over for long enough that its private half may go."""
    return on - ends_on >= RETIRED_AFTER_END


def unlocking_id(token: bytes) -> str:
    """Return what the database knows of a cookie: enough to find its row, useless to open it."""
    return hashlib.blake2b(token, digest_size=32, person=b"unlocking id").hexdigest()


def unlocking_key(token: bytes) -> bytes:
    """Return the key that only the browser's cookie yields."""
    return hashlib.blake2b(token, digest_size=32, person=b"unlocking key").digest()


def session_hash(session_key: str) -> str:
    """Return what ties an unlocking to a session."""
    return hashlib.sha256(b"safehold/session/1\n" + session_key.encode()).hexdigest()


def is_due_to_extend(expires_at: datetime, now: datetime, idle: timedelta) -> bool:
    """Whether an unlocking that is in use should be prolonged now."""
    return now + idle - expires_at >= EXTENDED_EVERY
