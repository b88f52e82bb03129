# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Office documents, packed again without what they tell beside their words: properties, comments, macros, names."""

import io
import re
import zipfile
from dataclasses import dataclass

from safehold.looking.inside import calling, detecting, images, zipped
from safehold.looking.inside.asked import Asked
from safehold.looking.inside.telling import Ended, NotUnderstood, Refused

OPENXML, OPENDOCUMENT = zipped.OPENXML, "application/vnd.oasis.opendocument."
SUFFIXES = {
    f"{OPENXML}wordprocessingml.document": ".docx",
    f"{OPENXML}spreadsheetml.sheet": ".xlsx",
    f"{OPENXML}presentationml.presentation": ".pptx",
    f"{OPENDOCUMENT}text": ".odt",
    f"{OPENDOCUMENT}spreadsheet": ".ods",
    f"{OPENDOCUMENT}presentation": ".odp",
    "application/epub+zip": ".epub",
}
LEFT_OUT = (
    (
        "properties",
        re.compile(r"^docProps/|^meta\.xml$|^META-INF/documentsignatures\.xml$|^_xmlsignatures/", re.I),
    ),
    ("macros", re.compile(r"vbaProject|vbaData|^Basic/|^Scripts/|activeX/|macrosheets/", re.I)),
    (
        "comments",
        re.compile(r"/comments[^/]*\.xml$|/commentsExtended|/people\.xml$|/persons/|threadedComments", re.I),
    ),
    ("embedded-files", re.compile(r"/embeddings/|^ObjectReplacements/|^customXml/|/printerSettings/", re.I)),
    ("outside-links", re.compile(r"^xl/(connections\.xml$|queryTables/)", re.I)),
    ("thumbnail", re.compile(r"^Thumbnails/|thumbnail\.(jpe?g|png|wmf|emf)$", re.I)),
)
NAMES = re.compile(rb"\s(w:author|w:initials|w:date|w:rsid\w*|w15:author)=\"[^\"]*\"")
CHANGES = re.compile(
    rb"<(dc:creator|dc:contributor|dc:date|meta:creator-initials|text:creator|text:author-name)(?:\s[^>]*)?>[^<]*</\1>"
    rb"|<w:comment(?:Reference|RangeStart|RangeEnd)\b[^>]*/>|(?<=<pageSetup)\s(?=[^>]*r:id)[^>]*(?=/>)"
)
"""Who wrote, and what points at parts that are left out."""
POINTERS = re.compile(rb"<(Relationship|Override|manifest:file-entry)\b[^>]*?/>", re.I)
TARGET = re.compile(rb"(?:Target|PartName|manifest:full-path)=\"([^\"]*)\"", re.I)
LISTS = re.compile(r"\.rels$|^\[Content_Types\]\.xml$|^META-INF/manifest\.xml$")
PICTURE = re.compile(r"\.(jpe?g|png|gif|tiff?|webp|bmp)$", re.I)
NO_DAY = (1980, 1, 1, 0, 0, 0)
MACRO_TYPES = (
    (
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
        f"{OPENXML}wordprocessingml.document.main+xml",
    ),
    (b"application/vnd.ms-excel.sheet.macroEnabled.main+xml", f"{OPENXML}spreadsheetml.sheet.main+xml"),
    (
        b"application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
        f"{OPENXML}presentationml.presentation.main+xml",
    ),
)


@dataclass(frozen=True)
class Made:
    content: bytes
    removed: list[str]


def strip(content: bytes, media_type: str, asked: Asked) -> Made:
    """Return the document without them. Raises Refused or NotUnderstood."""
    if media_type not in SUFFIXES:
        raise NotUnderstood("unknown")
    archive = zipped.Archive(content, asked.unpacked_bytes)
    if archive.is_locked:
        raise Refused("encrypted")
    removed = {"days"}
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        for member in archive.members:
            reason = next((code for code, pattern in LEFT_OUT if pattern.search(member.filename)), "")
            if reason:
                removed.add(reason)
                continue
            body = _clean(member.filename, archive.read(member), asked, removed)
            entry = zipfile.ZipInfo(member.filename, NO_DAY)
            entry.compress_type = (
                zipfile.ZIP_STORED if member.filename == "mimetype" else zipfile.ZIP_DEFLATED
            )
            made.writestr(entry, body)
    return Made(written.getvalue(), sorted(removed))


def _clean(name: str, body: bytes, asked: Asked, removed: set[str]) -> bytes:
    if calling.is_telling(name):
        hushed = calling.hush(name, body)
        removed.update({"outside-links"} if hushed != body else ())
        body = hushed
    if LISTS.search(name):
        return _drop_pointers(body)
    if name.endswith((".xml", ".opf")):
        cleaned = CHANGES.sub(b"", NAMES.sub(b"", body))
        if cleaned != body:
            removed.add("names")
        return cleaned
    if PICTURE.search(name):
        return _clean_picture(body, asked, removed)
    return body


def _drop_pointers(body: bytes) -> bytes:
    """Leave out what points at a part that was left out."""

    def keep(found: re.Match[bytes]) -> bytes:
        target = TARGET.search(found.group())
        named = target.group(1).decode(errors="replace").lstrip("/") if target else ""
        is_gone = any(pattern.search(place) for _, pattern in LEFT_OUT for place in (named, f"/{named}"))
        return b"" if is_gone else found.group()

    body = POINTERS.sub(keep, body)
    for with_macros, without in MACRO_TYPES:
        body = body.replace(with_macros, without.encode())
    return body


def _clean_picture(body: bytes, asked: Asked, removed: set[str]) -> bytes:
    """Draw a picture anew in its own kind, or white where it is none."""
    kinds = {
        "image/jpeg": "JPEG",
        "image/png": "PNG",
        "image/gif": "GIF",
        "image/webp": "WEBP",
        "image/tiff": "TIFF",
    }
    detected = detecting.detect(body)
    try:
        shown = images.load(images.open_image(body, detected.media_type, asked.pixels))
    except Ended as ended:
        if ended.reason == "bomb":
            raise
        from PIL import Image

        removed.add("pictures")
        shown = Image.new("RGB", (8, 8), "white")
    kind = kinds.get(detected.media_type, "PNG")
    return images.write(images.flatten(shown) if kind == "JPEG" else shown, kind)
