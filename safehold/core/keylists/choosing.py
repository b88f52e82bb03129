# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which key is used on which day. A report is never refused because a key has run out."""

from datetime import date, timedelta

from safehold.core.keylists.errors import ListEmpty
from safehold.core.keylists.lists import IntakeKey, KeyList, ReplyKey

WEEK = timedelta(days=7)


def intake_key_for(key_list: KeyList, day: date) -> IntakeKey:
    """The key to which a report received on `day` is sealed; raises ListEmpty only for a list without keys.

    Of the keys valid that day, the one that started last. If none is, the key that ended last; if none has
    started, since the clock is behind, the one that starts first.
    """
    keys = key_list.intake_keys
    if not keys:
        raise ListEmpty("The key list has no intake key.")
    started = [key for key in keys if key.valid_from <= day]
    valid = [key for key in started if day < key.valid_until]
    if valid:
        return max(valid, key=lambda key: (key.valid_from, key.key_id))
    if started:
        return max(started, key=lambda key: (key.valid_until, key.key_id))
    return min(keys, key=lambda key: (key.valid_from, key.key_id))


def reply_keys_for(key_list: KeyList) -> tuple[ReplyKey, ...]:
    """The keys by which a reply may be signed, newest first.

    Ended keys stay: an old reply must still open. A key that must not be trusted is taken out of the list.
    """
    return tuple(sorted(key_list.reply_keys, key=lambda key: (key.valid_from, key.key_id), reverse=True))


def weeks_from(day: date, count: int) -> tuple[tuple[date, date], ...]:
    """`count` weekly windows (from, until), Monday to Monday, starting with the week that holds `day`."""
    monday = day - timedelta(days=day.weekday())
    return tuple((monday + i * WEEK, monday + (i + 1) * WEEK) for i in range(count))
