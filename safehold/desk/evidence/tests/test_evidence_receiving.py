# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files become items: hashed first, sealed as they come, kept once, and never half."""

import hashlib
from uuid import uuid4

import pytest
from django.core.files.storage import storages
from django.db import DatabaseError

from safehold.desk.audit.models import AuditRow
from safehold.desk.cases.models import CaseFile
from safehold.desk.evidence import actions, queries
from safehold.desk.evidence.errors import FileEmpty
from safehold.desk.evidence.models import CustodyDetail, CustodyRow, Item, Keeping
from safehold.desk.evidence.rules import Description, Document
from safehold.desk.evidence.tests.house import NAME, NOW, PHOTO, make_house
from safehold.desk.inbox.actions import sweep_files
from safehold.desk.inbox.models import EndedFile
from safehold.persistence.transactions import atomic_for

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def test_file_of_a_report_is_an_item_as_soon_as_it_is_filed() -> None:
    house = make_house()
    opened = house.opened()
    assert opened.row.file == CaseFile.objects.get()
    assert (opened.document.name, opened.document.via) == (NAME, "report")
    assert opened.document.sha256 == hashlib.sha256(PHOTO).hexdigest()
    assert house.events() == ["received", "hashed"]
    assert house.read(opened.row) == PHOTO
    assert AuditRow.objects.filter(verb="evidence.received", subject=str(house.case.pk)).count() == 1


def test_file_that_came_before_there_was_this_room_is_taken_in_once() -> None:
    house = make_house()
    CustodyDetail.objects.all().delete()
    Item.objects.all().delete()
    assert actions.take_in_waiting(house.noor, house.case, NOW) == 1
    assert actions.take_in_waiting(house.noor, house.case, NOW) == 0
    assert house.read(house.item()) == PHOTO


def test_added_file_is_sealed_and_comes_back_bit_for_bit() -> None:
    house = make_house(with_file=False)
    content = PHOTO * 50
    item = house.add(content)
    assert house.read(item) == content
    stored = storages["sealed"].open(str(item.stored_name)).read()
    assert PHOTO[:64] not in stored
    assert b"evidence-canary" not in bytes(item.sealed)
    assert not EndedFile.objects.exists()
    assert queries.list_stored_names() == {item.stored_name}


def test_double_click_is_one_item_and_one_file() -> None:
    house, once = make_house(with_file=False), uuid4()
    first, second = house.add(once=once), house.add(once=once)
    assert first.pk == second.pk
    assert Item.objects.count() == 1
    assert storages["sealed"].list_names() == [first.stored_name]  # type: ignore[attr-defined]


def test_what_is_not_written_is_not_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    house = make_house(with_file=False)

    def fail(*_args: object, **_kwargs: object) -> None:
        raise DatabaseError

    monkeypatch.setattr("safehold.desk.evidence.actions.receiving.append", fail)
    with pytest.raises(DatabaseError):
        house.add()
    assert not Item.objects.exists()
    assert not storages["sealed"].list_names()  # type: ignore[attr-defined]
    assert not EndedFile.objects.exists()


def test_full_disk_keeps_nothing_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    house = make_house(with_file=False)

    def full(*_args: object, **_kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("safehold.persistence.stores.Incoming.keep", full)
    with pytest.raises(OSError, match="No space"):
        house.add()
    assert not Item.objects.exists()
    assert not storages["sealed"].list_names()  # type: ignore[attr-defined]


def test_power_cut_after_the_bytes_leaves_a_name_that_is_swept(monkeypatch: pytest.MonkeyPatch) -> None:
    house = make_house(with_file=False)
    monkeypatch.setattr("safehold.desk.inbox.actions.end_files", lambda *_: None)
    monkeypatch.setattr("safehold.desk.inbox.actions.sweep_files", lambda *_: 0)
    monkeypatch.setattr("safehold.desk.evidence.actions.receiving.append", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        house.add()
    (left,) = EndedFile.objects.all()
    assert storages["sealed"].list_names() == [left.stored_name]  # type: ignore[attr-defined]
    assert sweep_files(NOW.on) == 0
    assert sweep_files(left.delete_on) == 1
    assert not storages["sealed"].list_names()  # type: ignore[attr-defined]


def test_empty_file_is_not_an_item() -> None:
    with pytest.raises(FileEmpty):
        make_house(with_file=False).add(b"")


def test_intimate_image_is_its_description_and_its_fingerprint() -> None:
    house, once = make_house(with_file=False), uuid4()
    said = Description(words="A man sent it to her mother.")
    document = Document("x.jpg", "image/jpeg", 3, "ab" * 32, "upload", "", description=said)
    item = actions.add_fingerprint(house.noor, house.case, document, NOW, once)
    assert actions.add_fingerprint(house.noor, house.case, document, NOW, once) == item
    opened = house.opened(item)
    assert opened.row.keeping == Keeping.DESCRIBED
    assert opened.document.is_intimate
    assert opened.document.received_at == NOW.text
    assert house.events(item) == ["received", "hashed"]
    assert not storages["sealed"].list_names()  # type: ignore[attr-defined]


@pytest.mark.parametrize("change", ["update", "delete"])
def test_database_refuses_to_change_or_delete_custody(change: str) -> None:
    make_house()
    rows = CustodyRow.objects.all()
    with pytest.raises(DatabaseError), atomic_for(CustodyRow):
        rows.update(event="viewed") if change == "update" else rows._raw_delete("default")
