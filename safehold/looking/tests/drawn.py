# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A picture, and what a phone writes beside it."""

import io
from typing import Any

from PIL import ExifTags, Image, ImageDraw

LATITUDE, LONGITUDE = 46.2044, 6.1432
HIDDEN = "Rinchen Lhamo"
"""A name that has to be gone after STRIP and REDACT."""
CAMERA = "Fairphone"


def draw(size: tuple[int, int] = (320, 240), mode: str = "RGB") -> Image.Image:
    picture = Image.new(mode, size, "white")
    pen = ImageDraw.Draw(picture)
    pen.ellipse([40, 30, 200, 190], fill="teal")
    pen.rectangle([210, 60, 300, 200], fill="orange")
    return picture


def exif_with_place() -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Model] = CAMERA, "FP5"
    exif[ExifTags.Base.Artist] = HIDDEN
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2026:03:12 21:15:32"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (46.0, 12.0, 15.84), 3: "E", 4: (6.0, 8.0, 35.52)})
    return exif


def write(picture: Image.Image, kind: str, **options: Any) -> bytes:
    written = io.BytesIO()
    picture.save(written, kind, **options)
    return written.getvalue()
