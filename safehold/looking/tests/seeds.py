# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Small files of every kind that people send, made here: nothing of anybody's is in the tree."""

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
import pillow_heif
from PIL import Image, PngImagePlugin
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from safehold.looking.tests.conversations import telegram_html, telegram_json, whatsapp
from safehold.looking.tests.drawn import HIDDEN, draw, exif_with_place, write
from safehold.looking.tests.recordings import aac, mp3, mp4, ogg, wav


def jpeg(size: tuple[int, int] = (320, 240)) -> bytes:
    return write(draw(size), "JPEG", exif=exif_with_place(), comment=HIDDEN.encode())


def photo() -> bytes:
    """As large as a phone makes them: 12 megapixels, with something to compress."""
    noise = Image.effect_noise((1000, 750), 60).resize((4000, 3000))
    return write(
        Image.merge("RGB", (noise, noise.rotate(180), noise)), "JPEG", quality=90, exif=exif_with_place()
    )


def png() -> bytes:
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", HIDDEN)
    return write(draw(mode="RGBA"), "PNG", pnginfo=told, exif=exif_with_place())


def gif() -> bytes:
    return write(
        draw(), "GIF", save_all=True, append_images=[draw().rotate(90)], duration=80, comment=HIDDEN.encode()
    )


def webp() -> bytes:
    return write(draw(), "WEBP", exif=exif_with_place())


def tiff() -> bytes:
    return write(draw(), "TIFF", save_all=True, append_images=[draw().rotate(45)], exif=exif_with_place())


def heic() -> bytes:
    made = pillow_heif.from_pillow(draw())
    written = io.BytesIO()
    made.save(written, exif=exif_with_place().tobytes())
    return written.getvalue()


def pdf(pages: int = 2, **options: Any) -> bytes:
    made = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    picture = pikepdf.Stream(
        made,
        jpeg(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=320,
        Height=240,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    for number in range(pages):
        sheet = made.add_blank_page(page_size=(595, 842))
        sheet.obj["/Resources"] = pikepdf.Dictionary(
            Font=pikepdf.Dictionary(F1=font), XObject=pikepdf.Dictionary(Im1=picture)
        )
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Text,
            Rect=[10, 10, 30, 30],
            Contents="look",
            T=HIDDEN,
            A=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"),
        )
        sheet.obj["/Annots"] = pikepdf.Array([note])
        words = f"BT /F1 24 Tf 72 700 Td (Page {number + 1}: {HIDDEN} was here) Tj ET q 320 0 0 240 72 300 cm /Im1 Do Q"
        sheet.obj["/Contents"] = made.make_stream(words.encode())
    made.docinfo["/Author"] = HIDDEN
    made.Root["/OpenAction"] = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('')")
    with made.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:creator"] = [HIDDEN]
    made.attachments["list.txt"] = HIDDEN.encode()
    written = io.BytesIO()
    made.save(written, **options)
    return written.getvalue()


def locked_pdf() -> bytes:
    return pdf(encryption=pikepdf.Encryption(owner="x", user="secret"))


def pack(members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return written.getvalue()


def docx_with_macro() -> bytes:
    namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    types = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="jpeg" ContentType="image/jpeg"/>'
        '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/></Types>'
    )
    relations = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        'officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/'
        'package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>'
    )
    core = (
        '<?xml version="1.0"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        f'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{HIDDEN}</dc:creator>'
        "</cp:coreProperties>"
    )
    document = (
        f'<?xml version="1.0"?><w:document {namespace}><w:body><w:p><w:r><w:t>They called again.</w:t></w:r></w:p>'
        f'<w:p><w:ins w:id="1" w:author="{HIDDEN}" w:date="2026-03-12T00:00:00Z"><w:r><w:t>At night.</w:t></w:r>'
        "</w:ins></w:p></w:body></w:document>"
    )
    return pack(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": relations,
            "docProps/core.xml": core,
            "word/document.xml": document,
            "word/vbaProject.bin": b"Attribute VB_Name",
            "word/media/image1.jpeg": jpeg(),
        }
    )


CALLS = "http://canary.test/"


