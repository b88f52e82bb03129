# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What was asked, as the process reads it."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Asked:
    """task: "module:function" inside the walls. boxes: (page, left, top, width, height)."""

    task: str
    readable: tuple[str, ...]
    is_wrapped: bool
    cpu_seconds: int
    memory_bytes: int
    input_bytes: int
    open_files: int
    pixels: int
    unpacked_bytes: int
    boxes: tuple[tuple[int, float, float, float, float], ...] = ()
    first_page: int = 0
    pages: int = 1
    longest_side: int = 1600
    has_folder: bool = False
    """Whether there is a folder in memory for a program that needs one. Known once the walls stand."""
    spare: int = -1
    """A file in memory, for a program that reads one. Inside the walls there is no other way to make it."""
    programs: tuple[str, ...] = ()
    """Which programs this machine has, by their paths."""

    walls: dict[str, str] = field(default_factory=dict)
    """Which layers stand, once they do."""

    def find_program(self, name: str) -> str | None:
        return next((path for path in self.programs if Path(path).name == name), None)
