# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where the marks of a timeline stand in its picture. The template only writes them down; colours are classes.

The first day is where reading begins: on the left, or on the right for languages written from there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from safehold.desk.home.queries.timeline import Entry, Lane
from safehold.web import daylines
from safehold.web.timelines import Line, Tick, draw_lines, draw_ticks

WIDE, NARROW = 720, 340
EDGE = 14
LABEL_DOWN, MARK_DOWN, LANE_END = 14, 34, 18
ROW = 19
MARK = 7
AXIS_HEIGHT = 30
MOST_TICKS = {WIDE: 6, NARROW: 3}


@dataclass(frozen=True)
class Mark:
    """One thing or a heap of them. x: its middle, or where its bar begins on the left; length 0: no bar."""

    kind: str
    x: int
    y: int
    length: int
    text: str
    count: int


@dataclass(frozen=True)
class LaneDrawn:
    label: str
    x: int
    y: int
    line_y: int
    end_y: int
    marks: list[Mark]


@dataclass(frozen=True)
class Picture:
    """kind: "wide" or "narrow"; the page shows the one that fits."""

    kind: str
    width: int
    height: int
    start_x: int
    end_x: int
    axis_y: int
    today_x: int
    lanes: list[LaneDrawn]
    ticks: list[Tick]


def draw(entries: list[Entry], on: date, *, from_right: bool) -> list[Picture]:
    """Return the picture of these entries, for a wide page and for a phone. Without entries there is none."""
    if not entries:
        return []
    shown = [_until_today(each, on) for each in entries]
    days = [day for each in shown for day in (each.starts, each.ends) if day]
    lines = draw_lines(days, on, (WIDE, NARROW), EDGE, from_right=from_right)
    return [_draw(shown, on, line) for line in lines]


def _until_today(entry: Entry, on: date) -> Entry:
    """What has happened cannot lie ahead, however little is known of the day."""
    if (
        entry.lane != Lane.INCIDENTS
        or not entry.ends
        or not entry.starts
        or not entry.starts < on < entry.ends
    ):
        return entry
    return replace(entry, ends=on)


def _draw(entries: list[Entry], on: date, line: Line) -> Picture:
    lanes: list[LaneDrawn] = []
    down = 0
    for lane in Lane:
        if found := [each for each in entries if each.lane == lane]:
            lanes.append(_draw_lane(lane, found, down, line))
            down = lanes[-1].end_y
    axis_y = down + 4
    return Picture(
        kind="wide" if line.width == WIDE else "narrow",
        width=line.width,
        height=axis_y + AXIS_HEIGHT,
        start_x=line.start_x,
        end_x=line.end_x,
        axis_y=axis_y,
        today_x=line.x(on),
        lanes=lanes,
        ticks=draw_ticks(line, MOST_TICKS[line.width]),
    )


def _draw_lane(lane: Lane, entries: list[Entry], top: int, line: Line) -> LaneDrawn:
    """Single days on the thread of the lane; bars under them, in as many rows as none covers another."""
    y = top + MARK_DOWN
    marks = list(_points([each for each in entries if each.is_one_day], y, line))
    bars = [_bar(each, line) for each in entries if not each.is_one_day]
    rows = daylines.stack([(bar.x, bar.x + bar.length) for bar in bars], 2)
    first_row = 1 if marks else 0
    marks += [replace(bar, y=y + (row + first_row) * ROW) for bar, row in zip(bars, rows, strict=True)]
    lowest = max(mark.y for mark in marks)
    return LaneDrawn(str(lane.label), line.start_x, top + LABEL_DOWN, y, lowest + LANE_END, marks)


def _bar(entry: Entry, line: Line) -> Mark:
    """A time that is not one day; where it is open, it reaches the end of the line."""
    one, other = line.x(entry.starts or line.first), line.x(entry.ends or line.last)
    is_open = entry.starts is None or entry.ends is None
    kind = _kind(entry, "bar", "about" if entry.is_about or is_open else "")
    return Mark(kind, min(one, other) - MARK, 0, abs(other - one) + 2 * MARK, entry.label, 1)


def _points(entries: list[Entry], y: int, line: Line) -> Iterable[Mark]:
    """Single days; what would lie upon each other is one mark with a number."""
    places = [line.x(each.starts) for each in entries if each.starts]
    for heap in daylines.gather(places, 2 * MARK + 2):
        found = [entries[number] for number in heap]
        kinds = {_kind(each, "point", "about" if each.is_about else "") for each in found}
        look = " late" if any(each.look == "late" for each in found) else ""
        kind = kinds.pop() if len(kinds) == 1 else f"point {found[0].lane}{look}"
        text = " · ".join(dict.fromkeys(each.label for each in found))
        yield Mark(kind, places[heap[0]], y, 0, text, len(found))


def _kind(entry: Entry, *shapes: str) -> str:
    return " ".join(part for part in (*shapes, str(entry.lane), entry.look) if part)
