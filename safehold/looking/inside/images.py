# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Images: opened with a limit, turned upright, made anew from their pixels."""

import io
import warnings as python_warnings
from typing import TYPE_CHECKING, Any

from safehold.looking.inside.telling import NotUnderstood, Refused

if TYPE_CHECKING:
    from PIL import Image

FORMATS = {
    "image/jpeg": ("JPEG", "MPO"),
    "image/png": ("PNG",),
    "image/gif": ("GIF",),
    "image/tiff": ("TIFF",),
    "image/bmp": ("BMP",),
    "image/webp": ("WEBP",),
    "image/heic": ("HEIF",),
    "image/avif": ("AVIF",),
}
THUMBNAIL = 320
QUALITY, BEST_QUALITY = 85, 93
LONGEST_SIDE = 65_000
MOST_FRAMES = 10_000
BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    KeyError,
    IndexError,
    EOFError,
    AttributeError,
    ZeroDivisionError,
    OverflowError,
    AssertionError,
)
"""What Pillow and its readers raise where bytes are none of their kind, or only half."""


def open_image(content: bytes, media_type: str, most_pixels: int) -> "Image.Image":
    """Return an image whose size was looked at before its pixels. Raises NotUnderstood or Refused."""
    from PIL import Image, ImageFile

    if media_type not in FORMATS:
        raise NotUnderstood("unknown")
    _load_reader(media_type)
    python_warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = None  # counted below
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        image = Image.open(io.BytesIO(content), formats=FORMATS[media_type])
    except BROKEN:
        raise NotUnderstood from None
    check_size(image, most_pixels)
    return image


def check_size(image: "Image.Image", most_pixels: int) -> None:
    width, height = image.size
    if width * height > most_pixels or max(width, height) > LONGEST_SIDE:
        raise Refused("bomb")
    if not width or not height:
        raise NotUnderstood


def count_frames(image: "Image.Image") -> int:
    try:
        return min(int(getattr(image, "n_frames", 1)), MOST_FRAMES)
    except BROKEN:
        return 1


def load(image: "Image.Image") -> "Image.Image":
    """Return its pixels, upright, as RGB on white, or as RGBA where it can be looked through."""
    from PIL import ImageOps

    try:
        image.load()
        upright = ImageOps.exif_transpose(image)
        return _as_srgb(upright)
    except BROKEN:
        raise NotUnderstood from None


def _as_srgb(image: "Image.Image") -> "Image.Image":
    has_holes = image.has_transparency_data
    profile = image.info.get("icc_profile")
    if profile and image.mode in {"RGB", "CMYK"}:
        from PIL import ImageCms

        try:
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(
                image, given, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
            return _bare(converted or image)
        except (ImageCms.PyCMSError, *BROKEN):
            pass
    if image.mode in {"I", "F"} or image.mode.startswith("I;"):
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    return _bare(image.convert("RGBA" if has_holes else "RGB"))


def _bare(image: "Image.Image") -> "Image.Image":
    """Return the same pixels in an image that carries nothing else."""
    bare = image.copy()
    bare.info = {}
    return bare


def flatten(image: "Image.Image") -> "Image.Image":
    """Return it on white."""
    from PIL import Image

    if image.mode != "RGBA":
        return image
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def empty_holes(image: "Image.Image") -> "Image.Image":
    """Return it without the colours that lie where it can be looked through: nobody sees them, and they can be read."""
    from PIL import Image

    if image.mode != "RGBA":
        return image
    nothing = Image.new("RGBA", image.size, (0, 0, 0, 0))
    return Image.composite(image, nothing, image.getchannel("A").point(lambda seen: 255 if seen else 0))


def shrink(image: "Image.Image", longest: int) -> "Image.Image":
    from PIL import Image

    if max(image.size) <= longest:
        return image
    share = longest / max(image.size)
    size = (max(1, round(image.width * share)), max(1, round(image.height * share)))
    return image.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)


def prepare_small(image: "Image.Image", longest: int) -> None:
    """Let a JPEG be decoded at a half, a quarter or an eighth, no smaller than asked."""
    if image.format in {"JPEG", "MPO"}:
        share = longest / max(image.size)
        image.draft("RGB", (max(1, int(image.width * share)), max(1, int(image.height * share))))


def write_jpeg(image: "Image.Image", quality: int = QUALITY) -> bytes:
    return write(flatten(image), "JPEG", quality=quality)


def write(image: "Image.Image", kind: str, **options: Any) -> bytes:
    written = io.BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def _load_reader(media_type: str) -> None:
    """Import the one reader that is needed; Pillow would import all of them."""
    from importlib import import_module

    if media_type == "image/heic":
        import pillow_heif

        pillow_heif.register_heif_opener(thumbnails=False)
        pillow_heif.options.DECODE_THREADS = 1
        return
    names = {
        "image/tiff": "TiffImagePlugin",
        "image/webp": "WebPImagePlugin",
        "image/avif": "AvifImagePlugin",
    }
    if media_type in names:
        import_module(f"PIL.{names[media_type]}")
