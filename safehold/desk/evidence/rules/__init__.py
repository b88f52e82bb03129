# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an item says of itself, after the Berkeley Protocol on Digital Open Source Investigations. Pure.

The document of an item (evidence.item/1) is `Document` as a dict; what people write of it is `Description`.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

SEALED_NAMES = {"name": "identity"}
RECORDED_KINDS = ("audio", "video")
LONGEST_NAME = 200
TURNING = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


class Given(StrEnum):
    """How much of an item somebody got, where it was not the file itself in a bag or a download."""

    COPY = "copy"
    NAMED = "named"
    MOVED = "moved"


@dataclass(frozen=True)
class Receiver:
    """Who gets something. recipient: as the consent ledger calls them; "" for somebody it has no name for."""

    recipient: str
    name: str = field(repr=False)


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
    """What made a derivative. removed: codes of what was left out.

    boxes: what was painted over: page from 0, left, top, width, height in ten-thousandths of the page, sorted.
    """

    tool: str = ""
    how: str = ""
    removed: list[str] = field(default_factory=list)
    boxes: list[list[int]] = field(default_factory=list)

    def is_like(self, other: Made) -> bool:
        """Whether the same was asked of the same tool: then one copy is enough."""
        return (self.tool, self.how, self.boxes) == (other.tool, other.how, other.boxes)


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


def changed_fields(before: Description, after: Description) -> list[str]:
    """Return the names of the fields in which two descriptions differ, sorted."""
    return sorted(
        each.name for each in fields(Description) if getattr(before, each.name) != getattr(after, each.name)
    )


def name_of_copy(name: str, how: str, ending: str) -> str:
    """Return the name of a derivative: the original's, what was done, and the ending of what it is now."""
    stem, dot, old = name.rpartition(".")
    base = stem if dot and stem and len(old) <= 5 else name
    return f"{base[:LONGEST_NAME]}-{how}{ending}"


def name_outside(document: Document, number: int) -> str:
    """Return the name under which an item leaves. That of a copy tells nothing: telephones write times into names."""
    if document.via != "derived":
        return document.name
    _, dot, ending = document.name.rpartition(".")
    return f"copy-{number}-{document.made.how or 'made'}" + (f".{ending}" if dot and len(ending) <= 5 else "")


def name_to_show(name: str) -> str:
    """Return a name without the characters that turn writing around: they make one ending look like another."""
    return name.translate(TURNING)


def name_to_keep(name: str) -> str:
    """Return the name under which a browser may keep a file: one line, and no folder."""
    kept = "".join("_" if each in "/\\" or not each.isprintable() else each for each in name).lstrip(". ")
    return kept or "file"


def has_pages(kind: str, media_type: str) -> bool:
    """Whether an item has pages to look at one by one: a scan may have them as well as a document."""
    return kind == "pdf" or media_type == "image/tiff"


def is_recording(kind: str, provenance: str) -> bool:
    """Whether the rule about recordings and intercepts is shown beside an item."""
    return kind in RECORDED_KINDS or provenance == "intercept"
