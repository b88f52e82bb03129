# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Days and times as messengers write them, in many countries.

3/4 is the third of April in most of the world and the fourth of March in some. It is read only where the conversation
itself says which: by a number above twelve, or because its messages would not stand in order the other way.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069"), None)
SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2009"), " ")
BEFORE_NOON = r"AM|a\.?\s?m\.?|上午|凌晨|早上|清晨"
AFTER_NOON = r"PM|p\.?\s?m\.?|下午|中午|晚上|傍晚"
DAY = r"(?:\d{4}年\d{1,2}月\d{1,2}日|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\.?)"
HALF = rf"(?:{BEFORE_NOON}|{AFTER_NOON})"
TIME = rf"(?:{HALF}\s?)?\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}})?(?:\s?{HALF})?"
MOMENT = rf"{DAY},?\s{{0,2}}(?:(?:星期|周)[一二三四五六日天]\s?)?(?:at\s|um\s|à\s)?{TIME}"
WRITTEN = re.compile(
    rf"({DAY}),?\s{{0,2}}(?:(?:星期|周)[一二三四五六日天]\s?)?(?:at\s|um\s|à\s)?({TIME})", re.I
)
BEFORE, AFTER = re.compile(BEFORE_NOON, re.I), re.compile(AFTER_NOON, re.I)
NOON = 12


def plain(text: str) -> str:
    """Return text without marks of direction, and with one kind of space."""
    return text.translate(MARKS).translate(SPACES)


def read_all(written: Sequence[str]) -> tuple[list[str], bool | None]:
    """Return each moment in ISO 8601, or as it was where it cannot be read; and whether days came first."""
    day_first = _find_order([parts for each in written if (parts := _split(each))])
    return [_read(each, day_first) for each in written], day_first


def _split(written: str) -> tuple[list[int], list[int], bool] | None:
    """Return the numbers of the day and of the time, and whether the year stands first."""
    found = WRITTEN.search(plain(written))
    if not found:
        return None
    day = [int(number) for number in re.findall(r"\d+", found.group(1))]
    time = [int(number) for number in re.findall(r"\d+", found.group(2))]
    if AFTER.search(found.group(2)) and time[0] < NOON:
        time[0] += NOON
    elif BEFORE.search(found.group(2)) and time[0] == NOON:
        time[0] = 0
    return day, time, len(re.match(r"\d+", found.group(1)).group()) == 4  # type: ignore[union-attr]


def _find_order(all_parts: Sequence[tuple[list[int], list[int], bool]]) -> bool | None:
    doubtful = [parts for parts in all_parts if not parts[2]]
    if not doubtful:
        return None
    if any(day[0] > NOON for day, _, _ in doubtful):
        return True
    if any(day[1] > NOON for day, _, _ in doubtful):
        return False
    if all(day[0] == day[1] for day, _, _ in doubtful):
        return True
    orders = {first: _is_in_order(doubtful, first) for first in (True, False)}
    return next(first for first, holds in orders.items() if holds) if sum(orders.values()) == 1 else None


def _is_in_order(all_parts: Sequence[tuple[list[int], list[int], bool]], day_first: bool) -> bool:
    moments = [_make(day, time, day_first) for day, time, _ in all_parts]
    known = [moment for moment in moments if moment]
    return all(earlier <= later for earlier, later in pairwise(known))


def _read(written: str, day_first: bool | None) -> str:
    parts = _split(written)
    if parts is None or (day_first is None and not parts[2]):
        return written.strip()
    moment = _make(parts[0], parts[1], None if parts[2] else day_first)
    return moment.isoformat() if moment else written.strip()


def _make(day: list[int], time: list[int], day_first: bool | None) -> datetime | None:
    """day_first: None where the year stands first."""
    if day_first is None:
        year, month, date = day
    else:
        date, month = (day[0], day[1]) if day_first else (day[1], day[0])
        year = day[2] if day[2] > 99 else 2000 + day[2]
    hour, minute, second = (*time, 0)[:3]
    try:
        return datetime(year, month, date, hour, minute, second)  # noqa: DTZ001 - no export says in which zone
    except ValueError:
        return None
