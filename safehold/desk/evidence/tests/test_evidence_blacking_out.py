# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What somebody meant to hide is hidden, or nothing is made: over HTTP, and then in the bytes."""

from __future__ import annotations

import io
import subprocess
from typing import Any

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from safehold.desk.evidence.models import Item
from safehold.desk.evidence.tests.house import House, make_house

pytestmark = pytest.mark.django_db(databases=["default", "public"])
ROW = {"left1": "10", "top1": "10", "right1": "30", "bottom1": "30"}


@pytest.fixture
def house() -> House:
    return make_house()


@pytest.fixture
def browser(house: House) -> Client:
    return house.desk.browser(house.desk.noor)


def paint(house: House, browser: Client, item: Item, **boxes: str) -> Any:
    return browser.post(reverse("evidence:black_out", args=[house.case.pk, item.pk]), boxes)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"left2": "50", "top2": "50", "right2": "70"}, "This edge is missing"),
        ({"left2": "50", "top2": "50", "right2": "40", "bottom2": "70"}, "more than left"),
        ({"left2": "50", "top2": "50", "right2": "70", "bottom2": "50"}, "more than top"),
    ],
)
def test_a_part_that_is_half_said_is_asked_for_and_nothing_is_made(
    house: House, browser: Client, row: dict[str, str], said: str
) -> None:
    """Somebody who sees one part black would think that the other one is."""
    answer = paint(house, browser, house.item(), **ROW, **row)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Item.objects.count() == 1


def test_each_page_of_a_scan_is_shown_and_can_be_blacked_out(house: House, browser: Client) -> None:
    scan = io.BytesIO()
    first, second = (Image.new("RGB", (400, 400), colour) for colour in ("white", "red"))
    first.save(scan, "TIFF", save_all=True, append_images=[second])
    item = house.add(scan.getvalue(), "scan.tiff")
    page = browser.get(reverse("evidence:item", args=[house.case.pk, item.pk])).content.decode()
    assert reverse("evidence:page", args=[house.case.pk, item.pk, 2]) in page
    assert browser.get(reverse("evidence:page", args=[house.case.pk, item.pk, 2])).status_code == 200
    whole = {"page1": "2", "left1": "0", "top1": "0", "right1": "100", "bottom1": "100"}
    assert paint(house, browser, item, **whole).status_code == 302
    made = house.read(Item.objects.get(derived_from=item))
    with pypdfium2.PdfDocument(made) as pdf:
        first, second = (pdf[number].render().to_pil().convert("L").histogram() for number in (0, 1))
    assert first[:240] == [0] * 240
    assert second[15:] == [0] * 241


def test_words_below_a_box_are_in_no_layer_of_the_copy(house: House, browser: Client) -> None:
    pikepdf = pytest.importorskip("pikepdf")
    written = io.BytesIO()
    pdf = pikepdf.new()
    sheet = pdf.add_blank_page(page_size=(300, 300))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    sheet.obj["/Resources"] = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    sheet.obj["/Contents"] = pdf.make_stream(b"BT /F1 20 Tf 40 200 Td (canary-name) Tj ET")
    pdf.save(written)
    item = house.add(written.getvalue(), "letter.pdf")
    assert paint(house, browser, item, left1="0", top1="20", right1="100", bottom1="60").status_code == 302
    made = house.read(Item.objects.get(derived_from=item))
    with pypdfium2.PdfDocument(made) as read:
        assert read[0].get_textpage().get_text_range().strip() == ""
    assert b"canary" not in made
    assert b"canary" not in subprocess.run(["strings"], input=made, capture_output=True, check=False).stdout


def test_a_thumbnail_inside_a_photograph_does_not_show_what_was_blacked_out(
    house: House, browser: Client
) -> None:
    thumbnail, photo = io.BytesIO(), io.BytesIO()
    Image.new("RGB", (64, 64), (1, 200, 1)).save(thumbnail, "JPEG")
    exif = Image.Exif()
    exif[0x010E] = "canary-words"
    exif.get_ifd(0x8769)[0x927C] = thumbnail.getvalue()
    Image.new("RGB", (400, 400), (1, 200, 1)).save(photo, "JPEG", exif=exif)
    item = house.add(photo.getvalue(), "face.jpg")
    assert paint(house, browser, item, left1="0", top1="0", right1="100", bottom1="100").status_code == 302
    made = house.read(Item.objects.get(derived_from=item))
    assert made.count(b"\xff\xd8\xff") == 1
    assert b"canary" not in made
    shown = Image.open(io.BytesIO(made)).convert("L")
    assert shown.histogram()[10:] == [0] * 246
