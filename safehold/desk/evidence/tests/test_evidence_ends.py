# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""New keys, another organisation, the end of a case: what is sealed follows or goes, custody stays and holds."""

import json
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.storage import storages

from safehold.core import age, custody
from safehold.core.rows import RowTampered
from safehold.desk.audit.models import Alarm
from safehold.desk.cases.actions.renewing import reseal_cases
from safehold.desk.cases.models import Case
from safehold.desk.evidence import actions, queries
from safehold.desk.evidence.models import CustodyDetail, CustodyRow, Item, Reading
from safehold.desk.evidence.tests.house import NOW, PHOTO, House, make_house
from safehold.desk.exchange import actions as exchange
from safehold.desk.exchange.errors import FileBroken
from safehold.desk.inbox.models import EndedFile
from safehold.desk.retention import actions as retention
from safehold.desk.retention.errors import CaseHeld
from safehold.desk.search import actions as search
from safehold.web import clock
from safehold.web.closing import SealTo

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture
def house() -> House:
    made = make_house()
    actions.scan(made.noor, made.opened(), NOW)
    actions.strip(made.noor, made.opened(), NOW)
    return made


def test_case_that_gets_a_new_key_takes_its_evidence_along(house: House) -> None:
    old = house.noor.case_key(house.case.pk, 1)
    new = house.noor.new_case_keys({house.case.pk: 2})[house.case.pk]
    search_key = search.hold_key(house.noor)
    keys = {
        house.case.pk: {1: old, 2: new},
        house.desk.organisation.pk: {search_key.version: search_key.secret},
    }
    assert reseal_cases(house.desk.organisation.pk, keys, NOW.on) == 1
    house.case = Case.objects.get(pk=house.case.pk)
    for model in (Item, Reading, CustodyDetail):
        for row in model._default_manager.all():
            with pytest.raises(RowTampered):
                row.open(old)
            row.open(new)
    assert actions.verify_now(house.noor, house.opened(), NOW).is_sound
    assert house.read(house.item()) == PHOTO


def test_case_that_ends_leaves_custody_that_holds_and_nothing_that_opens(house: House) -> None:
    item_ids = list(Item.objects.values_list("pk", flat=True))
    retention.destroy_now(house.lead, house.case, "asked", clock.today())
    assert not Item.objects.exists()
    assert not CustodyDetail.objects.exists()
    assert not EndedFile.objects.exists()
    assert not storages["sealed"].list_names()  # type: ignore[attr-defined]
    for item_id in item_ids:
        rows = queries.list_custody(item_id)
        assert rows[-1].event == "destroyed"
        assert custody.verify_chain(rows, item_id)[0] == len(rows)
    assert CustodyRow.objects.exists()


def test_case_with_a_held_item_does_not_end(house: House) -> None:
    actions.hold(house.lead, house.item(), "A court", NOW)
    with pytest.raises(CaseHeld):
        retention.destroy_now(house.lead, house.case, "asked", NOW.on)
    assert Item.objects.count() == 2


def test_copy_of_a_case_has_its_evidence_and_no_secret(house: House) -> None:
    identity = age.generate_identity()
    recipient = str(age.recipient_of(identity))
    copied = exchange.export_bag(house.lead, house.case, SealTo(recipient=recipient), NOW.on)
    bag = zipfile.ZipFile(BytesIO(age.open_sealed(copied.content.read(), [identity])))
    (name,) = [each for each in bag.namelist() if each.endswith("evidence.json")]
    text = bag.read(name).decode()
    assert "AGE-SECRET-KEY" not in text.upper()
    original, clean = json.loads(text)["items"]
    assert original["custody"][-1]["event"] == "exported"
    assert original["custody"][-1]["detail"]["what"]["to"] == "own copy"
    assert clean["made_from"] == original["id"]
    (made,) = [each for each in bag.namelist() if each.endswith(clean["path"])]
    assert bag.read(made)[:4] == b"\xff\xd8\xff\xe0"


def test_copy_that_could_not_be_written_leaves_no_word_that_it_was(house: House) -> None:
    clean = Item.objects.exclude(derived_from=None).get()
    path = Path(storages["sealed"].path(str(clean.stored_name)))
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    recipient = str(age.recipient_of(age.generate_identity()))
    with pytest.raises(FileBroken):
        exchange.export_bag(house.lead, house.case, SealTo(recipient=recipient), NOW.on)
    assert not CustodyRow.objects.filter(event="exported").exists()
    assert Alarm.objects.get().subject == str(clean.pk)
