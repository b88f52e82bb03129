# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Evidence that is shared, or goes with its case: its custody says to whom, and everything of it goes along."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from safehold.core.rows import RowTampered
from safehold.core.timestamps.tests.authority import needs_openssl
from safehold.desk.consent.errors import ConsentMissing
from safehold.desk.evidence import actions as evidence
from safehold.desk.evidence import adapters
from safehold.desk.evidence import queries as kept
from safehold.desk.evidence.errors import ItemHeld
from safehold.desk.evidence.models import CustodyRow, Item, Stamp
from safehold.desk.evidence.rules import Description, Moment
from safehold.desk.evidence.tests.authorities_here import HttpAuthority, trusted
from safehold.desk.evidence.tests.house import NAME, PHOTO
from safehold.desk.inbox import actions as inbox
from safehold.desk.inbox.tests.sealed_reports import collect_all
from safehold.desk.sharing import actions, queries
from safehold.desk.sharing.actions import copying
from safehold.desk.sharing.errors import FileBroken
from safehold.desk.sharing.models import Offer, Share
from safehold.desk.sharing.tests.two_desks import DAY, TwoDesks, make_two_desks

pytestmark = pytest.mark.django_db(databases=["default", "public"])
NOW = Moment(datetime(2026, 11, 23, 15, 4, 5, tzinfo=UTC), DAY)


def with_photo() -> TwoDesks:
    desks = make_two_desks()
    desks.reporter.add_file(NAME, PHOTO)
    collect_all()
    inbox.file_arrivals(desks.noor, desks.case, DAY)
    return desks


def original(desks: TwoDesks) -> kept.OpenedItem:
    return kept.open_item(desks.noor, Item.objects.select_related("case", "file").get(derived_from=None))


def events(item: Item) -> list[str]:
    return list(
        CustodyRow.objects.filter(item_id=item.pk).order_by("position").values_list("event", flat=True)
    )


def choose(*items: Item) -> queries.Choice:
    return queries.Choice(files=tuple(str(item.pk) for item in items))


def read(unlocked: Any, item: kept.OpenedItem) -> bytes:
    with kept.open_bytes(unlocked, item) as source:
        return source.read()


def test_custody_says_to_whom_a_copy_was_given_and_of_what() -> None:
    desks = with_photo()
    item = original(desks)
    offer = desks.offer(choice=choose(item.row))
    step = kept.list_steps(desks.noor, item.row)[-1]
    assert (step.row.event, step.row.actor, step.holds) == ("shared", desks.here.noor.pk, True)
    assert step.what == {
        "to": desks.there.organisation.name_in("en"),
        "recipient": f"organisation:{desks.there.organisation.pk}",
        "how": "copy",
        "offer": str(offer.pk),
        "sha256": item.document.sha256,
    }
    content = queries.open_offers(desks.noor, desks.case, [offer])[0].content
    assert content["files"][0]["sha256"] == item.document.sha256


def test_what_is_not_offered_leaves_no_row() -> None:
    desks = with_photo()
    item = original(desks)
    desks.agree(desks.case.reports.get().pk, desks.there, act="withdrawn")
    with pytest.raises(ConsentMissing):
        desks.offer(choice=choose(item.row))
    assert events(item.row) == ["received", "hashed"]


def test_item_that_is_destroyed_while_it_is_copied_is_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    desks = with_photo()
    item = original(desks)
    real = copying._copy

    def then_destroyed(*args: Any) -> None:
        real(*args)
        evidence.destroy_item(desks.noor, item.row, "intimate", NOW)

    monkeypatch.setattr(copying, "_copy", then_destroyed)
    with pytest.raises(FileBroken):
        desks.offer(choice=replace(desks.choice(), files=(str(item.row.pk),)))
    assert not Offer.objects.exists()
    assert events(item.row) == ["received", "hashed", "destroyed"]


def test_clean_copy_is_given_in_place_of_the_original() -> None:
    desks = with_photo()
    clean = evidence.strip(desks.noor, original(desks), NOW)
    offer = desks.offer(choice=choose(clean))
    actions.accept_offer(desks.tenzin, offer, DAY)
    share = Share.objects.get(pk=offer.pk)
    (file,) = queries.open_share(desks.tenzin, share).content["files"]
    got = b"".join(actions.fetch_file(desks.tenzin, share, file["id"], DAY).pieces)
    assert got == read(desks.noor, kept.open_item(desks.noor, clean))
    assert b"Camera-canary" not in got
    assert "canary" not in file["name"]
    assert events(clean) == ["received", "hashed", "shared"]
    assert events(original(desks).row) == ["received", "hashed", "derived"]


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[HttpAuthority]:
    found = HttpAuthority(tmp_path / "authority", "Authority")
    with trusted(tmp_path / "roots", here=found):
        yield found
    found.close()


