# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signed lists: only what the pinned root vouches for, never an older one, and nothing before there is
one."""

from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import Settings

from safehold.public.reporting import actions, queries
from safehold.public.reporting.errors import DeskNotOpen
from safehold.public.reporting.models import SignedList
from safehold.public.reporting.queries import coalition as coalition_queries
from safehold.public.reporting.tests.coalition import MadeCoalition, make_coalition

COALITION, KEYS = SignedList.Kind.COALITION, SignedList.Kind.KEYS


def names() -> list[str]:
    return [desk.name_in("en") for desk in queries.load_coalition().desks]


def test_the_default_desk_comes_first(coalition: MadeCoalition) -> None:
    coalition.desks[0].is_default, coalition.desks[2].is_default = False, True
    coalition.deliver(version=2)
    assert names()[0] == "Harbour community desk"


def test_names_come_in_the_language_of_the_page(coalition: MadeCoalition) -> None:
    desk = queries.load_coalition().desks[0]
    assert desk.name_in("fr") == "Le bureau du point de contact"
    assert desk.name_in("bo") == "The focal point desk"


def test_a_desk_without_keys_is_not_offered(coalition: MadeCoalition) -> None:
    SignedList.objects.filter(kind=KEYS, organisation_id=coalition.desks[1].id).delete()
    coalition_queries.forget_lists()
    assert names() == ["The focal point desk", "Harbour community desk"]


def test_an_older_list_changes_nothing(coalition: MadeCoalition) -> None:
    old = bytes(SignedList.objects.get(kind=COALITION).signed)
    coalition.desks.pop()
    coalition.deliver(version=2)
    assert len(names()) == 2
    actions.store_list(COALITION, None, 1, old)
    assert SignedList.objects.get(kind=COALITION).version == 2
    SignedList.objects.filter(kind=COALITION).update(version=1, signed=old)
    assert len(names()) == 2


def test_a_list_that_lies_about_its_version_changes_nothing(coalition: MadeCoalition) -> None:
    old = bytes(SignedList.objects.get(kind=COALITION).signed)
    coalition.desks.pop()
    coalition.deliver(version=2)
    assert len(names()) == 2
    SignedList.objects.filter(kind=COALITION).update(version=3, signed=old)
    assert len(names()) == 2


def test_a_list_signed_by_somebody_else_changes_nothing(coalition: MadeCoalition) -> None:
    assert len(names()) == 3
    impostor = make_coalition(coalition.on)
    actions.store_list(COALITION, None, 9, impostor.signed_list(9))
    assert names() == ["The focal point desk", "Steppe community desk", "Harbour community desk"]


def test_keys_signed_by_another_desk_are_not_used(coalition: MadeCoalition) -> None:
    other = coalition.desks[1]
    row = SignedList.objects.filter(kind=KEYS, organisation_id=coalition.default.id)
    row.update(signed=other.signed_key_list(1, coalition.on))
    coalition_queries.forget_lists()
    assert "The focal point desk" not in names()


def test_the_same_list_twice_is_one_list(coalition: MadeCoalition) -> None:
    coalition.deliver()
    assert SignedList.objects.count() == 4


def test_two_lists_of_one_kind_cannot_stand_side_by_side(coalition: MadeCoalition) -> None:
    from django.db import IntegrityError

    with pytest.raises(IntegrityError):
        SignedList.objects.create(kind=COALITION, organisation_id=None, version=1, signed=b"")


@pytest.mark.django_db
@pytest.mark.parametrize("root", ["", "abc", "0" * 64])
def test_without_a_trusted_list_nothing_is_open(root: str, settings: Settings, today: object) -> None:
    settings.COALITION_ROOT = root
    with pytest.raises(DeskNotOpen):
        queries.load_coalition()


@pytest.mark.django_db
def test_a_desk_that_is_not_open_says_so_and_shows_no_form(client: Client) -> None:
    response = client.get("/en/")
    page = response.content.decode()
    assert response.status_code == 200
    assert "not open yet" in page and "911" in page and "<form" not in page


def test_the_root_may_stand_in_a_file(coalition: MadeCoalition, settings: Settings, tmp_path: object) -> None:
    settings.COALITION_ROOT = ""
    settings.COALITION_ROOT_FILE.parent.mkdir(parents=True, exist_ok=True)
    settings.COALITION_ROOT_FILE.write_text(coalition.pinned_root + "\n")
    try:
        assert len(names()) == 3
    finally:
        settings.COALITION_ROOT_FILE.unlink()


def test_versions_are_told_to_the_desk(coalition: MadeCoalition) -> None:
    versions = queries.find_newest_list_versions()
    assert versions["coalition", None] == 1
    assert versions["keys", coalition.default.id] == 1
    assert ("keys", uuid4()) not in versions
