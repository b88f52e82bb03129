# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a capture of the web holds: each answer, when, with what status, and whether its digest holds.

Nothing of it is run or drawn, and no address in it is asked again: whoever runs that address would see it.
"""

import hashlib
import io
import json
import re
import unicodedata
import zlib
from typing import Any

from safehold.looking.inside import zipped
from safehold.looking.inside.asked import Asked
from safehold.looking.inside.detecting import detect
from safehold.looking.inside.telling import NotUnderstood, Refused, Tell
from safehold.looking.inside.words import clean

ANSWERS = {"response", "resource", "revisit"}
PIECE_BYTES = 1 << 16
MOST = 20_000
LONGEST = 2_000
MOST_LETTERS = 3_000_000
DESCRIPTION = "datapackage.json"


def work(content: bytes, asked: Asked, tell: Tell) -> None:
    """Tell every answer in it. Raises NotUnderstood where there is none."""
    detected = detect(content)
    tell.facts(media_type=detected.media_type, kind=detected.kind, size=len(content))
    room = _Room(asked.unpacked_bytes)
    warnings: list[str] = []
    if content.startswith(b"PK"):
        captures = _read_archive(content, room, warnings, tell)
    elif detected.kind == "capture":
        captures = _read_warc(content, room, warnings)
    else:
        raise NotUnderstood("unknown")
    if not captures:
        raise NotUnderstood("nothing-to-see")
    told = _cut(captures)
    tell.facts(captures=told, warnings=sorted({*warnings, *["cut"] * (len(captures) > len(told))}))


def _cut(captures: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return as many as can be told."""
    letters = 0
    for number, capture in enumerate(captures[:MOST]):
        letters += len(capture["address"]) + len(capture["media_type"])
        if letters > MOST_LETTERS:
            return captures[:number]
    return captures[:MOST]


class _Room:
    """How much may still be unpacked."""

    def __init__(self, most_bytes: int) -> None:
        self.left = most_bytes

    def take(self, count: int) -> None:
        self.left -= count
        if self.left < 0:
            raise Refused("bomb")


def _read_archive(content: bytes, room: _Room, warnings: list[str], tell: Tell) -> list[dict[str, Any]]:
    """Read a WACZ, or an archive in which captures lie."""
    archive = zipped.Archive(content, room.left)
    tell.facts(members=[clean(name)[:300] for name in archive.names])
    _check_package(archive, warnings)
    captures: list[dict[str, Any]] = []
    for member in archive.find(zipped.CAPTURE_FILE):
        body = archive.read(member)
        room.take(len(body))
        if member.filename.lower().endswith(".wacz"):
            inner = zipped.Archive(body, room.left)
            _check_package(inner, warnings)
            for each in inner.find(zipped.CAPTURE_FILE):
                captures += _read_warc(inner.read(each), room, warnings)
        else:
            captures += _read_warc(body, room, warnings)
    return captures


def _check_package(archive: zipped.Archive, warnings: list[str]) -> None:
    """A WACZ lists its files with their digests."""
    members = {member.filename: member for member in archive.members}
    if DESCRIPTION not in members:
        return
    try:
        listed = json.loads(archive.read(members[DESCRIPTION]))["resources"]
        wanted = {str(each["path"]): str(each["hash"]) for each in listed}
    except (ValueError, KeyError, TypeError, RecursionError):
        warnings.append("list-unreadable")
        return
    for path, told in wanted.items():
        name, _, digest = told.rpartition(":")
        if path not in members:
            warnings.append("file-missing")
        elif name in {"", "sha256"} and hashlib.sha256(archive.read(members[path])).hexdigest() != digest:
            warnings.append("digest-broken")


def _read_warc(content: bytes, room: _Room, warnings: list[str]) -> list[dict[str, Any]]:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    captures: list[dict[str, Any]] = []
    try:
        for record in ArchiveIterator(io.BytesIO(content), check_digests="log"):
            stream = record.raw_stream
            size = 0
            while piece := stream.read(PIECE_BYTES):
                room.take(len(piece))
                size += len(piece)
            if record.rec_type in ANSWERS and len(captures) <= MOST:
                captures.append(_tell_record(record, size))
    except (
        ArchiveLoadFailed,
        EOFError,
        OSError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        zlib.error,
    ):
        warnings.append("truncated")
    if any(capture["digest"] == "broken" for capture in captures):
        warnings.append("digest-broken")
    return captures


def _tell_record(record: Any, size: int) -> dict[str, Any]:
    heads, http = record.rec_headers, record.http_headers
    status = http.get_statuscode() if http else ""
    media_type = (http.get_header("Content-Type") if http else heads.get_header("Content-Type")) or ""
    checker = record.digest_checker
    has_digest = bool(heads.get_header("WARC-Payload-Digest") or heads.get_header("WARC-Block-Digest"))
    holds = {True: "holds", False: "broken", None: "absent"}[checker.passed if checker else None]
    return {
        "address": _straight(str(heads.get_header("WARC-Target-URI") or ""))[:LONGEST],
        "at": clean(str(heads.get_header("WARC-Date") or ""))[:60],
        "status": int(status) if re.fullmatch(r"\d{3}", status or "") else 0,
        "media_type": _straight(media_type)[:200],
        "digest": holds if has_digest else "absent",
        "size": size,
    }


def _straight(text: str) -> str:
    """Return an address without marks that nobody sees: they turn its end around, and no address needs one."""
    return "".join(letter for letter in clean(text) if unicodedata.category(letter) != "Cf")
