# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A look takes seconds. What is destroyed meanwhile leaves neither a copy nor a word of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.storage import storages
from django.urls import reverse

from safehold.desk.evidence import actions
from safehold.desk.evidence.errors import BytesGone
from safehold.desk.evidence.models import Item, Keeping, Reading
from safehold.desk.evidence.tests.house import NOW, House, make_house
from safehold.looking import Box

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture
def house() -> House:
    return make_house()


@pytest.fixture
def destroyed_meanwhile(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The real look; by its end somebody has said that it is an intimate picture."""
    from safehold.desk.evidence.actions import copying, looking

    look = looking.look_at

    def look_slowly(*given: Any) -> Any:
        looked = look(*given)
        if house.item().keeping == Keeping.KEPT:
            actions.destroy_item(house.noor, house.item(), "intimate", NOW)
        return looked

    for module in (copying, looking):
        monkeypatch.setattr(module, "look_at", look_slowly)


@pytest.mark.usefixtures("destroyed_meanwhile")
@pytest.mark.parametrize("how", ["strip", "redact"])
def test_no_copy_is_kept_of_it(house: House, how: str) -> None:
    opened = house.opened()
    with pytest.raises(BytesGone):
        if how == "strip":
            actions.strip(house.noor, opened, NOW)
        else:
            actions.redact(house.noor, opened, [Box(0, 0, 0, 0.5, 0.5)], NOW)
    assert Item.objects.count() == 1
    assert house.events()[-1] == "destroyed"
    assert storages["sealed"].list_names() == []  # type: ignore[attr-defined]


@pytest.mark.usefixtures("destroyed_meanwhile")
def test_no_word_of_it_is_kept(house: House) -> None:
    page = house.desk.browser(house.desk.noor).get(
        reverse("evidence:item", args=[house.case.pk, house.item().pk])
    )
    assert page.status_code == 200
    assert "The file itself is not kept" in page.content.decode()
    assert not Reading.objects.exists()
    assert house.events()[-1] == "destroyed"
