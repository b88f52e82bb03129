# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is made of a file tells nothing that it should not: stripped, and redacted."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import pikepdf
import pypdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from safehold.looking import Box, Job
from safehold.looking.inside import packets
from safehold.looking.tests import drawn, recordings, seeds
from safehold.looking.tests.looks import HIDDEN, do, made

needs_exiftool = pytest.mark.skipif(not shutil.which("exiftool"), reason="exiftool is not installed")
pytestmark = pytest.mark.usefixtures("walls")


@pytest.mark.parametrize("seed", ["jpeg", "png", "webp", "heic", "gif", "tiff"])
def test_stripped_picture_tells_nothing_else(seed: str) -> None:
    looked = do(Job.strip(), getattr(seeds, seed)())
    bare = made(looked, "stripped")
    assert looked.facts.removed
    assert looked.facts.made_by.startswith("Pillow")
    assert HIDDEN not in bare
    assert drawn.CAMERA.encode() not in bare
    assert not Image.open(io.BytesIO(bare)).getexif().get_ifd(0x8825)


@needs_exiftool
@pytest.mark.parametrize("seed", ["jpeg", "heic", "mp4"])
def test_exiftool_finds_no_place_in_what_was_stripped(seed: str) -> None:
    content = getattr(seeds, seed)()
    assert "GPS" in ask_exiftool(content)
    looked = do(Job.strip(), content)
    said = ask_exiftool(made(looked, "stripped"))
    assert "gps" in looked.facts.removed
    assert not {word for word in ("GPS", drawn.CAMERA, drawn.HIDDEN) if word in said}


def ask_exiftool(content: bytes) -> str:
    return subprocess.run(
        ["exiftool", "-a", "-G1", "-"], input=content, capture_output=True, check=False
    ).stdout.decode()


def test_stripped_pdf_keeps_its_words_and_nothing_beside_them() -> None:
    looked = do(Job.strip(), seeds.pdf())
    bare = made(looked, "stripped")
    assert {"properties", "xmp", "scripts", "embedded-files", "exif"} <= set(looked.facts.removed)
    pdf = pikepdf.open(io.BytesIO(bare))
    assert "/Info" not in pdf.trailer
    assert not {"/Metadata", "/OpenAction"} & set(pdf.Root.keys())
    assert not pdf.attachments
    assert set(pdf.pages[0].Annots[0].keys()) == {"/Type", "/Subtype", "/Rect", "/Contents"}
    assert drawn.CAMERA.encode() not in all_streams(bare)
    assert drawn.HIDDEN in pypdf.PdfReader(io.BytesIO(bare)).pages[0].extract_text()


@pytest.mark.parametrize("programs", [("mat2", "python3"), ()])
def test_stripped_document_keeps_its_words_alone(
    monkeypatch: pytest.MonkeyPatch, programs: tuple[str, ...]
) -> None:
    found = tuple(f"/usr/bin/{name}" for name in programs if Path(f"/usr/bin/{name}").exists())
    monkeypatch.setattr("safehold.looking.process.find_programs", lambda: found)
    looked = do(Job.strip(), seeds.docx_with_macro())
    bare = made(looked, "stripped")
    assert {"macros", "properties", "names"} <= set(looked.facts.removed)
    if not found:
        assert looked.facts.made_by.startswith("Pillow")
    with zipfile.ZipFile(io.BytesIO(bare)) as archive:
        unpacked = b"".join(archive.read(name) for name in archive.namelist())
        assert not [name for name in archive.namelist() if "vba" in name]
    assert HIDDEN not in unpacked
    assert drawn.CAMERA.encode() not in unpacked
    assert do(Job.preview(), bare).facts.text == "They called again.\nAt night."


@pytest.mark.parametrize("programs", [("mat2", "python3"), ()])
@pytest.mark.parametrize("seed", ["docx_that_calls", "odt_that_calls"])
def test_stripped_document_calls_no_address_by_itself(
    monkeypatch: pytest.MonkeyPatch, seed: str, programs: tuple[str, ...]
) -> None:
    """Whoever sends it would see who opened the copy, and where. A link waits until somebody follows it."""
    found = tuple(f"/usr/bin/{name}" for name in programs if Path(f"/usr/bin/{name}").exists())
    monkeypatch.setattr("safehold.looking.process.find_programs", lambda: found)
    content = getattr(seeds, seed)()
    assert "outside-links" in do(Job.describe(), content).facts.warnings
    looked = do(Job.strip(), content)
    assert "outside-links" in looked.facts.removed
    bare = made(looked, "stripped")
    with zipfile.ZipFile(io.BytesIO(bare)) as archive:
        unpacked = b"".join(archive.read(name) for name in archive.namelist())
    called = re.findall(re.escape(seeds.CALLS).encode() + rb"(\w+)", unpacked)
    assert set(called) <= {b"followed"}
    assert "outside-links" not in do(Job.describe(), bare).facts.warnings


