# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a look found. It comes from a process that read a hostile file, so each field says what it may be at most."""

from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

Code = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9+./ -]{0,79}\Z")]
Short = Annotated[str, Meta(max_length=2_000)]
Words = Annotated[str, Meta(max_length=200_000)]
Count = Annotated[int, Meta(ge=0, le=1 << 53)]
SMALL_BYTES = 64 << 10
LARGEST_BYTES = dict.fromkeys(("text", "chat", "captures", "metadata", "members"), 16 << 20)
"""How long what a field says may be, before it is read."""

FileKind = Literal[
    "image", "pdf", "audio", "video", "office", "archive", "chat", "text", "capture", "program", "other"
]
Status = Literal["done", "not-understood", "refused", "too-slow", "crashed"]


class Field(Struct, frozen=True, forbid_unknown_fields=True):
    """One line of a file's metadata. group: whether it tells a place, a time, a device or a person."""

    name: Short
    value: Short
    group: Literal["place", "time", "device", "person", "other"] = "other"


class Place(Struct, frozen=True, forbid_unknown_fields=True):
    """Where the metadata says that it was. Nobody has checked it."""

    latitude: Annotated[float, Meta(ge=-90, le=90)]
    longitude: Annotated[float, Meta(ge=-180, le=180)]


class Credentials(Struct, frozen=True, forbid_unknown_fields=True):
    """A C2PA manifest. state: "trusted" is never said: no list of roots is kept here. Absence means nothing."""

    state: Literal["valid", "changed", "unreadable"]
    issuer: Short = ""
    signed_at: Short = ""
    generator: Short = ""
    problems: Annotated[list[Short], Meta(max_length=50)] = []


class Message(Struct, frozen=True, forbid_unknown_fields=True):
    """One message of a conversation. at: as written in the export, in ISO 8601 where it could be read."""

    by: Short
    words: Words
    at: Short = ""
    attachment: Short = ""


class Chat(Struct, frozen=True, forbid_unknown_fields=True):
    """A conversation that was exported from a messenger."""

    service: Literal["whatsapp", "wechat", "telegram", "signal", "other"]
    people: Annotated[list[Short], Meta(max_length=1_000)]
    messages: Annotated[list[Message], Meta(max_length=50_000)]
    left_out: Count = 0
    """Messages beyond those."""
    day_first: bool | None = None
    """Whether 03/04/2026 was read as 3 April. None: no day could be read both ways."""


class Capture(Struct, frozen=True, forbid_unknown_fields=True):
    """One answer of a server in a capture of the web."""

    address: Short
    at: Short = ""
    status: Count = 0
    media_type: Short = ""
    digest: Literal["holds", "broken", "absent"] = "absent"
    size: Count = 0


class Facts(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Everything that a look can tell. Empty is what it did not tell. `msgspec.to_builtins` makes a dict of it."""

    media_type: Code = "application/octet-stream"
    """By content, whatever the name says."""
    kind: FileKind = "other"
    size: Count = 0
    width: Count = 0
    height: Count = 0
    pages: Count = 0
    seconds: Annotated[float, Meta(ge=0, le=1e9)] = 0.0
    warnings: Annotated[list[Code], Meta(max_length=40)] = []
    """Codes: polyglot, trailing-bytes, macros, scripts, embedded-files, outside-links, encrypted, truncated, bomb,
    many-frames, vector-only-words."""
    metadata: Annotated[list[Field], Meta(max_length=2_000)] = []
    metadata_by: Short = ""
    """What read it, such as "exiftool 12.57"."""
    place: Place | None = None
    taken_at: Short = ""
    device: Short = ""
    credentials: Credentials | None = None
    chat: Chat | None = None
    text: Annotated[str, Meta(max_length=2_000_000)] = ""
    text_cut: bool = False
    members: Annotated[list[Short], Meta(max_length=2_000)] = []
    """Names of the files in an archive."""
    captures: Annotated[list[Capture], Meta(max_length=50_000)] = []
    removed: Annotated[list[Code], Meta(max_length=200)] = []
    """What STRIP left out or REDACT painted, as codes: gps, exif, xmp, iptc, comments, macros, names, …"""
    made_by: Short = ""
    """What made the outputs, such as "Pillow 13.0.0"."""
    walls: dict[Code, Code] = {}
    """What holds on this machine, by `find_walls` alone."""


class Output(Struct, frozen=True):
    """Something that was made. name: our own word ("preview", "thumbnail", "page-1", "poster", "stripped")."""

    name: str
    media_type: str
    content: bytes


class Looked(Struct, frozen=True):
    """How it ended. reason: why, where status is not "done"."""

    status: Status
    reason: str = ""
    facts: Facts = Facts()
    outputs: tuple[Output, ...] = ()


def read_facts(told: Mapping[str, msgspec.Raw]) -> Facts:
    """Return what a child told. Raises msgspec.ValidationError where it told anything else, or too much of it."""
    for name, value in told.items():
        if len(bytes(value)) > LARGEST_BYTES.get(name, SMALL_BYTES):
            raise msgspec.ValidationError(f"too much: {name}")
    return msgspec.json.decode(msgspec.json.encode(told), type=Facts)
