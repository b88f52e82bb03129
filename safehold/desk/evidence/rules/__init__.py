# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an item says of itself, after the Berkeley Protocol on Digital Open Source Investigations. Pure.

The document of an item (evidence.item/1) is `Document` as a dict; what people write of it is `Description`.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

SEALED_NAMES = {"name": "identity"}
RECORDED_KINDS = ("audio", "video")
LONGEST_NAME = 200


class Moment(NamedTuple):
    """The exact time, which is sealed, and the day, which stands in the clear. Read once, at the edge of a request."""

    at: datetime
    on: date

    @property
    def text(self) -> str:
        return self.at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


@dataclass(frozen=True)
class Description:
    """What somebody wrote of an item. Codes: provenance, reliability, sensitivity; "" where nobody said.

    captured_at: when it was taken or captured, in their words. recorded: how a recording came to be, a code.
    """

    words: str = ""
    language: str = ""
    provenance: str = ""
    collector: str = ""
    tool: str = ""
    source_address: str = ""
    captured_at: str = ""
    reliability: str = ""
    sensitivity: str = ""
    authenticity: str = ""
    recorded: str = ""


@dataclass(frozen=True)
class Made:
    """What made a derivative. removed: codes of what was left out. boxes: of a redaction, as it was asked for."""

    tool: str = ""
    how: str = ""
    removed: list[str] = field(default_factory=list)
    boxes: int = 0


@dataclass(frozen=True)
class Document:
    """What is sealed in an item. identity: opens its bytes; "" for one that came with a report."""

    name: str = field(repr=False)
    media_type: str
    size_bytes: int
    sha256: str
    via: str
    received_at: str
    identity: str = field(default="", repr=False)
    is_intimate: bool = False
    description: Description = field(default_factory=Description, repr=False)
    made: Made = field(default_factory=Made)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def read_document(sealed: dict[str, Any]) -> Document:
    """Return the document of an item; fields of a later schema that are not known here are left out."""
    known = {each.name for each in fields(Document)}
    rest = {name: value for name, value in sealed.items() if name in known}
    rest["description"] = Description(**sealed.get("description", {}))
    rest["made"] = Made(**sealed.get("made", {}))
    return Document(**rest)


def name_of_copy(name: str, how: str, ending: str) -> str:
    """Return the name of a derivative: the original's, what was done, and the ending of what it is now."""
    stem, dot, old = name.rpartition(".")
    base = stem if dot and stem and len(old) <= 5 else name
    return f"{base[:LONGEST_NAME]}-{how}{ending}"


def name_to_keep(name: str) -> str:
    """Return the name under which a browser may keep a file: one line, and no folder."""
    kept = "".join("_" if each in "/\\" or not each.isprintable() else each for each in name).lstrip(". ")
    return kept or "file"


def is_recording(kind: str, provenance: str) -> bool:
    """Whether the rule about recordings and intercepts is shown beside an item."""
    return kind in RECORDED_KINDS or provenance == "intercept"
