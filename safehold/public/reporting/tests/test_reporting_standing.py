# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages that only stand there, in all six languages, and how they are served."""

import pytest
from django.test import Client

from safehold.public.reporting.tests.amina import Amina
from safehold.web.languages import codes, direction_of, tag_of

PAGES = ["", "return", "promises", "about"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", codes())
def test_every_page_answers_in_every_language(amina: Amina, language: str, page: str) -> None:
    response = amina.client.get(f"/{language}/{page}")
    content = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{tag_of(language)}" dir="{direction_of(language)}"' in content
    assert "911" in content


@pytest.mark.parametrize("language", codes())
def test_the_whole_way_answers_in_every_language(amina: Amina, language: str) -> None:
    amina.language = language
    assert amina.send().status_code == 200
    assert amina.add_file("photo.jpg", b"\xff\xd8" * 90).status_code == 200
    assert amina.client.get(amina.upload_address).status_code == 200
    assert amina.come_back().status_code == 200
    for action in ("return/answer", "return/files", "return/close"):
        amina.come_back()
        assert amina.press(action, words="x").status_code == 200


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("fr-CA,fr;q=0.9", "fr"),
        ("zh-TW", "zh-hant"),
        ("zh-CN", "zh-hans"),
        ("bo", "bo"),
        ("ug", "ug"),
        ("de", "en"),
    ],
)
def test_the_first_address_leads_to_the_browsers_language(client: Client, asked: str, found: str) -> None:
    response = client.get("/", headers={"Accept-Language": asked})
    assert (response.status_code, response["Location"]) == (302, f"/{found}/")
    assert "Accept-Language" in response["Vary"]


def test_an_address_without_its_last_stroke_leads_on(client: Client) -> None:
    assert client.get("/fr")["Location"] == "/fr/"


def test_a_sign_of_life_needs_no_database(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")


def test_the_limits_are_said(amina: Amina) -> None:
    page = amina.client.get("/en/promises").content.decode()
    assert "Whoever controls this server while you send a report" in page


def test_the_desks_are_named(amina: Amina) -> None:
    assert "Steppe community desk" in amina.client.get("/en/about").content.decode()


@pytest.mark.parametrize("path", ["/de/", "/en/files/short", "/en/nothing"])
def test_elsewhere_there_is_nothing(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert "There is nothing here that you can open." in response.content.decode()


def test_pages_that_show_something_are_not_stored(amina: Amina) -> None:
    amina.send()
    assert "no-store" in amina.client.get(amina.upload_address)["Cache-Control"]
    assert "no-store" in amina.client.get("/en/return")["Cache-Control"]
    assert "no-store" in amina.come_back()["Cache-Control"]
