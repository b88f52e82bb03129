# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What leaves beside the bytes: names, reasons, words. Looked for in a whole bag, and on the way to a browser."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from django.urls import reverse

from safehold.desk.evidence import actions
from safehold.desk.evidence.actions import Asked
from safehold.desk.evidence.models import Item
from safehold.desk.evidence.rules import Receiver
from safehold.desk.evidence.tests.authorities_here import AGREED
from safehold.desk.evidence.tests.house import NOW, PHOTO, House, make_house
from safehold.web.closing import SealTo

pytestmark = pytest.mark.django_db(databases=["default", "public"])
TELLING = "IMG_20260312_211532 Rinchen.jpg"
REASON = "canary-reason: the police asked for it"
TURNED = "photo\u202egpj.exe"


@pytest.fixture
def house() -> House:
    return make_house(consents=AGREED)


def bag_of(house: House, item: Item, *, described: bool = True) -> dict[str, bytes]:
    asked = Asked(Receiver("authority:rcmp", "A court"), "en", described, SealTo())
    made = actions.hand_over(house.noor, house.case, [item.pk], asked, NOW)
    with zipfile.ZipFile(io.BytesIO(b"".join(made.pieces))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def names_in(bag: dict[str, bytes]) -> str:
    return " ".join(bag) + b" ".join(body for name, body in bag.items() if not name.endswith(".pdf")).decode(
        errors="replace"
    )


def test_a_clean_copy_leaves_without_the_name_that_its_original_has(house: House) -> None:
    original = house.add(PHOTO, TELLING)
    copy = actions.strip(house.noor, house.opened(original), NOW)
    said = names_in(bag_of(house, copy))
    assert "20260312" not in said
    assert "Rinchen" not in said
    assert f"copy-{copy.position}-clean.jpg" in said
    browser = house.desk.browser(house.desk.noor)
    told = browser.post(reverse("evidence:download", args=[house.case.pk, copy.pk]))["Content-Disposition"]
    assert "Rinchen" not in told
    assert "attachment" in told
    assert TELLING.split()[1] in names_in(bag_of(house, original))


@pytest.mark.parametrize("described", [True, False])
def test_why_somebody_held_an_item_stays_here_unless_our_words_go_with_it(
    house: House, described: bool
) -> None:
    actions.hold(house.lead, house.item(), REASON, NOW)
    assert ("canary-reason" in names_in(bag_of(house, house.item(), described=described))) is described


def test_a_name_that_turns_writing_around_does_not_in_the_index(house: House) -> None:
    bag = bag_of(house, house.add(PHOTO, TURNED))
    (index,) = (body for name, body in bag.items() if name.endswith("index.html"))
    assert "\u202e" not in index.decode()
    (record,) = (json.loads(body) for name, body in bag.items() if name.endswith("item.json"))
    assert record["name"] == TURNED


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>.jpg",
        '"><img src=x onerror=alert(1)>.jpg',
        "=HYPERLINK(1).jpg",
        "../../x.jpg",
    ],
)
def test_a_name_is_nowhere_more_than_a_name(house: House, name: str) -> None:
    item = house.add(PHOTO, name)
    browser = house.desk.browser(house.desk.noor)
    pages: list[Any] = [
        browser.get(reverse(f"evidence:{page}", args=args)).content.decode()
        for page, args in (
            ("case", [house.case.pk]),
            ("item", [house.case.pk, item.pk]),
            ("hand_over", [house.case.pk]),
            ("destroy", [house.case.pk, item.pk]),
        )
    ]
    bag = bag_of(house, item)
    pages += [body.decode() for path, body in bag.items() if path.endswith("index.html")]
    assert not [page for page in pages if "<script>alert" in page or "<img src=x" in page]
    assert not [path for path in bag if ".." in path.split("/") or "<" in path]
    told = browser.post(reverse("evidence:download", args=[house.case.pk, item.pk]))["Content-Disposition"]
    assert "\n" not in told
    assert "/" not in told.partition("filename")[2]
