# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the bytes are, what they tell about a place, a time, a device, a person, and what to be careful of."""

import os
import re
from collections import deque
from collections.abc import Callable
from typing import Any

from safehold.looking.inside import credentials, images, marks
from safehold.looking.inside.asked import Asked
from safehold.looking.inside.detecting import Detected, detect, find_warnings
from safehold.looking.inside.telling import Ended, Tell

EXIFTOOL_WORDS = [
    "-config",
    "",
    "-j",
    "-G1",
    "-a",
    "-charset",
    "utf8",
    "-api",
    "struct=0",
    "-api",
    "largefilesupport=1",
    "-c",
    "%+.6f",
    "--ThumbnailImage",
    "--PreviewImage",
    "-",
]
OLE_MACROS = ("_VBA_PROJECT".encode("utf-16-le"), "VBA".encode("utf-16-le") + b"\0\0")
OLE_LOCKED = "EncryptedPackage".encode("utf-16-le")


def work(content: bytes, asked: Asked, tell: Tell) -> Callable[[], None] | None:
    """Tell all that we find ourselves; then become exiftool, where this machine has it."""
    detected = detect(content)
    warnings = find_warnings(content, detected)
    tell.facts(media_type=detected.media_type, kind=detected.kind, size=len(content), warnings=warnings)
    try:
        tell.facts(**WAYS.get(detected.kind, _describe_nothing)(content, detected, asked, warnings))
    except Ended as ended:
        if ended.status == "refused":
            warnings.append("encrypted" if ended.reason == "encrypted" else "bomb")
        else:
            warnings.append("truncated")
    tell.facts(warnings=list(dict.fromkeys(warnings)))
    if found := credentials.read(content, detected.media_type):
        tell.facts(credentials=found)
    program = asked.find_program("exiftool") if "encrypted" not in warnings else None
    return _become_exiftool(program, content, asked.spare, tell) if program and content else None


def _become_exiftool(program: str, content: bytes, spare: int, tell: Tell) -> Callable[[], None]:
    def become() -> None:
        with os.fdopen(os.dup(spare), "wb") as file:
            file.write(content)
        os.lseek(spare, 0, os.SEEK_SET)
        os.dup2(spare, 0)
        os.dup2(tell.descriptor, 1)
        tell.program()
        os.execv(program, [program, *EXIFTOOL_WORDS])  # noqa: S606 - no shell, inside the walls

    return become


def _describe_image(content: bytes, detected: Detected, asked: Asked, warnings: list[str]) -> dict[str, Any]:
    if detected.media_type not in images.FORMATS:
        return {}
    image = images.open_image(content, detected.media_type, asked.pixels)
    facts: dict[str, Any] = {"width": image.width, "height": image.height}
    try:
        facts["pages"] = min(int(getattr(image, "n_frames", 1)), 10_000)
    except images.BROKEN:
        warnings.append("truncated")
    return facts | marks.read_image(image)


def _describe_pdf(content: bytes, detected: Detected, asked: Asked, warnings: list[str]) -> dict[str, Any]:
    from safehold.looking.inside import pdfs

    for code, pattern in (
        ("scripts", rb"/(JavaScript|JS)\b"),
        ("embedded-files", rb"/EmbeddedFiles?\b"),
        ("outside-links", rb"/(URI|Launch|GoToR|SubmitForm)\b"),
    ):
        if re.search(pattern, content):
            warnings.append(code)
    with pdfs.Drawn(content) as drawn:
        width, height = drawn.size_of(0)
        facts = {"pages": drawn.count, "width": round(width), "height": round(height)}
    return facts | marks.read_pdf(content, warnings)


def _describe_media(content: bytes, detected: Detected, asked: Asked, warnings: list[str]) -> dict[str, Any]:
    from safehold.looking.inside import media

    with media.open_media(content, detected.media_type) as container:
        return media.measure(container, asked.pixels) | marks.read_tags(container)


def _describe_archive(
    content: bytes, detected: Detected, asked: Asked, warnings: list[str]
) -> dict[str, Any]:
    from safehold.looking.inside import calling, words, zipped

    if not content.startswith(b"PK"):
        is_ole = detected.media_type == "application/x-ole-storage"
        warnings += ["macros"] * (is_ole and any(mark in content for mark in OLE_MACROS))
        warnings += ["encrypted"] * (is_ole and OLE_LOCKED in content)
        return {}
    archive = zipped.Archive(content, asked.unpacked_bytes)
    warnings += zipped.find_warnings(archive)
    if not archive.is_locked:
        for member in archive.members:
            pieces = archive.read_pieces(member)
            if not calling.is_telling(member.filename):
                deque(pieces, maxlen=0)
                continue
            body = b"".join(pieces)
            if calling.hush(member.filename, body) != body:
                warnings.append("outside-links")
    return {"members": [words.clean(name)[:300] for name in archive.names]}


def _describe_text(content: bytes, detected: Detected, asked: Asked, warnings: list[str]) -> dict[str, Any]:
    from safehold.looking.inside import chats, words

    text = words.decode(content)
    if detected.media_type == "text/html" and re.search(r"<script|\son\w+\s*=|javascript:", text, re.I):
        warnings.append("scripts")
    return {"kind": "chat"} if chats.read(text, detected.media_type) else {}


def _describe_nothing(
    content: bytes, detected: Detected, asked: Asked, warnings: list[str]
) -> dict[str, Any]:
    if detected.kind == "program":
        warnings.append("scripts")
    return {}


WAYS: dict[str, Callable[[bytes, Detected, Asked, list[str]], dict[str, Any]]] = {
    "image": _describe_image,
    "pdf": _describe_pdf,
    "audio": _describe_media,
    "video": _describe_media,
    "office": _describe_archive,
    "archive": _describe_archive,
    "capture": _describe_archive,
    "chat": _describe_archive,
    "text": _describe_text,
}
