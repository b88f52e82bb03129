# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A copy that is asked for twice is one; what was asked of the tool stands in both chains."""

from typing import Any

import pytest
from django.core.files.storage import storages
from django.urls import reverse

from safehold.desk.evidence import actions, queries
from safehold.desk.evidence.models import Item, Keeping
from safehold.desk.evidence.tests.house import NOW, House, make_house
from safehold.desk.inbox.models import EndedFile
from safehold.looking import Box

pytestmark = pytest.mark.django_db(databases=["default", "public"])
FACE, PLATE = Box(0, 0.25, 0.25, 0.5, 0.5), Box(0, 0.1, 0.8, 0.2, 0.1)


@pytest.fixture
def house() -> House:
    return make_house()


def in_store() -> int:
    names: Any = storages["sealed"]
    return len(names.list_names())


def test_double_click_makes_one_clean_copy(house: House) -> None:
    first = actions.strip(house.noor, house.opened(), NOW)
    assert actions.strip(house.noor, house.opened(), NOW) == first
    assert Item.objects.count() == in_store() == 2
    assert not EndedFile.objects.exists()
    assert house.events() == ["received", "hashed", "derived"]
    assert house.events(first) == ["received", "hashed"]


def test_the_same_parts_blacked_out_in_any_order_are_one_copy_and_others_another(house: House) -> None:
    first = actions.redact(house.noor, house.opened(), [FACE, PLATE], NOW)
    assert actions.redact(house.noor, house.opened(), [PLATE, FACE], NOW) == first
    other = actions.redact(house.noor, house.opened(), [FACE], NOW)
    assert other != first
    assert house.events() == ["received", "hashed", "redacted", "redacted"]
    assert house.opened(first).document.made.boxes == [
        [0, 1000, 8000, 2000, 1000],
        [0, 2500, 2500, 5000, 5000],
    ]
    told = queries.list_steps(house.noor, house.item())[-1]
    assert told.what["boxes"] == [[0, 2500, 2500, 5000, 5000]]
    assert told.holds


def test_copy_that_was_destroyed_is_made_again(house: House) -> None:
    first = actions.strip(house.noor, house.opened(), NOW)
    actions.destroy_item(house.lead, first, "mistake", NOW)
    again = actions.strip(house.noor, house.opened(), NOW)
    assert again != first
    assert again.keeping == Keeping.KEPT


def test_the_page_says_kindly_that_it_was_there(house: House) -> None:
    browser = house.desk.browser(house.desk.noor)
    item = house.item()
    address = reverse("evidence:clean", args=[house.case.pk, item.pk])
    first = browser.post(address, follow=True).content.decode()
    again = browser.post(address, follow=True).content.decode()
    assert "This is the copy." in first
    assert "This copy was there already" in again
    assert Item.objects.filter(derived_from=item).count() == 1
