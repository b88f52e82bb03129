# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is done with an item: each leaves a row in its custody, and the original stays bit for bit."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.storage import storages
from PIL import Image

from safehold.core import custody
from safehold.desk.audit.models import Alarm, AuditRow
from safehold.desk.cases.models import CaseFile
from safehold.desk.evidence import actions, queries
from safehold.desk.evidence.errors import BytesBroken, BytesGone, ItemHeld, LeadNeeded, NotMade
from safehold.desk.evidence.models import CustodyDetail, CustodyRow, Item, Keeping, Reading
from safehold.desk.evidence.rules import Description
from safehold.desk.evidence.templatetags.evidence_parts import what_happened
from safehold.desk.evidence.tests.house import NOW, PHOTO, House, make_house
from safehold.desk.evidence.tests.owner import unguarded
from safehold.desk.inbox.models import EndedFile, FileEnvelope
from safehold.desk.inbox.tests.sealed_reports import collect_all
from safehold.looking import Box

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture
def house() -> House:
    return make_house()


def test_scan_finds_the_place_and_is_done_once(house: House) -> None:
    actions.scan(house.noor, house.opened(), NOW)
    actions.scan(house.noor, house.opened(), NOW)
    assert house.events() == ["received", "hashed", "scanned"]
    reading = queries.open_reading(house.noor, house.item())
    assert reading is not None
    assert reading.facts.media_type == "image/jpeg"
    assert reading.facts.place is not None
    assert round(reading.facts.place.latitude, 2) == 45.42
    assert "Camera-canary" in str(reading.facts.metadata)


def test_clean_copy_has_no_place_and_the_original_is_the_same(house: House) -> None:
    made = actions.strip(house.noor, house.opened(), NOW)
    content = house.read(made)
    assert b"Camera-canary" not in content
    assert not Image.open(io.BytesIO(content)).getexif()
    assert house.read(house.item()) == PHOTO
    assert house.events() == ["received", "hashed", "derived"]
    assert house.events(made) == ["received", "hashed"]
    opened = house.opened(made)
    assert opened.row.derived_from == house.item()
    assert opened.document.made.tool
    assert opened.document.name.startswith("evidence-canary-clean.")


