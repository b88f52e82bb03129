# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What bytes are, by themselves. Names are not asked: they say what somebody wants one to think."""

import re
from dataclasses import dataclass

HEAD_BYTES = 1024


@dataclass(frozen=True)
class Detected:
    """kind: one of `found.FileKind`."""

    media_type: str
    kind: str


STARTS: tuple[tuple[bytes, str, str], ...] = (
    (b"\xff\xd8\xff", "image/jpeg", "image"),
    (b"\x89PNG\r\n\x1a\n", "image/png", "image"),
    (b"GIF87a", "image/gif", "image"),
    (b"GIF89a", "image/gif", "image"),
    (b"II*\0", "image/tiff", "image"),
    (b"MM\0*", "image/tiff", "image"),
    (b"BM", "image/bmp", "image"),
    (b"%PDF-", "application/pdf", "pdf"),
    (b"ID3", "audio/mpeg", "audio"),
    (b"OggS", "audio/ogg", "audio"),
    (b"fLaC", "audio/flac", "audio"),
    (b"#!AMR", "audio/amr", "audio"),
    (b"\x02#!SILK", "audio/silk", "audio"),
    (b"\xff\xf1", "audio/aac", "audio"),
    (b"\xff\xf9", "audio/aac", "audio"),
    (b"\x1aE\xdf\xa3", "video/webm", "video"),
    (b"WARC/1.", "application/warc", "capture"),
    (b"MZ", "application/vnd.microsoft.portable-executable", "program"),
    (b"\x7fELF", "application/x-elf", "program"),
    (b"Rar!\x1a\x07", "application/vnd.rar", "archive"),
    (b"7z\xbc\xaf'\x1c", "application/x-7z-compressed", "archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage", "office"),
    (b"{\\rtf", "application/rtf", "office"),
)
RIFF = {
    b"WEBP": ("image/webp", "image"),
    b"WAVE": ("audio/wav", "audio"),
    b"AVI ": ("video/x-msvideo", "video"),
}
HEIF = {b"heic", b"heix", b"heif", b"hevc", b"mif1", b"msf1", b"heim", b"heis"}
MPEG_FRAME = re.compile(rb"\xff[\xe2-\xe7\xf2-\xff][\x10-\xef]")
MARKUP = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!DOCTYPE\s+)?<?(html|svg)\b", re.I | re.S)
NOTATION = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\{\s*["}]|\[\s*[\[{"])')
CONTROL = re.compile(rb"[\0-\x08\x0e-\x1a\x1c-\x1f]")
END_OF_ZIP = b"PK\x05\x06"


def detect(content: bytes) -> Detected:
    """Return what this is."""
    found = _by_start(content) or _by_box(content) or _by_packing(content) or _by_text(content)
    if found:
        return found
    return Detected(_ask_puremagic(content), "other")


def find_warnings(content: bytes, detected: Detected) -> list[str]:
    """Return codes of what to be careful of in the bytes as a whole."""
    warnings = []
    is_zip = content.startswith(b"PK\x03\x04")
    second_pdf = detected.kind != "pdf" and b"%PDF-" in content[:HEAD_BYTES]
    is_words = detected.kind in {"text", "chat"}
    second_zip = not is_zip and not is_words and END_OF_ZIP in content and _opens_as_archive(content)
    if second_pdf or second_zip or (is_zip and b"%PDF-" in content[:HEAD_BYTES]):
        warnings.append("polyglot")
    if detected.kind == "image" and _count_trailing(content, detected.media_type):
        warnings.append("trailing-bytes")
    return warnings


def _opens_as_archive(content: bytes) -> bool:
    from safehold.looking.inside import zipped

    return zipped.opens(content)


def _by_start(content: bytes) -> Detected | None:
    for start, media_type, kind in STARTS:
        if content.startswith(start) and (start != b"BM" or _is_bitmap(content)):
            return Detected(media_type, kind)
    if content[:4] == b"RIFF" and content[8:12] in RIFF:
        return Detected(*RIFF[content[8:12]])
    if b"%PDF-" in content[:HEAD_BYTES] and not content.startswith(b"PK"):
        return Detected("application/pdf", "pdf")
    if MPEG_FRAME.match(content[:3]):
        return Detected("audio/mpeg", "audio")
    return None


def _is_bitmap(content: bytes) -> bool:
    return len(content) > 26 and content[6:10] == bytes(4) and content[14] in {12, 40, 52, 56, 108, 124}


def _by_box(content: bytes) -> Detected | None:
    """MP4 and its relatives: a length, "ftyp", a brand."""
    if content[4:8] != b"ftyp":
        return None
    brand = content[8:12]
    brands = {content[place : place + 4] for place in range(16, min(64, len(content)), 4)} | {brand}
    if brand == b"avif" or b"avif" in brands:
        return Detected("image/avif", "image")
    if brand in HEIF or brands & {b"heic", b"heix"}:
        return Detected("image/heic", "image")
    if brand in {b"M4A ", b"M4B "}:
        return Detected("audio/mp4", "audio")
    return Detected("video/quicktime" if brand == b"qt  " else "video/mp4", "video")


def _by_packing(content: bytes) -> Detected | None:
    if not content.startswith((b"PK", b"\x1f\x8b")):
        return None
    from safehold.looking.inside import zipped  # what it needs takes a while to load

    if content.startswith(b"PK\x03\x04") or content.startswith(END_OF_ZIP):
        return Detected(*zipped.detect(content))
    if content.startswith(b"\x1f\x8b"):
        is_capture = zipped.unpack_beginning(content).startswith(b"WARC/1.")
        return (
            Detected("application/warc", "capture") if is_capture else Detected("application/gzip", "archive")
        )
    return None


def _by_text(content: bytes) -> Detected | None:
    if found := MARKUP.match(content[:4096]):
        is_drawing = found.group(1).lower() == b"svg"
        return Detected("image/svg+xml", "other") if is_drawing else Detected("text/html", "text")
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not content or (CONTROL.search(content[:65536]) and not is_wide):
        return None
    return Detected("application/json" if NOTATION.match(content[:4096]) else "text/plain", "text")


def _count_trailing(content: bytes, media_type: str) -> int:
    """Return how many bytes stand behind the end of an image."""
    if media_type == "image/jpeg":
        end = content.rfind(b"\xff\xd9") + 2
        first = content.find(b"\xff\xd9\xff\xd8") if b"MPF\0" not in content[:65536] else -1
        end = min(end, first + 2) if first > 0 and b"\xff\xda" in content[:first] else end
    elif media_type == "image/png":
        end = content.find(b"IEND") + 8
    elif media_type == "image/webp":
        end = int.from_bytes(content[4:8], "little") + 8
    else:
        return 0
    return len(content[end:].rstrip(b"\0\r\n ")) if end > 8 else 0


def _ask_puremagic(content: bytes) -> str:
    import puremagic

    try:
        found = puremagic.from_string(content[:65536], mime=True)
    except (puremagic.PureError, ValueError, IndexError):
        return "application/octet-stream"
    return found if re.fullmatch(r"[a-z0-9][a-z0-9+./-]{2,70}", found) else "application/octet-stream"
