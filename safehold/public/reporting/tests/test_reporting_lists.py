# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signed lists: only what the pinned root vouches for, never an older one, and nothing before there is
one."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings as django_settings
from django.db import DatabaseError
from django.test import Client
from pytest_django import Settings

from safehold.core.envelopes import sign_document
from safehold.core.keylists import KeyList, ReplyKey
from safehold.public.reporting import actions, kept_lists, queries
from safehold.public.reporting.errors import DeskNotOpen
from safehold.public.reporting.models import SignedList
from safehold.public.reporting.queries import coalition as coalition_queries
from safehold.public.reporting.tests.coalition import MadeCoalition, MadeDesk, make_coalition

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


def restart() -> None:
    """A process starts: it remembers nothing but what lies in the folder."""
    coalition_queries.forget_lists()


def put_back(kind: str, signed: bytes, version: int) -> None:
    SignedList.objects.filter(kind=kind).update(version=version, signed=signed)


def test_after_a_restart_an_older_list_is_still_older(coalition: MadeCoalition) -> None:
    old = bytes(SignedList.objects.get(kind=COALITION).signed)
    coalition.desks.pop()
    coalition.deliver(version=2)
    assert len(names()) == 2
    for claimed in (1, 2, 3):
        put_back(COALITION, old, claimed)
        restart()
        assert len(names()) == 2


def test_after_a_restart_older_keys_are_still_older(coalition: MadeCoalition) -> None:
    desk = coalition.default
    old = desk.signed_key_list(1, coalition.on)
    desk.intake_keys.clear()
    desk.make_intake_keys(coalition.on)
    coalition.deliver(version=2)
    newest = queries.load_coalition().access(desk.id).key_list
    SignedList.objects.filter(organisation_id=desk.id).update(version=1, signed=old)
    restart()
    assert queries.load_coalition().access(desk.id).key_list == newest


def test_an_emptied_table_closes_nothing(coalition: MadeCoalition) -> None:
    assert len(names()) == 3
    SignedList.objects.all().delete()
    restart()
    assert len(names()) == 3


def test_a_database_that_cannot_be_read_closes_nothing(
    coalition: MadeCoalition, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(names()) == 3
    restart()

    def fail(*_arguments: object) -> None:
        raise DatabaseError

    with monkeypatch.context() as patch:
        patch.setattr(SignedList.objects, "values_list", fail)
        assert len(names()) == 3


def test_the_folder_never_holds_back_a_newer_list(coalition: MadeCoalition) -> None:
    assert len(names()) == 3
    coalition.desks.pop()
    coalition.deliver(version=2)
    restart()
    assert len(names()) == 2
    assert kept_files("coalition") == ["coalition.2"]


def kept_files(stem: str = "") -> list[str]:
    folder: Path = django_settings.LISTS_FOLDER
    return sorted(file.name for file in folder.iterdir() if file.is_file() and file.name.startswith(stem))


@pytest.mark.parametrize("rubbish", [b"", b"\x00" * 2000, b"not a list"])
def test_rubbish_in_the_folder_is_passed_over(coalition: MadeCoalition, rubbish: bytes) -> None:
    assert len(names()) == 3
    for name in kept_files():
        stem, _, _ = name.partition(".")
        (django_settings.LISTS_FOLDER / f"{stem}.99").write_bytes(rubbish)
    (django_settings.LISTS_FOLDER / "coalition.x").write_bytes(rubbish)
    restart()
    assert len(names()) == 3
    SignedList.objects.all().delete()
    restart()
    assert len(names()) == 3


def test_what_another_root_signed_is_passed_over_in_the_folder(
    coalition: MadeCoalition, settings: Settings
) -> None:
    """The root was pinned anew: nothing that stood under the old one is believed."""
    assert len(names()) == 3
    SignedList.objects.all().delete()
    restart()
    settings.COALITION_ROOT = make_coalition(coalition.on).pinned_root
    with pytest.raises(DeskNotOpen):
        queries.load_coalition()


def test_a_slower_process_does_not_put_an_older_list_over_a_newer_one(coalition: MadeCoalition) -> None:
    """Two processes write at the same moment; each version is a file of its own."""
    keep = kept_lists.keep
    keep(COALITION, None, 5, coalition.signed_list(5), coalition.on)
    keep(COALITION, None, 4, coalition.signed_list(4), coalition.on)
    assert next(kept_lists.list_kept(COALITION, None)) == coalition.signed_list(5)
    SignedList.objects.filter(kind=COALITION).delete()
    assert len(names()) == 3
    keep(COALITION, None, 6, coalition.signed_list(6), coalition.on)
    assert kept_files("coalition") == ["coalition.6"]


def test_many_processes_may_keep_lists_at_once(coalition: MadeCoalition) -> None:
    def keep(version: int) -> None:
        kept_lists.keep(COALITION, None, version, coalition.signed_list(version), coalition.on)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(keep, [*range(1, 20), *range(1, 20)]))
    assert next(kept_lists.list_kept(COALITION, None)) == coalition.signed_list(19)


