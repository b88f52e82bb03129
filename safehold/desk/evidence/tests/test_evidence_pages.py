# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of evidence over HTTP."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from safehold.desk.evidence import actions
from safehold.desk.evidence.models import Item, Keeping
from safehold.desk.evidence.tests.house import NAME, NOW, PHOTO, House, make_house

pytestmark = pytest.mark.django_db(databases=["default", "public"])
CHAT = "\n".join(
    f"[2026-11-{day:02}, 10:00:00] {who}: Words number {day} of a-canary-talk"
    for day, who in ((1, "Amina"), (2, "A stranger"), (3, "Amina"))
)


@pytest.fixture
def house() -> House:
    return make_house()


@pytest.fixture
def browser(house: House) -> Client:
    return house.desk.browser(house.desk.noor)


def address(house: House, name: str, item: Item | None = None, *rest: object) -> str:
    ids: list[Any] = [house.case.pk] if item is None else [house.case.pk, item.pk]
    return reverse(f"evidence:{name}", args=[*ids, *rest])


def post_file(browser: Client, where: str, content: bytes, name: str = "letter.jpg", **fields: str) -> Any:
    fields.setdefault("once", str(uuid4()))
    return browser.post(where, {**fields, "file": SimpleUploadedFile(name, content, "image/jpeg")})


def stored() -> list[str]:
    names: list[str] = storages["sealed"].list_names()  # type: ignore[attr-defined]
    return names


def test_list_leads_to_the_item(house: House, browser: Client) -> None:
    page = browser.get(address(house, "case")).content.decode()
    assert NAME in page
    assert address(house, "item", house.item()) in page


def test_item_shows_place_metadata_custody_and_ways(house: House, browser: Client) -> None:
    page = browser.get(address(house, "item", house.item())).content.decode()
    for words in (
        "It says where it was taken",
        "Camera-canary",
        "Received",
        "Verify now",
        "Make a clean copy",
    ):
        assert words in page
    assert hashlib.sha256(PHOTO).hexdigest() in page
    assert house.events() == ["received", "hashed", "scanned"]


