# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The line of days across a picture that is drawn on the server, and the days written under it.

The first day is where reading begins: on the left, or on the right for languages written from there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from safehold.web import daylines

NEAR_EDGE = 45
FORMATS = {daylines.DAY: "MONTH_DAY_FORMAT", daylines.MONTH: "YEAR_MONTH_FORMAT"}


@dataclass(frozen=True)
class Tick:
    """A day written under the line. anchor: of its words, as SVG has it."""

    label: str
    x: int
    anchor: str


@dataclass(frozen=True)
class Line:
    """edge: what is left free at either end. from_right: whether the first day stands on the right."""

    width: int
    edge: int
    first: date
    last: date
    from_right: bool

    def x(self, day: date) -> int:
        place = daylines.place_of(day, self.first, self.last)
        return self.turned(self.edge + place * (self.width - 2 * self.edge) // daylines.SCALE)

    def turned(self, x: int) -> int:
        return self.width - x if self.from_right else x

    @property
    def start_x(self) -> int:
        return self.turned(self.edge)

    @property
    def end_x(self) -> int:
        return self.turned(self.width - self.edge)


def draw_lines(
    days: Sequence[date], on: date, widths: Sequence[int], edge: int, *, from_right: bool
) -> list[Line]:
    """Return the line of some days for each width of a picture."""
    first, last = daylines.stretch(list(days), on)
    return [Line(width, edge, first, last, from_right) for width in widths]


def draw_ticks(line: Line, most: int) -> list[Tick]:
    """Return the days to be written, so many at most; at either end of the line the words go inwards."""
    return [_tick(each, line) for each in daylines.list_ticks(line.first, line.last, most)]


def _tick(tick: daylines.Tick, line: Line) -> Tick:
    x = line.x(tick.on)
    along = line.turned(x)
    anchor = "start" if along < NEAR_EDGE else "end" if along > line.width - NEAR_EDGE else "middle"
    words = date_format(tick.on, FORMATS[tick.unit]) if tick.unit in FORMATS else str(tick.on.year)
    return Tick(words, x, anchor)