def test_a_folder_that_cannot_be_written_stops_nothing_and_is_said_once(
    coalition: MadeCoalition, settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("")
    settings.LISTS_FOLDER = tmp_path / "file" / "lists"
    kept_lists._said.clear()
    for version in (1, 2):
        coalition.deliver(version)
        assert len(names()) == 3
    said = [record.getMessage() for record in caplog.records]
    assert said == [
        "the folder of kept lists cannot be written: NotADirectoryError; reports are taken as before"
    ]


def key_list(desk: MadeDesk, on: date, **given: Any) -> bytes:
    """A list signed by the desk's own root, with fields of its own."""
    verify_key = desk.reply_key.public_key().public_bytes_raw()
    fields: dict[str, Any] = {
        "organisation_id": str(desk.id),
        "version": 2,
        "issued_on": on,
        "reply_keys": [ReplyKey.create(verify_key, on, on + timedelta(days=365))],
        "intake_keys": desk.intake_keys,
    }
    return sign_document(KeyList(**{**fields, **given}), desk.root)


def refused_lists(made: MadeCoalition) -> dict[str, bytes]:
    desk, other = made.default, made.desks[1]
    genuine = desk.signed_key_list(2, made.on)
    stranger = Ed25519PrivateKey.generate()
    return {
        "nothing": b"",
        "unsigned": genuine[:-64] + bytes(64),
        "a flipped byte": genuine[:80] + bytes([genuine[80] ^ 1]) + genuine[81:],
        "a stranger's": sign_document(
            KeyList(
                organisation_id=str(desk.id), version=2, issued_on=made.on, reply_keys=[], intake_keys=[]
            ),
            stranger,
        ),
        "another organisation's": other.signed_key_list(2, made.on),
        "of another organisation, by our root": key_list(desk, made.on, organisation_id=str(other.id)),
        "a coalition list": made.signed_list(2),
        "the same key twice": key_list(desk, made.on, intake_keys=desk.intake_keys[:1] * 2),
    }


@pytest.mark.parametrize("what", list(refused_lists(make_coalition(date(2026, 11, 23)))))
@pytest.mark.parametrize("restarted", [False, True])
def test_a_list_that_fails_changes_nothing(coalition: MadeCoalition, what: str, restarted: bool) -> None:
    before = queries.load_coalition()
    row = SignedList.objects.filter(kind=KEYS, organisation_id=coalition.default.id)
    row.update(version=2, signed=refused_lists(coalition)[what])
    if restarted:
        restart()
    assert queries.load_coalition() == before


@pytest.mark.parametrize("days", [-4000, -1, 40, 4000])
def test_a_list_whose_keys_have_all_ended_or_not_begun_is_used_all_the_same(
    coalition: MadeCoalition, days: int
) -> None:
    """The grace rule: neither an old list nor a wrong clock refuses a report."""
    desk = queries.load_coalition().desks[0]
    on = coalition.on + timedelta(days=days)
    newest, first = desk.key_list.intake_keys[-1], desk.key_list.intake_keys[0]
    assert desk.intake_key(on).key_id == (newest if days > 0 else first).key_id


@pytest.mark.parametrize("issued", [date(1, 1, 1), date(9999, 12, 31)])
def test_the_day_of_issue_decides_nothing(coalition: MadeCoalition, issued: date) -> None:
    desk = coalition.default
    SignedList.objects.filter(organisation_id=desk.id).update(
        version=2, signed=key_list(desk, coalition.on, issued_on=issued)
    )
    for _ in range(2):
        assert queries.load_coalition().access(desk.id).key_list.version == 2
        restart()
    assert kept_files(f"keys-{desk.id}") == [f"keys-{desk.id}.2"]


def test_a_version_far_ahead_is_a_version(coalition: MadeCoalition) -> None:
    """Only the organisation's own root can jump; then it goes on from there."""
    desk = coalition.default
    for version in (2**31 - 2, 2**31 - 1):
        actions.store_list(KEYS, desk.id, version, key_list(desk, coalition.on, version=version))
        assert queries.load_coalition().access(desk.id).key_list.version == version


def test_versions_are_told_to_the_desk(coalition: MadeCoalition) -> None:
    versions = queries.find_newest_list_versions()
    assert versions["coalition", None] == 1
    assert versions["keys", coalition.default.id] == 1
    assert ("keys", uuid4()) not in versions
