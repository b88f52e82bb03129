# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""PDFs, drawn: pixels and words, nothing that acts."""

from types import TracebackType
from typing import TYPE_CHECKING

from safehold.looking.inside.telling import NotUnderstood, Refused

if TYPE_CHECKING:
    from PIL import Image

MOST_PAGES = 5_000
POINTS_PER_INCH = 72
MOST_PAGE_PIXELS = 40_000_000
MOST_LETTERS_A_PAGE = 50_000
BROKEN = (OSError, ValueError, RuntimeError, TypeError, ZeroDivisionError, OverflowError)


def drawn_by() -> str:
    from importlib.metadata import version

    return f"pypdfium2 {version('pypdfium2')}"


class Drawn:
    """A PDF whose pages can be drawn. Raises NotUnderstood or Refused."""

    def __init__(self, content: bytes) -> None:
        import pypdfium2

        try:
            self._pdf = pypdfium2.PdfDocument(content)
            self.count = len(self._pdf)
        except pypdfium2.PdfiumError as error:
            if "password" in str(error).lower():
                raise Refused("encrypted") from None
            raise NotUnderstood from None
        if not 0 < self.count <= MOST_PAGES:
            raise Refused("too-many") if self.count else NotUnderstood()
        if self._pdf.get_formtype():
            self._pdf.init_forms()  # what was typed into a form is seen

    def __enter__(self) -> "Drawn":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pdf.close()

    def size_of(self, number: int) -> tuple[float, float]:
        """Return a page's width and height in points."""
        try:
            width, height = self._pdf.get_page_size(number)
        except BROKEN:
            raise NotUnderstood from None
        if not (0 < width < 1e6 and 0 < height < 1e6):
            raise Refused("bomb")
        return width, height

    def draw(self, number: int, longest: int) -> "Image.Image":
        """Return a page as RGB, its longer side so many pixels."""
        width, height = self.size_of(number)
        scale = longest / max(width, height)
        if width * height * scale**2 > MOST_PAGE_PIXELS:
            raise Refused("bomb")
        try:
            page = self._pdf[number]
            drawn: Image.Image = page.render(scale=scale, may_draw_forms=True).to_pil().convert("RGB")
            page.close()
        except BROKEN:
            raise NotUnderstood from None
        return drawn

    def read_words(self, number: int) -> str:
        try:
            page = self._pdf[number]
            read = str(page.get_textpage().get_text_range())
            page.close()
        except BROKEN:
            return ""
        return read[:MOST_LETTERS_A_PAGE]