def test_blacked_out_part_is_not_in_the_copy(house: House) -> None:
    made = actions.redact(house.noor, house.opened(), [Box(0, 0.25, 0.25, 0.5, 0.5)], NOW)
    picture = Image.open(io.BytesIO(house.read(made))).convert("RGB")
    assert picture.getpixel((picture.width // 2, picture.height // 2)) == (0, 0, 0)
    assert house.events()[-1] == "redacted"


def test_what_is_looked_at_was_made_anew_and_is_written_down(house: House) -> None:
    looked = actions.view(house.noor, house.opened(), 0, NOW)
    assert looked.outputs
    assert all(b"Camera-canary" not in made.content for made in looked.outputs)
    assert house.events()[-1] == "viewed"
    assert AuditRow.objects.filter(verb="evidence.viewed").count() == 1


def test_download_is_written_down_before_a_byte_leaves(house: House) -> None:
    pieces = actions.download(house.noor, house.opened(), NOW)
    assert house.events()[-1] == "downloaded"
    assert b"".join(pieces) == PHOTO


def test_file_that_was_changed_in_the_store_goes_to_nobody(house: House) -> None:
    path = Path(storages["sealed"].path(CaseFile.objects.get().stored_name))
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(BytesBroken):
        b"".join(actions.download(house.noor, house.opened(), NOW))
    assert Alarm.objects.get().kind == "file-changed"
    found = actions.verify_now(house.noor, house.opened(), NOW)
    assert found.bytes_hold is False
    assert not found.is_sound


def test_verify_holds_and_says_over_how_many_rows(house: House) -> None:
    found = actions.verify_now(house.noor, house.opened(), NOW)
    assert (found.is_sound, found.bytes_hold, found.rows) == (True, True, 2)
    assert house.events()[-1] == "verified"


def test_verify_names_a_row_that_somebody_changed(house: House) -> None:
    with unguarded():
        CustodyRow.objects.filter(position=1).update(event="viewed")
    found = actions.verify_now(house.noor, house.opened(), NOW)
    assert (found.broken_at, found.reason) == (1, "changed")
    assert Alarm.objects.get().kind == "custody-broken"


def test_verify_names_a_chain_that_is_not_the_one_a_head_names(house: House) -> None:
    item = house.item()
    later = NOW._replace(on=NOW.on.replace(day=24))
    actions.write_day_head(later.on)
    assert actions.write_day_head(later.on) is None
    with unguarded():
        CustodyDetail.objects.filter(row__item_id=item.pk, row__position=2).delete()
        CustodyRow.objects.filter(item_id=item.pk, position=2).delete()
    found = actions.verify_now(house.noor, house.opened(), later)
    assert (found.broken_at, found.reason) == (2, "removed")


def test_heads_of_days_follow_each_other(house: House) -> None:
    day = NOW.on
    actions.write_day_head(day.replace(day=24))
    actions.verify_now(house.noor, house.opened(), NOW._replace(on=day.replace(day=24)))
    actions.write_day_head(day.replace(day=25))
    heads = queries.list_heads()
    assert [head.position for head in heads] == [1, 2]
    custody.verify_heads(heads)
    rows = queries.list_custody(house.item().pk)
    assert custody.check_against_heads(house.item().pk, rows, heads) == 3


def test_description_is_sealed_and_changes_nothing_else(house: House) -> None:
    before = house.opened().document
    said = Description(words="A man in front of the-canary-door.", provenance="relayed")
    actions.describe(house.noor, house.item(), said, None, NOW)
    after = house.opened().document
    assert after == replace(before, description=said)
    assert b"canary-door" not in bytes(house.item().sealed)


def test_custody_says_who_described_which_fields_and_none_of_the_words(house: House) -> None:
    said = Description(words="A man in front of the-canary-door.", provenance="relayed")
    actions.describe(house.noor, house.item(), said, NOW.on, NOW)
    actions.describe(house.noor, house.item(), said, NOW.on, NOW)  # the same again is nothing
    assert house.events() == ["received", "hashed", "described"]
    step = queries.list_steps(house.noor, house.item())[-1]
    assert (step.row.actor, step.at, step.holds) == (house.desk.noor.pk, NOW.text, True)
    assert step.what == {"fields": ["provenance", "words", "retain_until"]}
    assert what_happened(step) == "Where it comes from, What it is, Keep it at least until"


def test_only_a_lead_holds_and_what_is_held_is_not_destroyed(house: House) -> None:
    with pytest.raises(LeadNeeded):
        actions.hold(house.noor, house.item(), "A court", NOW)
    actions.hold(house.lead, house.item(), "A court", NOW)
    actions.hold(house.lead, house.item(), "A court", NOW)
    with pytest.raises(ItemHeld):
        actions.destroy_item(house.lead, house.item(), "asked", NOW)
    actions.release(house.lead, house.item(), NOW)
    assert house.events()[-2:] == ["held", "released"]
    actions.destroy_item(house.lead, house.item(), "asked", NOW)


def test_intimate_image_is_destroyed_with_its_copies_and_its_custody_stays(house: House) -> None:
    made = actions.strip(house.noor, house.opened(), NOW)
    actions.scan(house.noor, house.opened(), NOW)
    file_name = CaseFile.objects.get().stored_name
    with pytest.raises(LeadNeeded):
        actions.destroy_item(house.noor, house.item(), "asked", NOW)
    actions.destroy_item(house.noor, house.item(), "intimate", NOW)
    assert not storages["sealed"].exists(file_name)
    assert not storages["sealed"].exists(str(made.stored_name))
    assert not EndedFile.objects.exists()
    assert not Reading.objects.exists()
    assert not CaseFile.objects.exists()
    assert {each.keeping for each in Item.objects.all()} == {Keeping.DESTROYED}
    assert house.events()[-1] == house.events(made)[-1] == "destroyed"
    assert house.opened().document.is_intimate
    with pytest.raises(BytesGone):
        actions.download(house.noor, house.opened(), NOW)
    found = actions.verify_now(house.noor, house.opened(), NOW)
    assert (found.is_sound, found.bytes_hold) == (True, None)
    collect_all()
    assert FileEnvelope.objects.get().destroyed_on == NOW.on
    assert not storages["sealed"].list_names()  # type: ignore[attr-defined]


def test_what_is_no_picture_says_that_no_copy_can_be_made() -> None:
    house = make_house(with_file=False)
    item = house.add(b"MZ" + bytes(400), "run.exe")
    with pytest.raises(NotMade):
        actions.strip(house.noor, house.opened(item), NOW)
    assert house.read(item) == b"MZ" + bytes(400)
