# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A PDF with the same pages, without its properties, scripts, attached files, and the marks in its pictures."""

import io
from collections.abc import Iterator
from typing import Any

from safehold.looking.inside.telling import NotUnderstood, Refused, Tell

OF_EVERY_OBJECT = {
    "/Metadata": "xmp",
    "/PieceInfo": "program-data",
    "/LastModified": "days",
    "/AA": "scripts",
    "/Thumb": "thumbnail",
    "/JS": "scripts",
    "/AF": "embedded-files",
    "/EF": "embedded-files",
}
OF_THE_ROOT = {
    "/OpenAction": "scripts",
    "/Collection": "embedded-files",
    "/Perms": "signatures",
    "/DSS": "signatures",
    "/Legal": "signatures",
    "/URI": "outside-links",
}
OF_NAMES = {"/JavaScript": "scripts", "/EmbeddedFiles": "embedded-files"}
OF_NOTES = {"/T": "names", "/M": "days", "/CreationDate": "days", "/NM": "names"}
OF_STREAMS = dict.fromkeys(("/F", "/FFilter", "/FDecodeParms"), "outside-links")
OF_SIGNATURES = ("/Name", "/Location", "/ContactInfo", "/Reason", "/M", "/Contents", "/Cert")
ACTING = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE"}
KEPT_SEGMENTS = {0xE0, 0xEE}
"""APP0 and APP14 say how the colours are meant."""


def strip(content: bytes, tell: Tell) -> None:
    """Raises Refused or NotUnderstood."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            removed = _clean(pdf)
            written = io.BytesIO()
            pdf.save(
                written,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                deterministic_id=True,
                encryption=False,
            )
            pages = len(pdf.pages)
    except pikepdf.PasswordError:
        raise Refused("encrypted") from None
    except (
        pikepdf.PdfError,
        RuntimeError,
        ValueError,
        TypeError,
        AttributeError,
        KeyError,
        NotImplementedError,
    ):
        raise NotUnderstood from None
    tell.facts(removed=sorted(removed), made_by=f"pikepdf {pikepdf.__version__}", pages=pages)
    tell.output("stripped", "application/pdf", written.getvalue())


def _clean(pdf: Any) -> set[str]:
    removed = {"properties"} if "/Info" in pdf.trailer and len(pdf.docinfo) else set()
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    removed |= _drop(pdf.Root, OF_THE_ROOT)
    if "/Names" in pdf.Root:
        removed |= _drop(pdf.Root["/Names"], OF_NAMES)
    if "/AcroForm" in pdf.Root:
        removed |= _drop(pdf.Root["/AcroForm"], {"/XFA": "scripts"})
    for each in pdf.objects:
        for inner in _walk(each):
            removed |= _clean_object(inner)
    return removed


def _walk(each: Any) -> Iterator[Any]:
    """Yield an object, and what lies in it without a number of its own. The inner ones last: what holds them may go."""
    import pikepdf

    waiting = [each]
    while waiting:
        present = waiting.pop()
        yield present
        if isinstance(present, pikepdf.Array):
            inside = list(present)
        elif isinstance(present, pikepdf.Dictionary | pikepdf.Stream):
            inside = [value for _, value in present.items()]
        else:
            continue
        waiting += [value for value in inside if isinstance(value, pikepdf.Object) and not value.is_indirect]


def _clean_object(each: Any) -> set[str]:
    import pikepdf

    if not isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
        return set()
    removed = _drop(each, OF_EVERY_OBJECT)
    if "/S" in each and str(each["/S"]) in ACTING:
        removed |= _drop(each, dict.fromkeys(("/F", "/Win", "/D", "/Next", "/S"), "scripts"))
    if "/A" in each and isinstance(each["/A"], pikepdf.Dictionary) and str(each["/A"].get("/S")) in ACTING:
        removed |= _drop(each, {"/A": "scripts"})
    if "/Rect" in each and "/Subtype" in each and str(each["/Subtype"]) != "/Widget":
        removed |= _drop(each, OF_NOTES)
    if "/ByteRange" in each:
        removed |= _drop(each, dict.fromkeys(OF_SIGNATURES, "signatures"))
    if isinstance(each, pikepdf.Stream):
        removed |= _drop(each, OF_STREAMS)
    if isinstance(each, pikepdf.Stream) and str(each.get("/Filter")) == "/DCTDecode":
        removed |= _clean_picture(each)
    return removed


def _drop(each: Any, keys: dict[str, str]) -> set[str]:
    removed = set()
    for key, code in keys.items():
        if key in each:
            del each[key]
            removed.add(code)
    return removed


def _clean_picture(stream: Any) -> set[str]:
    import pikepdf

    bare = without_marks(stream.read_raw_bytes())
    if bare is None:
        return set()
    stream.write(bare, filter=pikepdf.Name.DCTDecode)
    return {"exif"}


def without_marks(picture: bytes) -> bytes | None:
    """Return a JPEG without its segments of metadata, or None where it has none."""
    kept, place = bytearray(picture[:2]), 2
    while place + 4 <= len(picture) and picture[place] == 0xFF and picture[place + 1] != 0xDA:
        marker = picture[place + 1]
        end = place + 2 + int.from_bytes(picture[place + 2 : place + 4], "big")
        is_mark = marker == 0xFE or (0xE0 <= marker <= 0xEF and marker not in KEPT_SEGMENTS)
        if not is_mark:
            kept += picture[place:end]
        place = end
    kept += picture[place:]
    return bytes(kept) if len(kept) < len(picture) else None