def test_picture_was_made_anew_and_stands_alone(house: House, browser: Client) -> None:
    picture = browser.get(address(house, "page", house.item(), 1))
    assert picture["Content-Type"] == "image/jpeg"
    assert picture["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert picture["X-Content-Type-Options"] == "nosniff"
    assert picture["Cache-Control"].startswith("no-store") or "no-store" in picture["Cache-Control"]
    assert b"Camera-canary" not in picture.content
    assert house.events()[-1] == "viewed"
    assert browser.get(address(house, "page", house.item(), 0)).status_code == 404
    assert browser.get(address(house, "listen", house.item())).status_code == 404


def test_upload_is_sealed_while_it_streams_and_kept_once(house: House, browser: Client) -> None:
    once = str(uuid4())
    for _ in range(2):
        answer = post_file(browser, address(house, "upload"), PHOTO * 30, once=once, words="A letter")
        assert answer.status_code == 302
    (item,) = Item.objects.filter(file=None)
    assert house.read(item) == PHOTO * 30
    assert house.opened(item).document.description.words == "A letter"
    assert len(stored()) == 2


def test_upload_without_a_file_keeps_what_was_typed(house: House, browser: Client) -> None:
    answer = browser.post(address(house, "upload"), {"words": "A letter", "once": str(uuid4())})
    assert answer.status_code == 422
    assert "A letter" in answer.content.decode()
    assert post_file(browser, address(house, "upload"), b"").status_code == 422
    assert Item.objects.count() == 1


def test_full_disk_and_a_file_too_large_are_said_kindly(
    house: House, browser: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LARGEST_EVIDENCE_BYTES = 1000
    answer = post_file(browser, address(house, "upload"), bytes(2000))
    assert (answer.status_code, "larger than this desk keeps" in answer.content.decode()) == (422, True)
    settings.LARGEST_EVIDENCE_BYTES = 10**6
    monkeypatch.setattr("safehold.desk.evidence.uploads.has_room", lambda _size: False)
    answer = post_file(browser, address(house, "upload"), bytes(2000))
    assert (answer.status_code, "no room" in answer.content.decode()) == (422, True)
    monkeypatch.undo()

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("safehold.persistence.stores.Incoming.write", full)
    assert post_file(browser, address(house, "upload"), bytes(2000)).status_code == 422
    monkeypatch.undo()
    assert Item.objects.count() == 1
    assert len(stored()) == 1
    assert not storages["sealed"].list_orphans(2**62)  # type: ignore[attr-defined]


@pytest.mark.parametrize("who", ["locked", "auditor", "nobody"])
def test_file_of_who_may_not_add_reaches_no_disk(
    house: House, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[object] = []
    monkeypatch.setattr("safehold.desk.evidence.uploads.Sealing", lambda: begun.append(1))
    browsers: dict[str, Any] = {
        "locked": lambda: house.desk.browser(house.desk.noor, unlocked=False),
        "auditor": lambda: house.desk.browser(house.desk.auditor),
        "nobody": Client,
    }
    answer = post_file(browsers[who](), address(house, "upload"), PHOTO)
    assert answer.status_code in (302, 403, 404, 423)
    assert not begun
    assert Item.objects.count() == 1


def test_forged_form_keeps_nothing(house: House) -> None:
    """The token that shows that our page sent it stands in the same body as the file."""
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = house.desk.browser(house.desk.noor).cookies
    assert post_file(browser, address(house, "upload"), PHOTO).status_code == 403
    assert Item.objects.count() == 1
    assert not storages["sealed"].list_orphans(2**62)  # type: ignore[attr-defined]


def test_intimate_picture_reaches_no_disk(
    house: House, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a byte of it was written")

    monkeypatch.setattr("safehold.persistence.stores.Incoming.__init__", refuse)
    where = address(house, "fingerprint")
    assert post_file(browser, where, PHOTO).status_code == 422
    answer = post_file(browser, where, PHOTO, words="He sent it to her mother.")
    assert answer.status_code == 302
    item = Item.objects.get(keeping=Keeping.DESCRIBED)
    assert house.opened(item).document.sha256 == hashlib.sha256(PHOTO).hexdigest()
    page = browser.get(address(house, "item", item)).content.decode()
    assert "Intimate pictures are not kept here" in page
    assert "Make a clean copy" not in page


def test_copies_are_made_and_shown(house: House, browser: Client) -> None:
    item = house.item()
    made = browser.post(address(house, "clean", item), follow=True).content.decode()
    assert "evidence-canary-clean" in made
    assert browser.get(address(house, "black_out", item)).status_code == 200
    assert browser.post(address(house, "black_out", item), {"left1": "10"}).status_code == 422
    edges = {"left1": "10", "top1": "10", "right1": "50", "bottom1": "50"}
    assert (
        "blacked-out" in browser.post(address(house, "black_out", item), edges, follow=True).content.decode()
    )
    page = browser.get(address(house, "item", item)).content.decode()
    assert "Copies that were made" in page


def test_download_is_the_original_and_never_a_page(house: House, browser: Client) -> None:
    answer: Any = browser.post(address(house, "download", house.item()))
    assert b"".join(answer.streaming_content) == PHOTO
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"
    assert house.events()[-1] == "downloaded"


def test_verify_says_that_it_holds(house: House, browser: Client) -> None:
    page = browser.post(address(house, "verify", house.item()), follow=True).content.decode()
    assert "bit for bit, what was received" in page


def test_conversation_is_read_and_can_be_searched(house: House, browser: Client) -> None:
    item = house.add(CHAT.encode(), "WhatsApp Chat with a stranger.txt")
    page = browser.get(address(house, "item", item)).content.decode()
    assert "A conversation with 3 messages" in page
    assert "Words number 2 of a-canary-talk" in page
    found = browser.post(reverse("home:search"), {"words": "canary-talk"}).content.decode()
    assert str(house.case.pk)[:6].upper() in found.upper()


def test_recording_shows_the_rule_with_its_source(house: House, browser: Client) -> None:
    item = house.item()
    assert "It is a recording" not in browser.get(address(house, "item", item)).content.decode()
    browser.post(address(house, "describe", item), {"provenance": "intercept"})
    page = browser.get(address(house, "item", item)).content.decode()
    assert "It is a recording" in page
    assert "RSC 1985, c C-46, s 184" in page


def test_what_must_not_be_kept_is_destroyed(house: House, browser: Client) -> None:
    where = address(house, "destroy", house.item())
    assert browser.get(where).status_code == 200
    assert browser.post(where, {}).status_code == 422
    assert browser.post(where, {"reason": "mistake"}).status_code == 422
    browser.post(where, {"reason": "intimate"})
    assert not stored()
    assert "Destroyed" in browser.get(address(house, "case")).content.decode()


def test_hold_is_for_a_lead(house: House, browser: Client) -> None:
    item = house.item()
    browser.post(address(house, "hold", item), {"reason": "A court"})
    assert not house.item().is_held
    lead = house.desk.browser(house.desk.lead)
    lead.post(address(house, "hold", item), {"reason": "A court"})
    assert house.item().is_held
    lead.post(address(house, "release", item))
    assert not house.item().is_held


def test_item_of_another_case_is_not_there(house: House, browser: Client) -> None:
    from safehold.desk.cases import actions as cases

    other = cases.open_walk_in_case(house.noor, "Another", NOW.on)
    answer = browser.get(reverse("evidence:item", args=[other.pk, house.item().pk]))
    assert answer.status_code == 404
    assert actions.take_in_waiting(house.noor, other, NOW) == 0
