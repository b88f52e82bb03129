# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Archives, and documents that are archives. What they say of their sizes is not believed: it is counted."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from safehold.looking.inside.telling import NotUnderstood, Refused

MOST_MEMBERS = 2_000
PIECE_BYTES = 1 << 16
BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    NotImplementedError,
    EOFError,
    OSError,
    ValueError,
    KeyError,
    RuntimeError,
)
"""What `zipfile` raises where bytes are none of its kind, or only half."""
METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
OPENXML = "application/vnd.openxmlformats-officedocument."
OPENXML_KINDS = {
    "word/": "wordprocessingml.document",
    "xl/": "spreadsheetml.sheet",
    "ppt/": "presentationml.presentation",
}
CHAT_FILE = re.compile(r"(^|/)(_chat\.txt|WhatsApp[^/]*\.txt|result\.json|messages\d*\.html)$", re.I)
CAPTURE_FILE = re.compile(r"\.(warc|warc\.gz|wacz)$", re.I)
MACROS = re.compile(r"vbaProject\.bin$|(^|/)Basic/.+\.(xml|xlb)$|(^|/)Scripts/", re.I)
EMBEDDED = re.compile(r"/embeddings/|^ObjectReplacements/|/activeX/", re.I)


class Archive:
    """An archive of which no more than so many bytes are unpacked, all in all."""

    def __init__(self, content: bytes, most_bytes: int) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
            self.members = [member for member in self._archive.infolist() if not member.is_dir()]
        except BROKEN:
            raise NotUnderstood from None
        if len(self.members) > MOST_MEMBERS:
            raise Refused("too-many")
        if sum(member.file_size for member in self.members) > most_bytes:
            raise Refused("bomb")
        self._left = most_bytes

    @property
    def names(self) -> list[str]:
        return [member.filename for member in self.members]

    @property
    def is_locked(self) -> bool:
        return any(member.flag_bits & 1 for member in self.members)

    def read(self, member: zipfile.ZipInfo) -> bytes:
        return b"".join(self.read_pieces(member))

    def read_pieces(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        """Raises Refused("bomb") when it grows beyond what may be unpacked."""
        if member.flag_bits & 1:
            raise Refused("encrypted")
        if member.compress_type not in METHODS:
            raise NotUnderstood
        try:
            with self._archive.open(member) as stream:
                while piece := stream.read(PIECE_BYTES):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise Refused("bomb")
                    yield piece
        except BROKEN:
            raise NotUnderstood from None

    def find(self, pattern: re.Pattern[str]) -> list[zipfile.ZipInfo]:
        return [member for member in self.members if pattern.search(member.filename)]


def opens(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return bool(archive.infolist())
    except BROKEN:
        return False


def detect(content: bytes) -> tuple[str, str]:
    """Return the media type and the kind of an archive, by what lies in it."""
    try:
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    except BROKEN:
        return "application/zip", "archive"
    if "[Content_Types].xml" in names:
        for folder, kind in OPENXML_KINDS.items():
            if any(name.startswith(folder) for name in names):
                return OPENXML + kind, "office"
    if names[:1] == ["mimetype"]:
        declared = re.match(rb"application/[a-z0-9.+-]{1,60}", content[38:110])
        if declared and declared.group().startswith((b"application/vnd.oasis", b"application/epub")):
            return declared.group().decode().removesuffix("PK"), "office"
    if any(map(CAPTURE_FILE.search, names)):
        return "application/wacz" if "datapackage.json" in names else "application/zip", "capture"
    if any(map(CHAT_FILE.search, names)):
        return "application/zip", "chat"
    is_program = "META-INF/MANIFEST.MF" in names or "AndroidManifest.xml" in names
    return ("application/java-archive", "program") if is_program else ("application/zip", "archive")


def find_warnings(archive: Archive) -> list[str]:
    """Return codes of what to be careful of in an archive or a document that is one."""
    warnings = ["encrypted"] * archive.is_locked
    warnings += ["macros"] * bool(archive.find(MACROS))
    warnings += ["embedded-files"] * bool(archive.find(EMBEDDED))
    packed = sum(member.compress_size for member in archive.members)
    unpacked = sum(member.file_size for member in archive.members)
    return warnings + ["bomb"] * (unpacked > 100 * max(packed, 1) and unpacked > 50 << 20)


def unpack_beginning(content: bytes) -> bytes:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(content[:PIECE_BYTES], 4096)
    except zlib.error:
        return b""