@pytest.mark.parametrize("seed", ["mp3", "ogg", "wav", "mp4"])
def test_stripped_sound_and_film_have_no_tags(seed: str) -> None:
    looked = do(Job.strip(), getattr(seeds, seed)())
    bare = made(looked, "stripped")
    assert "tags" in looked.facts.removed
    assert HIDDEN not in bare
    with av.open(io.BytesIO(bare), "r") as container:
        assert not {"title", "artist", "location", "creation_time"} & set(container.metadata)
        assert len(list(container.decode(container.streams[0]))) > 5


@pytest.mark.parametrize("film", [recordings.h264, recordings.mjpeg, recordings.mp4])
def test_what_a_camera_writes_between_the_pictures_is_gone_and_they_are_the_same(
    film: Callable[[], bytes],
) -> None:
    content = film()
    looked = do(Job.strip(), content)
    bare = made(looked, "stripped")
    assert HIDDEN in content
    assert not [words for words in (HIDDEN, b"Lavc", b"x264") if words in bare]
    assert pictures(bare) == pictures(content)


def pictures(film: bytes) -> list[bytes]:
    with av.open(io.BytesIO(film), "r") as container:
        frames: Any = container.decode(video=0)
        return [frame.to_image().tobytes() for frame in frames]


@given(st.binary(max_size=300))
def test_nothing_that_claims_to_be_a_picture_of_a_film_breaks_its_cleaning(content: bytes) -> None:
    for clean in (packets.without_segments, packets.without_user_data):
        assert clean(clean(packets.START + content)) == clean(packets.START + content)


def test_colours_that_nobody_sees_are_gone() -> None:
    """As in a screenshot whose parts were rubbed out: the words are still there, seen through."""
    picture = drawn.draw(mode="RGBA")
    picture.putalpha(picture.getchannel("A").point(lambda _: 0))
    bare = Image.open(io.BytesIO(made(do(Job.strip(), drawn.write(picture, "PNG")), "stripped")))
    assert not any(bare.convert("RGBA").tobytes())


def test_authors_of_a_book_and_marks_of_comments_are_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("safehold.looking.process.find_programs", lambda: ())
    creator = (
        f'<package><dc:creator opf:role="aut">{drawn.HIDDEN}</dc:creator><dc:title>Book</dc:title></package>'
    )
    book = seeds.pack({"mimetype": "application/epub+zip", "content.opf": creator}, zipfile.ZIP_STORED)
    bare = made(do(Job.strip(), book), "stripped")
    assert HIDDEN not in bare
    with zipfile.ZipFile(io.BytesIO(bare)) as archive:
        assert b"Book" in archive.read("content.opf")


def all_streams(content: bytes) -> bytes:
    """A PDF's bytes, and all of its streams unpacked."""
    unpacked = [content]
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for each in pdf.objects:
            if isinstance(each, pikepdf.Stream):
                unpacked.append(each.read_raw_bytes())
                if str(each.get("/Filter")) != "/DCTDecode":
                    unpacked.append(each.read_bytes())
    return b"".join(unpacked)


def test_redacted_pdf_holds_nothing_of_what_was_hidden() -> None:
    """The name stands at 72, 700 of a page of 595 by 842 points, 24 points high."""
    box = Box(page=0, left=0.1, top=0.12, width=0.85, height=0.06)
    looked = do(Job.redact((box,)), seeds.pdf())
    painted = made(looked, "redacted")
    whole = all_streams(painted)
    for word in (HIDDEN, b"Rinchen", b"Lhamo", b"was here", drawn.CAMERA.encode(), b"/Font", b"Tj"):
        assert word not in whole, word
    reader = pypdf.PdfReader(io.BytesIO(painted))
    assert [page.extract_text().strip() for page in reader.pages] == ["", ""]
    assert not reader.metadata
    assert painted.count(b"%%EOF") == 1
    first, second = (
        pypdfium2.PdfDocument(painted)[number].render(scale=1).to_pil().convert("L") for number in (0, 1)
    )
    place = (72, 108, 500, 145)
    assert max(first.crop(place).tobytes()) < 16
    assert max(second.crop(place).tobytes()) > 240


@pytest.mark.parametrize("seed", ["jpeg", "png", "webp", "heic", "gif"])
def test_redacted_picture_is_black_there_and_untouched_elsewhere(seed: str) -> None:
    looked = do(Job.redact((Box(0, 0.65, 0.25, 0.3, 0.6),)), getattr(seeds, seed)())
    painted = Image.open(io.BytesIO(made(looked, "redacted"))).convert("RGB")
    assert painted.size == (320, 240)
    assert max(painted.crop((212, 64, 300, 200)).tobytes()) < 16
    red, green, blue = painted.crop((120, 110, 121, 111)).tobytes()
    assert red < 40
    assert 90 < green < 165
    assert 90 < blue < 165
    assert HIDDEN not in made(looked, "redacted")
    assert not painted.getexif()


def test_box_on_no_page_is_said() -> None:
    looked = do(Job.redact((Box(7, 0, 0, 0.5, 0.5),)), seeds.pdf())
    assert (looked.status, looked.reason, looked.outputs) == ("refused", "no-such-page", ())
