# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What exiftool says of a file, sorted by what it gives away. Its words are the file's words."""

import re
from typing import Any

import msgspec

from safehold.looking.found import Facts, Field, Place
from safehold.looking.grouping import as_iso, group_of

LONGEST_VALUE = 2_000
MOST_FIELDS = 1_500
OWN = {"SourceFile", "ExifTool:ExifToolVersion", "ExifTool:Warning", "ExifTool:Error"}
LEFT_OUT = ("ExifTool:", "System:", "File:")
TAKEN = (
    "SubSecDateTimeOriginal",
    "DateTimeOriginal",
    "CreationDate",
    "CreateDate",
    "MediaCreateDate",
    "Date",
)


def read_exiftool(said: bytes, facts: Facts) -> Facts:
    """Return the facts with what exiftool said; as they are, where it said nothing that can be read."""
    try:
        [told] = msgspec.json.decode(said, type=list[dict[str, Any]])
    except (ValueError, RecursionError):
        return facts
    fields = [_make_field(name, value) for name, value in told.items() if not _is_left_out(name)]
    if not fields and facts.metadata:
        return facts
    version = re.sub(r"[^0-9.]", "", str(told.get("ExifTool:ExifToolVersion", "")))[:12]
    return msgspec.structs.replace(
        facts,
        metadata=fields[:MOST_FIELDS],
        metadata_by=f"exiftool {version}".strip(),
        place=_find_place(told) or facts.place,
        taken_at=as_iso(_find(told, TAKEN)) or facts.taken_at,
        device=" ".join(filter(None, (_find(told, ("Make",)), _find(told, ("Model",))))) or facts.device,
    )


def _is_left_out(name: str) -> bool:
    return name in OWN or name.startswith(LEFT_OUT)


def _make_field(name: str, value: Any) -> Field:
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return Field(name=name[:200], value=text[:LONGEST_VALUE], group=group_of(name))  # type: ignore[arg-type]


def _find(told: dict[str, Any], names: tuple[str, ...]) -> str:
    for wanted in names:
        for name, value in told.items():
            if name.rpartition(":")[2] == wanted and value and not str(value).startswith("0000"):
                return str(value)[:200]
    return ""


def _find_place(told: dict[str, Any]) -> Place | None:
    """Its composite fields have a sign; those of the file say north or south in another one."""
    try:
        position = [float(told[f"Composite:GPS{each}"]) for each in ("Latitude", "Longitude")]
        return msgspec.convert({"latitude": position[0], "longitude": position[1]}, Place)
    except (ValueError, TypeError, KeyError):
        return None
