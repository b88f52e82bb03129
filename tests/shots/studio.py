# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Takes the pictures: each page whole, on a phone and on a desktop."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.shots.pages import PICTURES

if TYPE_CHECKING:
    from tests.journeys.visitor import Visitor

PHONE_WIDTH, DESKTOP_WIDTH = 360, 1280
HEIGHTS = {PHONE_WIDTH: 740, DESKTOP_WIDTH: 860}
STILL = "*, ::before, ::after { caret-color: transparent !important; }"


@dataclass
class Studio:
    """Where the pictures go, and which were taken, in order."""

    folder: Path
    taken: list[Path] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    def take(
        self,
        name: str,
        who: str,
        visitor: "Visitor",
        *,
        widths: tuple[int, ...] = (PHONE_WIDTH, DESKTOP_WIDTH),
        dark: bool = False,
    ) -> None:
        """Take one page at each width, as `<name>-<who>-<width>.png`."""
        if name not in PICTURES:
            raise KeyError(f"{name} is in no list of pictures")
        self.names.add(name)
        page = visitor.page
        if dark:
            page.emulate_media(color_scheme="dark")
        for width in widths:
            page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
            path = self.folder / f"{name}-{who}{'-dark' if dark else ''}-{width}.png"
            page.screenshot(path=path, full_page=True, animations="disabled", style=STILL)
            self.taken.append(path)
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(visitor.viewport)  # type: ignore[arg-type]

    def missing(self) -> set[str]:
        return set(PICTURES) - self.names
