# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What somebody misses on the register becomes a sealed report to its office, the way every report goes."""

import re

import pytest
from django.test import Client
from pytest_django import Settings

from safehold.public.reporting.models import Envelope
from safehold.public.reporting.tests.coalition import MadeCoalition

FORM = "application/x-www-form-urlencoded"
HIDDEN = re.compile(r'name="(words|organisation|consents)" value="([^"]*)"', re.DOTALL)
TYPED = "acting=Maple+Ltd&principal=A+ministry&seen=An+invitation+in+May.&end=1"


@pytest.fixture
def office(coalition: MadeCoalition, settings: Settings) -> str:
    desk = coalition.desks[-1]
    settings.REGISTER_OFFICE = desk.slug
    return str(desk.id)


def test_words_and_office_go_along_to_the_report_form(client: Client, office: str) -> None:
    page = client.post("/en/register/something-missing", TYPED, content_type=FORM)
    assert page.status_code == 200
    carried = dict(HIDDEN.findall(page.content.decode()))
    assert carried["organisation"] == office
    assert "Maple Ltd" in carried["words"] and "An invitation in May." in carried["words"]
    form = client.post("/en/", {**carried, "end": "1"})
    text = form.content.decode()
    assert "An invitation in May." in text
    assert re.search(rf'value="{office}"[^>]*checked', text)
    assert Envelope.objects.count() == 0


def test_nothing_is_asked_while_no_office_can_receive(client: Client, coalition: MadeCoalition) -> None:
    text = client.get("/en/register/something-missing").content.decode()
    assert "cannot receive sealed words here yet" in text
    assert "<textarea" not in text


def test_reporting_pages_lead_to_the_register_quietly(client: Client, coalition: MadeCoalition) -> None:
    def footer(address: str) -> str:
        return client.get(address).content.decode().rpartition("<footer>")[2]

    assert 'href="/fr/register/"' in footer("/fr/") and 'href="/fr/register/"' in footer("/fr/about")
    assert "/register/" not in footer("/fr/register/must-i-register")


def test_words_come_back_to_be_changed(client: Client, office: str) -> None:
    address = "/en/register/something-missing"
    assert client.post(address, "seen=&end=1", content_type=FORM).status_code == 422
    page = client.post(address, TYPED.replace("&end=1", "&change=1&end=1"), content_type=FORM)
    assert page.status_code == 200
    assert "An invitation in May." in page.content.decode()
