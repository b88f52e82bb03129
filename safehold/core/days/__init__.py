# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Days counted in months, and what the months are called."""

from calendar import monthrange
from datetime import date

MONTH_NAMES = (
    ("january", "janvier"),
    ("february", "février"),
    ("march", "mars"),
    ("april", "avril"),
    ("may", "mai"),
    ("june", "juin"),
    ("july", "juillet"),
    ("august", "août"),
    ("september", "septembre"),
    ("october", "octobre"),
    ("november", "novembre"),
    ("december", "décembre"),
)
"""In English and French, without capitals."""


def months_after(day: date, months: int) -> date:
    """Return the day with the same number so many months on, or that month's last where it has none such.

    (Canada's Interpretation Act, s. 28.)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