def add(desks: TwoDesks, content: bytes) -> Item:
    sealing = adapters.Sealing()
    sealing.write(content)
    said = Description(words="Their list of names.")
    return evidence.add_file(desks.noor, desks.case, sealing, "list.txt", "text/plain", said, NOW)


@needs_openssl
def test_everything_of_an_item_goes_with_its_case(authority: HttpAuthority) -> None:
    desks = with_photo()
    photo, listed = original(desks).row, add(desks, b"names-canary")
    clean = evidence.strip(desks.noor, kept.open_item(desks.noor, photo), NOW)
    evidence.scan(desks.noor, kept.open_item(desks.noor, photo), NOW)
    evidence.hold(desks.here.unlocked_lead, listed, "A court", NOW)
    evidence.send_waiting(DAY)
    evidence.record_stamps(desks.noor, desks.case, NOW)
    evidence.write_day_head(DAY + timedelta(days=1))
    before = {each.pk: events(each) for each in (photo, listed, clean)}
    contents = {
        each.pk: read(desks.noor, kept.open_item(desks.noor, each)) for each in (photo, listed, clean)
    }
    old_key = desks.noor.case_key(desks.case.pk, 1)

    case = desks.transfer()

    items = {each.row.pk: each for each in kept.open_items(desks.tenzin, case)}
    assert items.keys() == contents.keys()
    for pk, item in items.items():
        assert read(desks.tenzin, item) == contents[pk]
        assert events(item.row) == [*before[pk], "shared"]
        step = kept.list_steps(desks.tenzin, item.row)[-1]
        assert step.row.actor == desks.there.noor.pk
        assert (step.what["how"], step.what["sha256"]) == ("moved", item.document.sha256)
        assert step.what["from"] == desks.here.organisation.name_in("en")
        assert step.what["to"] == desks.there.organisation.name_in("en")
        found = evidence.verify_now(desks.tenzin, item, NOW)
        assert (found.is_sound, found.bytes_hold) == (True, True)
        assert found.covered == len(before[pk])
        assert all(each.holds for each in kept.list_steps(desks.tenzin, item.row))
        assert [each.row.state for each in kept.list_stamps(item.row)] == [Stamp.State.STAMPED]
        with pytest.raises(RowTampered):
            Item.objects.get(pk=pk).open(old_key)
    assert items[clean.pk].row.derived_from_id == photo.pk
    reading = kept.open_reading(desks.tenzin, items[photo.pk].row)
    assert reading is not None
    assert reading.facts.place is not None
    assert items[listed.pk].document.description.words == "Their list of names."
    with pytest.raises(ItemHeld):
        evidence.destroy_item(desks.there.unlocked_lead, items[listed.pk].row, "asked", NOW)


def test_custody_goes_on_in_one_chain_when_a_case_comes_back() -> None:
    desks = with_photo()
    item = original(desks).row
    case = desks.transfer()
    desks.agree(desks.case.reports.get().pk, desks.here)
    draft = actions.Draft(desks.here.organisation, "transfer", "We cannot go on.")
    case = actions.accept_offer(desks.noor, actions.offer_case(desks.tenzin, case, draft, DAY), DAY)
    assert events(item) == ["received", "hashed", "shared", "shared"]
    item = kept.access_item(case, item.pk)
    found = evidence.verify_now(desks.noor, kept.open_item(desks.noor, item), NOW)
    assert found.is_sound
    who = [step.who for step in kept.list_steps(desks.noor, item)][2:4]
    assert who == [desks.there.noor.display_name, desks.here.noor.display_name]


def test_who_gave_a_case_reaches_none_of_its_evidence() -> None:
    desks = with_photo()
    item = original(desks)
    case = desks.transfer()
    browser = desks.here.browser(desks.here.noor)
    assert browser.get(f"/evidence/{case.pk}/{item.row.pk}/").status_code == 404
    assert browser.get(f"/evidence/{case.pk}/").status_code == 404
