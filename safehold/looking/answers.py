# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Makes an answer of what a hostile process said. What is not exactly as it may be is no answer."""

import re

import msgspec

from safehold.looking import frames, programs
from safehold.looking.found import Facts, Looked, Output, read_facts

NAME = re.compile(r"preview|thumbnail|poster|listen|stripped|redacted|page-[1-9][0-9]{0,4}")
STARTS = {
    "image/webp": (b"RIFF",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/gif": (b"GIF8",),
    "image/tiff": (b"II*\0", b"MM\0*"),
    "application/pdf": (b"%PDF-",),
    "application/zip": (b"PK\x03\x04",),
    "audio/ogg": (b"OggS",),
    "audio/mpeg": (b"ID3", b"\xff"),
    "audio/wav": (b"RIFF",),
    "audio/flac": (b"fLaC",),
    "video/mp4": (b"\0\0\0",),
    "video/x-matroska": (b"\x1aE\xdf\xa3",),
    "audio/amr": (b"#!AMR",),
    "audio/aac": (b"\xff\xf1", b"\xff\xf9"),
    "audio/mp4": (b"\0\0\0",),
}
"""What may be made, and how it begins: nothing that a browser would run."""
ZIPPED = (
    "application/vnd.openxmlformats-officedocument.",
    "application/vnd.oasis.opendocument.",
    "application/epub+zip",
)
ENDS = {
    "done": {""},
    "not-understood": {"damaged", "nothing-to-see", "unknown"},
    "refused": {"too-big", "bomb", "encrypted", "memory", "too-many", "no-such-page", "walls"},
}


class Broken(Exception):
    """The look was ended from outside."""

    def __init__(self, status: str, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason


def give_up(broken: Broken) -> Looked:
    """A process that had to be ended is not believed in anything."""
    return _end(broken.status, broken.reason)


def read(heard: frames.Heard, ended: tuple[str, str] | None) -> Looked:
    """Return what it found. ended: how the process ended, where that was not of itself."""
    if heard.end is None or (ended and heard.program is None):
        return _end(*(ended or ("crashed", "crash")))
    try:
        facts = read_facts(heard.facts)
        status, reason = _read_end(heard.end)
        outputs = tuple(_read_output(made) for made in heard.made)
        is_whole = heard.is_whole()
    except (ValueError, TypeError, RecursionError):
        is_whole = False
    if not is_whole:
        return _end("crashed", "not-its-language")
    if heard.program is not None and status == "done":
        facts = programs.read_exiftool(bytes(heard.program), facts)
    return Looked(status, reason, facts, outputs)  # type: ignore[arg-type]


def _end(status: str, reason: str) -> Looked:
    return Looked(status, reason, Facts())  # type: ignore[arg-type]


def _read_end(told: dict[str, object]) -> tuple[str, str]:
    status, reason = msgspec.convert([told.get("status"), told.get("reason")], tuple[str, str])
    if reason not in ENDS.get(status, ()):
        raise ValueError("no such end")
    return status, reason


def _read_output(made: frames.Made) -> Output:
    name, media_type = msgspec.convert([made.told["name"], made.told["media_type"]], tuple[str, str])
    starts = (b"PK\x03\x04",) if media_type.startswith(ZIPPED) else STARTS.get(media_type)
    if not NAME.fullmatch(name) or not starts or not bytes(made.content[:16]).startswith(starts):
        raise ValueError("nothing that may be made")
    return Output(name, media_type, bytes(made.content))
