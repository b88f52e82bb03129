# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The same thing to see, without what it tells beside that. What was left out is said by name."""

import os
from pathlib import Path

from safehold.looking.inside import images
from safehold.looking.inside.asked import Asked
from safehold.looking.inside.detecting import Detected, detect, find_warnings
from safehold.looking.inside.preview import images_version
from safehold.looking.inside.telling import NotUnderstood, Refused, Tell

MARKS = (
    ("exif", b"Exif\0\0"),
    ("xmp", b"ns.adobe.com/xap"),
    ("xmp", b"XML:com.adobe.xmp"),
    ("iptc", b"Photoshop 3.0"),
    ("icc", b"ICC_PROFILE"),
    ("c2pa", b"c2pa"),
)
WRITTEN_AS = {
    "image/jpeg": ("JPEG", "image/jpeg", {"quality": images.BEST_QUALITY, "subsampling": 0}),
    "image/heic": ("JPEG", "image/jpeg", {"quality": images.BEST_QUALITY, "subsampling": 0}),
    "image/avif": ("JPEG", "image/jpeg", {"quality": images.BEST_QUALITY, "subsampling": 0}),
    "image/webp": ("WEBP", "image/webp", {"quality": images.BEST_QUALITY, "method": 2}),
}
"""Anything else is drawn as PNG."""
GPS = 0x8825
TELLING = {GPS, 0x8769, 0x010E, 0x010F, 0x0110, 0x0131, 0x0132, 0x013B, 0x013C, 0x8298, 0x02BC, 0x83BB}
"""Tags that say more than how to draw it."""
MOST_FRAMES = 200
MAT2 = Path(__file__).parent / "mat2.py"
PRIVATE = Path("/dev/shm")  # noqa: S108 - an own one: see walls


def work(content: bytes, asked: Asked, tell: Tell) -> None:
    """Tell what it is, then make it anew."""
    detected = detect(content)
    tell.facts(media_type=detected.media_type, kind=detected.kind, size=len(content))
    if detected.kind in {"audio", "video"}:
        from safehold.looking.inside import stripped_media

        stripped_media.strip(content, detected, tell)
    elif detected.kind == "image":
        _strip_image(content, detected, asked, tell)
    elif detected.kind == "pdf":
        from safehold.looking.inside import stripped_pdf

        stripped_pdf.strip(content, tell)
    elif detected.kind == "office":
        _strip_document(content, detected, asked, tell)
    else:
        raise NotUnderstood("unknown")


def _strip_image(content: bytes, detected: Detected, asked: Asked, tell: Tell) -> None:
    image = images.open_image(content, detected.media_type, asked.pixels)
    removed = _list_marks(content, image, detected)
    if frames_kind := _kind_of_frames(image):
        written, media_type = _write_frames(image, frames_kind, asked.pixels), f"image/{frames_kind.lower()}"
    else:
        kind, media_type, options = WRITTEN_AS.get(detected.media_type, ("PNG", "image/png", {}))
        removed += ["frames"] * (images.count_frames(image) > 1)
        image.seek(0)
        shown = images.load(image)
        shown = images.flatten(shown) if kind == "JPEG" else images.empty_holes(shown)
        written = images.write(shown, kind, **options)
    tell.facts(removed=removed, made_by=images_version(), width=image.width, height=image.height)
    tell.output("stripped", media_type, written)


def _list_marks(content: bytes, image: object, detected: Detected) -> list[str]:
    removed = [code for code, mark in MARKS if mark in content]
    info = getattr(image, "info", {})
    removed += [code for code in ("exif", "xmp", "comment") if info.get(code)]
    removed += ["icc"] * bool(info.get("icc_profile"))
    try:
        exif = image.getexif()  # type: ignore[attr-defined]
        removed += ["gps"] * bool(exif.get_ifd(GPS)) + ["exif"] * bool(TELLING & set(exif))
    except images.BROKEN:
        removed.append("exif")
    if detected.media_type == "image/png" and any(mark in content for mark in (b"tEXt", b"iTXt", b"zTXt")):
        removed.append("comment")
    removed += [code for code in find_warnings(content, detected) if code == "trailing-bytes"]
    return sorted(set(removed))


def _kind_of_frames(image: object) -> str:
    """Return the kind of an image that has several: it moves, or has pages."""
    kind = str(getattr(image, "format", ""))
    try:
        return kind if kind in {"GIF", "TIFF"} and int(getattr(image, "n_frames", 1)) > 1 else ""
    except images.BROKEN:
        return ""


def _write_frames(image: object, kind: str, most_pixels: int) -> bytes:
    from PIL import Image, ImageSequence

    frames: list[Image.Image] = []
    pauses: list[int] = []
    try:
        for frame in ImageSequence.Iterator(image):  # type: ignore[arg-type]
            images.check_size(frame, most_pixels)
            frames.append(images.load(frame.copy()))
            pauses.append(min(int(frame.info.get("duration", 100)), 60_000))
            if len(frames) > MOST_FRAMES or len(frames) * frame.width * frame.height > most_pixels:
                raise Refused("too-many")
        options = {"duration": pauses, "loop": 0} if kind == "GIF" else {"compression": "tiff_adobe_deflate"}
        return images.write(frames[0], kind, save_all=True, append_images=frames[1:], **options)
    except images.BROKEN:
        raise NotUnderstood from None


def _strip_document(content: bytes, detected: Detected, asked: Asked, tell: Tell) -> None:
    """Leave parts out ourselves; then have mat2 go over it, where this machine has it and a folder in memory."""
    from safehold.looking.inside import stripped_documents

    made = stripped_documents.strip(content, detected.media_type, asked)
    tell.facts(removed=made.removed, made_by=f"{images_version()}, zipfile")
    mat2, python = asked.find_program("mat2"), asked.find_program("python3")
    if mat2 and python and asked.has_folder:
        _become_mat2(python, made.content, detected.media_type, tell)
    tell.output("stripped", detected.media_type, made.content)


def _become_mat2(python: str, content: bytes, media_type: str, tell: Tell) -> None:
    """Go on as the system's Python, which knows mat2's library. It speaks as we do, and hands ours out if it fails."""
    from safehold.looking.inside import stripped_documents

    given = PRIVATE / f"given{stripped_documents.SUFFIXES[media_type]}"
    given.write_bytes(content)
    os.set_inheritable(tell.descriptor, True)
    words = [python, "-I", "-B", str(MAT2), str(tell.descriptor), str(given), media_type]
    os.execve(python, words, {"TMPDIR": str(PRIVATE), "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"})  # noqa: S606
