# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""When something happened, as far as that is known: a first and a last day between which it lies."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

WRITTEN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True)
class Span:
    """Both ends are included. Raises ValueError when they are out of order."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("The last day lies before the first.")

    @property
    def is_one_day(self) -> bool:
        return self.first == self.last


def read_span(text: str) -> Span:
    """Read `2024-09-01`, `2024-09`, `2024`, or two of these with a slash between (EDTF level 0).

    Raises ValueError.
    """
    ends = text.strip().split("/")
    if len(ends) > 2:
        raise ValueError("More than two days.")
    return Span(_bounds(ends[0])[0], _bounds(ends[-1])[1])


def _bounds(text: str) -> tuple[date, date]:
    found = WRITTEN.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no day, month or year.")
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)
