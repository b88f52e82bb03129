# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Metadata as Pillow, pikepdf and PyAV read it: less than exiftool finds, and all there is where that is missing."""

from typing import TYPE_CHECKING, Any

from safehold.looking.inside import images
from safehold.looking.inside.words import clean

if TYPE_CHECKING:
    from PIL import Image

GPS, EXIF = 0x8825, 0x8769
MAKE, MODEL, TAKEN = 0x010F, 0x0110, 0x9003
LATITUDE, LONGITUDE = (1, 2), (3, 4)
MOST, LONGEST = 500, 300


def read_image(image: "Image.Image") -> dict[str, Any]:
    """Return {"metadata", "metadata_by", "place", "taken_at", "device"} as far as there is any."""
    from PIL import ExifTags, __version__

    from safehold.looking.grouping import as_iso

    facts: dict[str, Any] = {"metadata_by": f"Pillow {__version__}"}
    try:
        exif = image.getexif()
        inner, place = dict(exif.get_ifd(EXIF)), dict(exif.get_ifd(GPS))
    except images.BROKEN:
        return facts
    named = [(ExifTags.TAGS.get(tag, str(tag)), value) for tag, value in [*exif.items(), *inner.items()]]
    named += [(ExifTags.GPSTAGS.get(tag, str(tag)), value) for tag, value in place.items()]
    facts["metadata"] = _list(named)
    device = [_say(exif.get(tag)) for tag in (MAKE, MODEL)]
    facts |= {"device": " ".join(filter(None, device)), "taken_at": as_iso(_say(inner.get(TAKEN)))}
    if position := _find_position(place):
        facts["place"] = position
    return facts


def read_pdf(content: bytes, warnings: list[str]) -> dict[str, Any]:
    """Return what a PDF says of itself."""
    import io

    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            named = [(str(name).removeprefix("/"), value) for name, value in pdf.docinfo.items()]
            if pdf.attachments:
                warnings.append("embedded-files")
    except Exception:
        return {}
    return {"metadata": _list(named), "metadata_by": f"pikepdf {pikepdf.__version__}"}


def read_tags(container: Any) -> dict[str, Any]:
    import av

    named = [*dict(container.metadata).items()]
    for stream in container.streams:
        named += dict(stream.metadata).items()
    return {"metadata": _list(named), "metadata_by": f"PyAV {av.__version__}"}


def _list(named: list[tuple[str, Any]]) -> list[dict[str, str]]:
    from safehold.looking.grouping import group_of

    listed = [(clean(str(name))[:100], _say(value)) for name, value in named[:MOST]]
    return [{"name": name, "value": value, "group": group_of(name)} for name, value in listed if value]


def _say(value: Any) -> str:
    try:
        text = value.decode(errors="replace") if isinstance(value, bytes) else str(value or "")
    except images.BROKEN:
        return ""
    return clean(text)[:LONGEST].strip()


def _find_position(place: dict[int, Any]) -> dict[str, float] | None:
    try:
        latitude, longitude = (_degrees(place, *tags) for tags in (LATITUDE, LONGITUDE))
    except (KeyError, *images.BROKEN):
        return None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return None
    return {"latitude": latitude, "longitude": longitude}


def _degrees(place: dict[int, Any], side: int, amount: int) -> float:
    degrees, minutes, seconds = (float(part) for part in place[amount])
    whole = degrees + minutes / 60 + seconds / 3600
    return round(-whole if str(place[side]).upper()[:1] in {"S", "W"} else whole, 6)
