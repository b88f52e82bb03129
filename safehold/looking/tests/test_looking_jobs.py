# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What each job makes of what people send."""

import gzip
import io
import json
import zipfile

import av
import pytest
from PIL import Image

from safehold.looking import Job
from safehold.looking.found import Facts
from safehold.looking.programs import read_exiftool
from safehold.looking.tests import drawn, recordings, seeds
from safehold.looking.tests.looks import HIDDEN, do, made
from safehold.looking.tests.signed import MAKER, signed_photo

pytestmark = pytest.mark.usefixtures("walls")


def test_photo_tells_place_time_and_device() -> None:
    facts = do(Job.describe(), seeds.jpeg()).facts
    assert (facts.media_type, facts.kind, facts.width, facts.height) == ("image/jpeg", "image", 320, 240)
    assert facts.place
    assert (round(facts.place.latitude, 3), round(facts.place.longitude, 3)) == (46.204, 6.143)
    assert facts.taken_at == "2026-03-12T21:15:32"
    assert facts.device.startswith(drawn.CAMERA)
    assert {"place", "time", "device", "person"} <= {field.group for field in facts.metadata}


def test_photo_tells_it_without_exiftool(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("safehold.looking.process.find_programs", lambda: ())
    facts = do(Job.describe(), seeds.jpeg()).facts
    assert facts.metadata_by.startswith("Pillow")
    assert facts.place
    assert (facts.place.latitude, facts.place.longitude) == (46.2044, 6.1432)
    assert (facts.device, facts.taken_at) == ("Fairphone FP5", "2026-03-12T21:15:32")


def test_south_and_west_are_below_zero() -> None:
    said = {
        "ExifTool:ExifToolVersion": 12.57,
        "GPS:GPSLatitude": "33.45",
        "GPS:GPSLongitude": "70.66",
        "Composite:GPSLatitude": "-33.45",
        "Composite:GPSLongitude": "-70.66",
    }
    place = read_exiftool(json.dumps([said]).encode(), Facts()).place
    assert place
    assert (place.latitude, place.longitude) == (-33.45, -70.66)


@pytest.mark.parametrize(
    "said", [b"", b"[]", b"[1]", b"{", b"[" * 100_000, b'[{"Composite:GPSLatitude": []}]']
)
def test_what_exiftool_says_may_be_anything(said: bytes) -> None:
    assert read_exiftool(said, Facts()).place is None


@pytest.mark.parametrize(
    ("seed", "warnings"),
    [
        ("docx_with_macro", {"macros"}),
        ("polyglot", {"polyglot", "scripts", "embedded-files"}),
        ("bomb", {"bomb"}),
        ("locked_pdf", {"encrypted"}),
        ("absurd_png", {"bomb"}),
        ("html", {"scripts"}),
    ],
)
def test_what_to_be_careful_of_is_named(seed: str, warnings: set[str]) -> None:
    looked = do(Job.describe(), getattr(seeds, seed)())
    assert looked.status == "done"
    assert warnings <= set(looked.facts.warnings)


def test_something_behind_the_end_of_a_picture_is_named() -> None:
    assert "trailing-bytes" in do(Job.describe(), seeds.png() + b"hidden list of names").facts.warnings


def test_signed_photo_says_so_until_it_is_changed() -> None:
    whole = signed_photo()
    held = do(Job.describe(), whole).facts.credentials
    assert held
    assert (held.state, held.issuer, held.generator, held.problems) == ("valid", MAKER, MAKER, [])
    place = whole.rfind(b"\xff\xda") + 400
    changed = whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
    broken = do(Job.describe(), changed).facts.credentials
    assert broken
    assert (broken.state, broken.problems) == ("changed", ["assertion.dataHash.mismatch"])
    stripped = do(Job.strip(), whole)
    assert "c2pa" in stripped.facts.removed
    assert b"c2pa" not in made(stripped, "stripped")


@pytest.mark.parametrize("seed", ["jpeg", "png", "gif", "webp", "tiff", "heic"])
def test_preview_of_a_picture_is_made_anew(seed: str) -> None:
    content = getattr(seeds, seed)()
    shown = made(do(Job.preview(longest_side=200), content), "preview")
    picture = Image.open(io.BytesIO(shown))
    assert (picture.format, max(picture.size)) == ("JPEG", 200)
    assert not picture.getexif()
    assert "comment" not in picture.info
    assert HIDDEN not in shown


def test_sideways_photo_is_shown_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    sideways = drawn.write(drawn.draw(), "JPEG", exif=exif)
    for job, name in ((Job.preview(), "preview"), (Job.strip(), "stripped")):
        assert Image.open(io.BytesIO(made(do(job, sideways), name))).size == (240, 320)


def test_pages_of_a_pdf_are_drawn_and_read() -> None:
    looked = do(Job.preview(first_page=1, pages=5), seeds.pdf(3))
    assert [output.name for output in looked.outputs] == ["page-2", "thumbnail", "page-3"]
    assert looked.facts.pages == 3
    assert f"Page 2: {drawn.HIDDEN}" in looked.facts.text


@pytest.mark.parametrize("seed", ["mp3", "ogg", "wav", "aac"])
def test_sound_is_heard_anew(seed: str) -> None:
    looked = do(Job.preview(), getattr(seeds, seed)())
    assert 1.8 < looked.facts.seconds < 2.3
    voice = made(looked, "listen")
    assert HIDDEN not in voice
    with av.open(io.BytesIO(voice)) as container:
        assert container.streams.audio[0].codec_context.name == "opus"
    assert Image.open(io.BytesIO(made(looked, "poster"))).format == "PNG"


def test_film_has_a_poster() -> None:
    looked = do(Job.preview(), recordings.mp4())
    assert (looked.facts.kind, looked.facts.seconds, looked.facts.width) == ("video", 1.0, 320)
    assert Image.open(io.BytesIO(made(looked, "poster"))).size == (320, 240)


def test_document_is_shown_as_words() -> None:
    assert do(Job.preview(), seeds.docx_with_macro()).facts.text == "They called again.\nAt night."


def test_page_is_shown_without_what_it_does() -> None:
    assert do(Job.preview(), seeds.html()).facts.text == "They wrote this."


@pytest.mark.parametrize("seed", ["warc", "wacz"])
def test_capture_lists_its_answers(seed: str) -> None:
    captures = do(Job.capture(), getattr(seeds, seed)()).facts.captures
    assert [(each.address, each.status, each.digest, each.at) for each in captures] == [
        (f"https://example.org/{number}", 200, "holds", "2026-03-12T21:15:32Z") for number in range(2)
    ]


def test_changed_capture_is_named() -> None:
    changed = gzip.decompress(seeds.warc()).replace(b"<html>threat</html>", b"<html>thread</html>", 1)
    looked = do(Job.capture(), changed)
    assert [each.digest for each in looked.facts.captures] == ["broken", "holds"]
    assert "digest-broken" in looked.facts.warnings


def test_changed_file_of_a_wacz_is_named() -> None:
    with zipfile.ZipFile(io.BytesIO(seeds.wacz())) as archive:
        listed = json.loads(archive.read("datapackage.json"))
        body = archive.read("archive/data.warc.gz")
    listed["resources"][0]["hash"] = "sha256:" + "0" * 64
    changed = seeds.pack({"datapackage.json": json.dumps(listed), "archive/data.warc.gz": body})
    assert "digest-broken" in do(Job.capture(), changed).facts.warnings


@pytest.mark.parametrize(
    ("job", "seed", "answer"),
    [
        (Job.preview(), "locked_pdf", ("refused", "encrypted")),
        (Job.preview(), "absurd_png", ("refused", "bomb")),
        (Job.preview(), "absurd_pdf", ("refused", "bomb")),
        (Job.strip(), "locked_pdf", ("refused", "encrypted")),
        (Job.capture(), "bomb", ("refused", "bomb")),
        (Job.preview(), "bomb", ("not-understood", "nothing-to-see")),
        (Job.capture(), "jpeg", ("not-understood", "unknown")),
    ],
)
def test_what_is_not_done_says_why(job: Job, seed: str, answer: tuple[str, str]) -> None:
    looked = do(job, getattr(seeds, seed)())
    assert (looked.status, looked.reason) == answer
    assert not looked.outputs


def test_nothing_is_nothing() -> None:
    assert do(Job.describe(), b"").status == "done"
    assert do(Job.preview(), b"").status == "not-understood"