def docx_that_calls() -> bytes:
    """Whoever opens it elsewhere is seen: by a template, a picture, an order in the words. One link only waits."""
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    def relations(*rows: tuple[str, str]) -> str:
        told = "".join(
            f'<Relationship Id="rId{n}" Type="{kinds}/{kind}" Target="{CALLS}{name}" TargetMode="External"/>'
            for n, (kind, name) in enumerate(rows)
        )
        return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{told}</Relationships>'

    with zipfile.ZipFile(io.BytesIO(docx_with_macro())) as archive:
        members = {name: archive.read(name) for name in archive.namelist() if "vba" not in name}
    order = (
        f'<w:r><w:instrText xml:space="preserve"> INCLUDEPICTURE "{CALLS}order" </w:instrText></w:r></w:p>'
    )
    document = members["word/document.xml"].replace(b"</w:p>", order.encode(), 1)
    return pack(
        {
            **members,
            "word/document.xml": document,
            "word/_rels/settings.xml.rels": relations(("attachedTemplate", "template.dotm")),
            "word/_rels/document.xml.rels": relations(("image", "picture.png"), ("hyperlink", "followed")),
        }
    )


def odt_that_calls() -> bytes:
    words = (
        '<office:document-content xmlns:xlink="http://www.w3.org/1999/xlink"><text:p>Read it '
        f'<text:a xlink:type="simple" xlink:href="{CALLS}followed">here</text:a>'
        f'<draw:image xlink:href="{CALLS}picture.png" xlink:type="simple"/>'
        '<draw:image xlink:href="Pictures/one.png" xlink:type="simple"/></text:p></office:document-content>'
    )
    return pack(
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": words}, zipfile.ZIP_STORED
    )


def bomb() -> bytes:
    """Small, and grows to 600 MB."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = b"".join(packer.compress(bytes(1 << 20)) for _ in range(600)) + packer.flush()
    whole = pack({"a.txt": b""}, zipfile.ZIP_STORED)
    name, size = b"grows.bin", 600 << 20
    head = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 33, 0, len(packed), size, len(name), 0)
    entry = struct.pack(
        "<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 33, 0, len(packed), size, len(name), 0, 0, 0, 0, 0, 0
    )
    directory = len(head) + len(name) + len(packed)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, len(entry) + len(name), directory, 0)
    assert whole
    return head + name + packed + entry + name + end


def chat_archive() -> bytes:
    return pack({"_chat.txt": whatsapp(), "00000003-PHOTO.jpg": jpeg()})


def warc() -> bytes:
    written = io.BytesIO()
    writer = WARCWriter(written, gzip=True)
    heads = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    for number in range(2):
        writer.write_record(
            writer.create_warc_record(
                f"https://example.org/{number}",
                "response",
                payload=io.BytesIO(b"<html>threat</html>"),
                http_headers=heads,
                warc_headers_dict={"WARC-Date": "2026-03-12T21:15:32Z"},
            )
        )
    return written.getvalue()


def wacz() -> bytes:
    import hashlib

    body = warc()
    listed = {
        "resources": [{"path": "archive/data.warc.gz", "hash": "sha256:" + hashlib.sha256(body).hexdigest()}]
    }
    return pack({"datapackage.json": json.dumps(listed), "archive/data.warc.gz": body}, zipfile.ZIP_STORED)


def absurd_png() -> bytes:
    """Says that it has a billion pixels to a side."""
    head = struct.pack(">2I5B", 1_000_000_000, 1_000_000_000, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", len(head)) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))
    return b"\x89PNG\r\n\x1a\n" + chunk + png()[33:]


def absurd_pdf() -> bytes:
    plain = pdf(object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return plain.replace(b"595 842", b"9999999 9999999")


def polyglot() -> bytes:
    """A PDF and a ZIP in one."""
    return pdf() + pack({"inner.exe": b"MZ"})


def html() -> bytes:
    return b"<!DOCTYPE html><html><body onload='x()'><script>alert(1)</script><p>They wrote this.</p></body></html>"


MAKERS: tuple[Callable[[], bytes], ...] = (
    jpeg, png, gif, webp, tiff, heic, pdf, locked_pdf, docx_with_macro, bomb, mp3, ogg, wav, aac, mp4, whatsapp,
    telegram_json, telegram_html, chat_archive, warc, wacz, absurd_png, absurd_pdf, polyglot, html,
)  # fmt: skip


def make_all() -> dict[str, bytes]:
    return {maker.__name__: maker() for maker in MAKERS}
