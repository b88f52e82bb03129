# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pictures of actors and screening: noor writes a name down, sees who has one like it, and decides."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.journeys.member import DeskMember
    from tests.shots.studio import Studio

NAME = "樊德明"


def picture_actors(studio: "Studio", noor: "DeskMember") -> None:
    """Noor has unlocked and has a case. The name stands in no list: an empty screening is what most people see."""
    case = f"/actors/{noor.case_id}/"
    _take(studio, noor, "actors-of-case-empty", case)
    _take(studio, noor, "actor-new", f"{case}add")
    noor.page.check("[name=kind][value=official]")
    noor.press("Keep it and screen it")
    studio.take("actor-new-errors", "noor", noor)
    noor.page.fill("[name=name_1]", NAME)
    noor.press("Keep it and screen it")
    studio.take("screening", "noor", noor)
    actor = noor.path.removesuffix("/screening")
    _take(studio, noor, "actor-statement", f"{actor}/statements")
    noor.page.fill("[name=words]", "Deputy head of an invented bureau")
    noor.page.fill("[name=source]", "A page of the bureau")
    noor.press("Keep this")
    _take(studio, noor, "actor-mistaken", f"{actor}/mistaken")
    noor.page.fill("[name=words]", "A teacher in Richmond has the same name.")
    noor.press("Keep this")
    _take(studio, noor, "actor", actor)
    _take(studio, noor, "actor-change", f"{actor}/change")
    _take(studio, noor, "actors-of-case", case)
    _take(studio, noor, "actors", "/actors/")


def _take(studio: "Studio", noor: "DeskMember", name: str, path: str) -> None:
    noor.open(path)
    studio.take(name, "noor", noor)
