# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A packet names evidence as evidence has it, and the custody of each item says to whom it was named."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest

from safehold.desk.consent.errors import ConsentMissing
from safehold.desk.evidence import actions as evidence
from safehold.desk.evidence import queries as kept
from safehold.desk.evidence.models import Item
from safehold.desk.evidence.rules import Moment
from safehold.desk.evidence.tests.house import NAME, PHOTO
from safehold.desk.inbox import actions as inbox
from safehold.desk.inbox.tests.sealed_reports import collect_all
from safehold.desk.referrals import actions, adapters, queries
from safehold.desk.referrals.models import Packet
from safehold.desk.referrals.tests.desk_with_case import (
    DAY,
    POLICE,
    DeskWithCase,
    make_desk_with_case,
)
from safehold.web.closing import SealTo
from safehold.web.printing import PrintingFailed

pytestmark = pytest.mark.django_db(databases=["default", "public"])
NOW = Moment(datetime(2026, 11, 23, 15, 4, 5, tzinfo=UTC), DAY)


def with_photo() -> DeskWithCase:
    here = make_desk_with_case()
    here.reporter.add_file(NAME, PHOTO)
    here.reporter.add_file("other.txt", b"another file")
    collect_all()
    inbox.file_arrivals(here.unlocked, here.case, DAY)
    return here


def photo_of(here: DeskWithCase) -> kept.OpenedItem:
    return next(each for each in kept.open_items(here.unlocked, here.case) if each.document.name == NAME)


def send(here: DeskWithCase, *items: Item, **rest: Any) -> Packet:
    referral = here.begin()
    here.pack(referral, "what", "files", files=tuple(str(each.pk) for each in items), **rest)
    return actions.send_packet(here.unlocked, referral, "mail", DAY, DAY)


def steps(here: DeskWithCase, item: Item) -> list[tuple[str, dict[str, Any]]]:
    found = kept.list_steps(here.unlocked, item)
    assert all(each.holds for each in found)
    return [(each.row.event, each.what) for each in found]


def test_each_named_item_says_to_whom_its_hash_was_given_and_others_say_nothing() -> None:
    here = with_photo()
    item = photo_of(here)
    packet = send(here, item.row)
    event, what = steps(here, item.row)[-1]
    assert event == "shared"
    assert what["to"].startswith("Police of local jurisdiction")
    assert (what["recipient"], what["how"], what["packet"]) == (POLICE, "named", str(packet.pk))
    (named,) = queries.open_packet(here.unlocked, here.case, packet)["evidence"]
    assert what["sha256"] == named["sha256"] == item.document.sha256 == sha256(PHOTO).hexdigest()
    other = Item.objects.exclude(pk=item.row.pk).get()
    assert [event for event, _ in steps(here, other)] == ["received", "hashed"]


def test_double_click_names_it_once() -> None:
    here = with_photo()
    item, referral = photo_of(here), here.begin()
    here.pack(referral, "what", "files", files=(str(photo_of(here).row.pk),))
    once = actions.send_packet(here.unlocked, referral, "mail", DAY, DAY)
    assert actions.send_packet(here.unlocked, referral, "mail", DAY, DAY, packet_id=once.pk) == once
    assert [event for event, _ in steps(here, item.row)].count("shared") == 1


def test_each_file_that_is_made_of_a_packet_is_a_row_of_its_own() -> None:
    here = with_photo()
    item = photo_of(here)
    packet = send(here, item.row)
    actions.export_packet(here.unlocked, packet, SealTo(), DAY)
    actions.export_packet(here.unlocked, packet, SealTo(), DAY)
    (_, first), (_, second) = steps(here, item.row)[-2:]
    assert first == second
    assert first["items"] == [str(item.row.pk)]
    assert (first["how"], first["recipient"]) == ("named", POLICE)
    assert evidence.verify_now(here.unlocked, item, NOW).is_sound


def test_what_cannot_be_drawn_has_not_left(monkeypatch: pytest.MonkeyPatch) -> None:
    here = with_photo()
    item = photo_of(here)
    packet = send(here, item.row)

    def fail(*_args: object) -> bytes:
        raise PrintingFailed

    monkeypatch.setattr(adapters, "print_packet", fail)
    with pytest.raises(PrintingFailed):
        actions.export_packet(here.unlocked, packet, SealTo(), DAY)
    assert "exported" not in [event for event, _ in steps(here, item.row)]


def test_without_consent_no_chain_says_anything() -> None:
    here = with_photo()
    item = photo_of(here)
    packet = send(here, item.row)
    here.withdraw()
    with pytest.raises(ConsentMissing):
        actions.export_packet(here.unlocked, packet, SealTo(), DAY)
    assert [event for event, _ in steps(here, item.row)] == ["received", "hashed", "shared"]


def test_clean_copy_is_named_as_one_and_what_is_destroyed_is_not_named() -> None:
    here = with_photo()
    clean = evidence.strip(here.unlocked, photo_of(here), NOW)
    item = photo_of(here).row
    evidence.destroy_item(
        here.unlocked, Item.objects.exclude(pk__in=[item.pk, clean.pk]).get(), "intimate", NOW
    )
    packet = send(here, *Item.objects.all())
    named = queries.open_packet(here.unlocked, here.case, packet)["evidence"]
    assert {each["id"] for each in named} == {str(item.pk), str(clean.pk)}
    told = next(each for each in named if each["id"] == str(clean.pk))
    assert "a copy that we made on" in told["about"]
    assert "canary" not in told["name"]
