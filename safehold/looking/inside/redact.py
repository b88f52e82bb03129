# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""An image or a PDF as pixels, with boxes painted. What lay below a box is in no byte of what is made.

Nothing is drawn over something that stays: every page becomes a picture, the boxes are part of it, and a new file is
made of the pictures alone. It has no words, no properties and no earlier state.
"""

import io
import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from safehold.looking.inside import images, pdfs
from safehold.looking.inside.asked import Asked
from safehold.looking.inside.detecting import detect
from safehold.looking.inside.preview import images_version
from safehold.looking.inside.telling import NotUnderstood, Refused, Tell

if TYPE_CHECKING:
    from PIL import Image

DOTS_PER_INCH = 150
LONGEST_SIDE = 3_500
QUALITY = 88
MOST_PAGES = 500


def work(content: bytes, asked: Asked, tell: Tell) -> None:
    """Make it anew, with every box painted. Raises Refused where a box lies on no page."""
    detected = detect(content)
    tell.facts(media_type=detected.media_type, kind=detected.kind, size=len(content))
    if detected.kind == "pdf":
        _redact_pdf(content, asked, tell)
    elif detected.kind == "image":
        _redact_image(content, detected.media_type, asked, tell)
    else:
        raise NotUnderstood("unknown")


def _redact_pdf(content: bytes, asked: Asked, tell: Tell) -> None:
    with pdfs.Drawn(content) as drawn:
        _check(asked, drawn.count)
        sizes = [drawn.size_of(number) for number in range(drawn.count)]
        longest = [
            min(LONGEST_SIDE, math.ceil(max(size) / pdfs.POINTS_PER_INCH * DOTS_PER_INCH)) for size in sizes
        ]
        painted = (
            _paint(drawn.draw(number, longest[number]), number, asked) for number in range(drawn.count)
        )
        made = _bind(painted, sizes)
    tell.facts(pages=len(sizes), made_by=pdfs.drawn_by(), removed=["boxes", "words", "properties"])
    tell.output("redacted", "application/pdf", made)


def _redact_image(content: bytes, media_type: str, asked: Asked, tell: Tell) -> None:
    image = images.open_image(content, media_type, asked.pixels)
    try:
        frames = int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1
    except images.BROKEN:
        raise NotUnderstood from None
    _check(asked, frames)
    tell.facts(
        pages=frames, width=image.width, height=image.height, made_by=images_version(), removed=["boxes"]
    )
    if frames > 1:
        sizes: list[tuple[float, float]] = []
        painted = _paint_frames(image, frames, asked, sizes)
        tell.output("redacted", "application/pdf", _bind(painted, sizes))
        return
    shown = _paint(images.flatten(images.load(image)), 0, asked)
    if media_type in {"image/png", "image/gif", "image/bmp"}:
        tell.output("redacted", "image/png", images.write(shown, "PNG"))
    else:
        tell.output("redacted", "image/jpeg", images.write_jpeg(shown, images.BEST_QUALITY))


def _check(asked: Asked, pages: int) -> None:
    if pages > MOST_PAGES:
        raise Refused("too-many")
    if any(box[0] >= pages for box in asked.boxes):
        raise Refused("no-such-page")


def _paint_frames(
    image: "Image.Image", frames: int, asked: Asked, sizes: list[tuple[float, float]]
) -> "Iterator[Image.Image]":
    for number in range(frames):
        try:
            image.seek(number)
        except images.BROKEN:
            raise NotUnderstood from None
        images.check_size(image, asked.pixels)
        shown = _paint(images.flatten(images.load(image)), number, asked)
        scale = pdfs.POINTS_PER_INCH / DOTS_PER_INCH
        sizes.append((shown.width * scale, shown.height * scale))
        yield shown


def _paint(page: "Image.Image", number: int, asked: Asked) -> "Image.Image":
    """Paint the boxes of a page, to the next whole pixel outside each."""
    from PIL import ImageDraw

    draw = ImageDraw.Draw(page)
    for on, left, top, width, height in asked.boxes:
        if on == number:
            corner = (math.floor(left * page.width), math.floor(top * page.height))
            other = (math.ceil((left + width) * page.width), math.ceil((top + height) * page.height))
            draw.rectangle([corner, other], fill="black")
    return page


def _bind(pages: "Iterator[Image.Image]", sizes: list[tuple[float, float]]) -> bytes:
    """Return a PDF of pictures, each as large as its page in points."""
    import pikepdf

    made = pikepdf.new()
    for number, page in enumerate(pages):
        width, height = sizes[number]
        picture = pikepdf.Stream(
            made,
            images.write_jpeg(page, QUALITY),
            {
                "/Type": pikepdf.Name.XObject,
                "/Subtype": pikepdf.Name.Image,
                "/Width": page.width,
                "/Height": page.height,
                "/ColorSpace": pikepdf.Name.DeviceRGB,
                "/BitsPerComponent": 8,
                "/Filter": pikepdf.Name.DCTDecode,
            },
        )
        sheet = made.add_blank_page(page_size=(width, height))
        sheet.obj["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Picture=picture))
        drawn = f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /Picture Do Q".encode()
        sheet.obj["/Contents"] = made.make_stream(drawn)
    written = io.BytesIO()
    made.save(written, deterministic_id=True)
    return written.getvalue()
