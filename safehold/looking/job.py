# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What may be asked of a look, and what it may cost."""

from dataclasses import dataclass
from typing import Literal, Self

MEGABYTE = 1 << 20
Kind = Literal["describe", "preview", "strip", "redact", "capture", "walls"]
MOST_BOXES = 2_000
MOST_PAGES, LARGEST_SIDE = 150, 5_000


@dataclass(frozen=True)
class Box:
    """What is painted over: a part of one page, from its upper left corner, as shares of its width and height."""

    page: int
    """From 0. An image has one."""
    left: float
    top: float
    width: float
    height: float

    def __post_init__(self) -> None:
        if self.page < 0 or not all(0 <= share <= 1 for share in (self.left, self.top)):
            raise ValueError("a box begins on its page")
        if not all(0 < share <= 1 for share in (self.width, self.height)):
            raise ValueError("a box has a size, and no more than its page")


@dataclass(frozen=True)
class Job:
    """One thing to do with one file. Made by the functions below."""

    kind: Kind
    boxes: tuple[Box, ...] = ()
    first_page: int = 0
    pages: int = 1
    longest_side: int = 1600

    def __post_init__(self) -> None:
        if (
            self.first_page < 0
            or not 0 < self.pages <= MOST_PAGES
            or not 16 <= self.longest_side <= LARGEST_SIDE
        ):
            raise ValueError("no such pages")

    @classmethod
    def describe(cls) -> Self:
        """What the bytes are, what stands in their metadata, which manifests they carry, what to be careful of."""
        return cls("describe")

    @classmethod
    def preview(cls, *, first_page: int = 0, pages: int = 1, longest_side: int = 1600) -> Self:
        """Something to look at that was made anew: pixels, a poster, or words. Never the file's own bytes."""
        return cls("preview", first_page=first_page, pages=pages, longest_side=longest_side)

    @classmethod
    def strip(cls) -> Self:
        """The same thing to see, without what it tells beside that."""
        return cls("strip")

    @classmethod
    def redact(cls, boxes: tuple[Box, ...]) -> Self:
        """An image or a PDF as pixels, with these boxes painted: nothing of what lay below is in it."""
        if not 0 < len(boxes) <= MOST_BOXES:
            raise ValueError("something has to be hidden")
        return cls("redact", boxes=boxes)

    @classmethod
    def capture(cls) -> Self:
        """What a capture of the web holds (WARC, WACZ, a zipped auto-archiver folder), and whether its digests hold."""
        return cls("capture")


@dataclass(frozen=True)
class Limits:
    """What one look may use. Reached, the look ends and says so."""

    seconds: float = 20.0
    cpu_seconds: int = 20
    memory_bytes: int = 1536 * MEGABYTE
    input_bytes: int = 256 * MEGABYTE
    output_bytes: int = 96 * MEGABYTE
    outputs: int = 200
    pixels: int = 120_000_000
    unpacked_bytes: int = 512 * MEGABYTE
    open_files: int = 64
