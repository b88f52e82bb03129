# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two pictures, drawn on the server: what happened when, and who is registered with whom.

Each is drawn for a wide page and for a phone. The page has a table beside each, which says the same in words. The
first day, and the one whose page it is, stand where reading begins.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from safehold.public.register import rules
from safehold.public.register.queries import Happened, Neighbour
from safehold.public.register.views.presenting import KINDS
from safehold.web import daylines
from safehold.web.timelines import Line, Tick, draw_lines, draw_ticks

WIDE, NARROW = 560, 320
EDGE = 12
LANE_HEIGHT, LABEL_DOWN, MARK_DOWN = 56, 14, 36
AXIS_HEIGHT = 28
MARK = 8
MOST_TICKS = {WIDE: 5, NARROW: 4}
BOX, GAP = 30, 10
CELLS = {WIDE: 26, NARROW: 30}
"""How wide a name may be, in Latin letters; a Chinese character takes two."""


@dataclass(frozen=True)
class Mark:
    x: int
    count: int
    kind: str
    text: str


@dataclass(frozen=True)
class Lane:
    label: str
    x: int
    label_y: int
    y: int
    marks: list[Mark]


@dataclass(frozen=True)
class Timeline:
    kind: str
    width: int
    height: int
    start_x: int
    end_x: int
    axis_y: int
    lanes: list[Lane]
    ticks: list[Tick]


@dataclass(frozen=True)
class Box:
    """A name in its frame. `line`: the way to it from the one in the middle, as an SVG path."""

    neighbour: Neighbour | None
    text: str
    x: int
    y: int
    width: int
    text_x: int
    text_y: int
    line: str = ""
    weight: int = 1


@dataclass(frozen=True)
class Relations:
    kind: str
    width: int
    height: int
    middle: Box
    boxes: list[Box]


def draw_timeline(days: Sequence[Happened], on: date, *, from_right: bool) -> list[Timeline]:
    """Return the picture for both widths; none without days."""
    if not days:
        return []
    lines = draw_lines([each.on for each in days], on, (WIDE, NARROW), EDGE, from_right=from_right)
    return [_timeline(days, line) for line in lines]


def _timeline(days: Sequence[Happened], line: Line) -> Timeline:
    lanes: list[Lane] = []
    for label, kinds in ((_("On the register"), rules.VERSIONS), (_("Notices and replies"), rules.REACTIONS)):
        if found := [each for each in days if each.kind in kinds]:
            top = len(lanes) * LANE_HEIGHT
            marks = _marks(found, line)
            lanes.append(Lane(label, line.start_x, top + LABEL_DOWN, top + MARK_DOWN, marks))
    axis_y = len(lanes) * LANE_HEIGHT + 4
    return Timeline(
        "wide" if line.width == WIDE else "narrow",
        line.width,
        axis_y + AXIS_HEIGHT,
        line.start_x,
        line.end_x,
        axis_y,
        lanes,
        draw_ticks(line, MOST_TICKS[line.width]),
    )


def _marks(days: Sequence[Happened], line: Line) -> list[Mark]:
    """One mark for each day; days that would lie upon each other are one mark with a number."""
    at = {day: line.x(day) for day in {each.on for each in days}}
    places = [at[each.on] for each in days]
    marks = []
    for heap in daylines.gather(places, 2 * MARK + 4):
        found = [days[number] for number in heap]
        kinds = {each.kind for each in found}
        words = [f"{date_format(each.on, 'SHORT_DATE_FORMAT')}: {KINDS[each.kind]}" for each in found[:3]]
        kind = kinds.pop() if len(kinds) == 1 else "several"
        marks.append(Mark(places[heap[0]], sum(each.count for each in found), kind, " · ".join(words)))
    return marks


def draw_relations(name: str, neighbours: Sequence[Neighbour], *, from_right: bool) -> list[Relations]:
    """Return the picture for both widths; none without neighbours."""
    if not neighbours:
        return []
    return [_fan(name, neighbours, from_right=from_right), _ladder(name, neighbours, from_right=from_right)]


def _fan(name: str, neighbours: Sequence[Neighbour], *, from_right: bool) -> Relations:
    """The one in the middle of its side, the others under each other on the other side."""
    width, height = 216, len(neighbours) * (BOX + GAP) + GAP
    middle_y = height // 2
    near, far = EDGE + width, WIDE - EDGE - width
    boxes = []
    for number, each in enumerate(neighbours):
        y = GAP + number * (BOX + GAP)
        end_y, half = y + BOX // 2, (near + far) // 2
        xs = [_turn(x, WIDE, from_right) for x in (near, half, half, far)]
        line = f"M{xs[0]} {middle_y}C{xs[1]} {middle_y} {xs[2]} {end_y} {xs[3]} {end_y}"
        boxes.append(
            _box(each, each.name or _("Name withheld"), far, y, width, WIDE, line, from_right=from_right)
        )
    middle = _box(None, name, EDGE, middle_y - BOX // 2, width, WIDE, "", from_right=from_right)
    return Relations("wide", WIDE, height, middle, boxes)


def _ladder(name: str, neighbours: Sequence[Neighbour], *, from_right: bool) -> Relations:
    """The one on top, the others below it at one line."""
    stem, width = EDGE + 14, NARROW - 2 * EDGE
    boxes = []
    for number, each in enumerate(neighbours):
        y = GAP + (number + 1) * (BOX + GAP)
        end_y = y + BOX // 2
        start, end = _turn(stem, NARROW, from_right), _turn(stem + 18, NARROW, from_right)
        line = f"M{start} {GAP + BOX}V{end_y}H{end}"
        boxes.append(
            _box(
                each,
                each.name or _("Name withheld"),
                stem + 18,
                y,
                width - 32,
                NARROW,
                line,
                from_right=from_right,
            )
        )
    middle = _box(None, name, EDGE, GAP, width, NARROW, "", from_right=from_right)
    return Relations("narrow", NARROW, (len(neighbours) + 1) * (BOX + GAP) + GAP, middle, boxes)


def _box(
    neighbour: Neighbour | None,
    text: str,
    x: int,
    y: int,
    width: int,
    page: int,
    line: str,
    *,
    from_right: bool,
) -> Box:
    left = page - x - width if from_right else x
    return Box(
        neighbour,
        clip(text, CELLS[page]),
        left,
        y,
        width,
        left + width // 2,
        y + BOX // 2 + 4,
        line,
        min(neighbour.entries, 5) if neighbour else 1,
    )


def _turn(x: int, width: int, from_right: bool) -> int:
    return width - x if from_right else x


def clip(text: str, cells: int) -> str:
    """Return a text that fits into so many Latin letters, with an ellipsis where it was cut."""
    used = 0
    for place, character in enumerate(text):
        used += 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if used > cells:
            return f"{text[: max(place - 1, 0)].rstrip()}…"
    return text
