# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Putting a row into a file and taking one out, with all that pointed at it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from safehold.desk.families.rules.contents import Contents


def put_part(contents: Contents, kind: str, row: Any) -> Contents:
    """Return the file with a row in its own place, or at the end."""
    rows = getattr(contents, kind)
    if all(each.id != row.id for each in rows):
        return _with(contents, kind, (*rows, row))
    return _with(contents, kind, tuple(row if each.id == row.id else each for each in rows))


def drop_part(contents: Contents, kind: str, id_: str) -> Contents:
    """Return the file without a row. Of a person, everything goes that is about them alone."""
    left = _with(contents, kind, tuple(each for each in getattr(contents, kind) if each.id != id_))
    if kind != "people":
        return left
    return replace(
        left,
        relations=tuple(each for each in left.relations if id_ not in (each.person, each.to)),
        events=tuple(each for each in left.events if each.person != id_),
        papers=tuple(each for each in left.papers if each.person != id_),
        obstacles=tuple(replace(each, person="") if each.person == id_ else each for each in left.obstacles),
        exemptions=tuple(each for each in left.exemptions if each[1] != id_),
    )


def _with(contents: Contents, kind: str, rows: tuple[Any, ...]) -> Contents:
    parts: dict[str, Any] = {kind: rows}
    return replace(contents, **parts)
