# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whatever is done to a bag is named: by somebody clumsy, and by somebody who makes both manifests anew."""

import dataclasses
import re
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safehold.core.handover.documents import write_heads
from safehold.core.timestamps.tests.authority import needs_openssl
from safehold.persistence.bags.reading import find_bag
from safehold.persistence.bags.tests.handovers import (
    BATCH,
    CUSTODY,
    HERE,
    ITEM,
    PHOTO,
    PHOTO_FILE,
    VOICE,
    VOICE_FILE,
    Forger,
    House,
    check,
    check_without_stamps,
    make_item,
    named,
    recompute,
    rows_of,
    said_of,
)

pytestmark = needs_openssl


def test_an_untouched_bag_holds(house: House) -> None:
    report = check(house.bag)
    assert report.problems == report.unchecked == []
    assert len(report.holding) == 4
    assert report.notes == [
        f"timestamps/{BATCH}/manifest.json also names 1 that were not handed over, by id and checksum."
    ]
    assert re.fullmatch("[0-9a-f]{64}", report.fingerprint)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_flipped_byte_is_named(house: House, data: st.DataObject) -> None:
    names = find_bag(house.bag).list_files()
    path = house.bag / data.draw(st.sampled_from(names), label="file")
    kept = path.read_bytes()
    flipped = bytearray(kept)
    flipped[data.draw(st.integers(0, len(kept) - 1), label="place")] ^= data.draw(
        st.integers(1, 255), label="by"
    )
    path.write_bytes(bytes(flipped))
    try:
        report = check_without_stamps(house.bag)
    finally:
        path.write_bytes(kept)
    name = path.relative_to(house.bag).as_posix()
    said = said_of(report)
    assert said
    if not name.startswith("tagmanifest"):  # a manifest that was changed may name the file it no longer fits
        assert f"{name}: It is not as it was handed over" in said or f"{name}: Line" in said


def test_every_byte_of_the_manifests_counts(house: House, tmp_path: Path) -> None:
    bag = shutil.copytree(house.bag, tmp_path / "bag")
    for name in ("tagmanifest-sha256.txt", "manifest-sha256.txt", "bagit.txt", "bag-info.txt"):
        kept = (bag / name).read_bytes()
        for place in range(0, len(kept), 5):
            flipped = bytearray(kept)
            flipped[place] ^= 0x20
            (bag / name).write_bytes(bytes(flipped))
            assert check_without_stamps(bag).problems, (name, place)
        (bag / name).write_bytes(kept)


@pytest.mark.parametrize(
    "name", ["data/items/x/new.bin", "extra.txt", f"{HERE}/more.pem", f"data/items/{PHOTO}/two.jpg", "a/b/c"]
)
@pytest.mark.parametrize("covers_up", [False, True])
def test_an_added_file_is_named(forger: Forger, name: str, covers_up: bool) -> None:
    (forger.bag / name).parent.mkdir(parents=True, exist_ok=True)
    (forger.bag / name).write_bytes(b"new")
    if covers_up:
        forger.cover_up()
    assert "was added" in named(forger.bag)
    assert name.rpartition("/")[0] in named(forger.bag)


def test_a_link_is_named_and_not_followed(forger: Forger) -> None:
    (forger.bag / "data/items/link").symlink_to("/etc")
    (forger.bag / PHOTO_FILE).unlink()
    (forger.bag / PHOTO_FILE).symlink_to("/etc/passwd")
    said = named(forger.bag)
    assert "data/items/link: It is not a plain file" in said
    assert f"{PHOTO_FILE}: It is not a plain file" in said


def test_what_a_computer_leaves_is_only_noted(forger: Forger) -> None:
    (forger.bag / ".DS_Store").write_bytes(b"x")
    report = check(forger.bag)
    assert report.problems == []
    assert ".DS_Store was left there by a computer" in report.notes[0]


@pytest.mark.parametrize("covers_up", [False, True])
def test_any_removed_file_is_named(house: House, tmp_path: Path, covers_up: bool) -> None:
    for n, name in enumerate(find_bag(house.bag).list_files()):
        forger = Forger(shutil.copytree(house.bag, tmp_path / str(n)))
        (forger.bag / name).unlink()
        is_a_manifest = name.endswith("manifest-sha256.txt")
        if covers_up and not is_a_manifest and name != "bag-info.txt":
            forger.cover_up()
        assert f"{name}: It is missing" in named(forger.bag), name


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 10**6))
@pytest.mark.parametrize("name", [PHOTO_FILE, VOICE_FILE])
def test_a_flipped_byte_of_evidence_is_named_though_the_manifests_were_made_anew(
    house: House, name: str, place: int
) -> None:
    forger = Forger(house.bag)
    kept = {each: each.read_bytes() for each in house.bag.glob("*.txt")} | {
        house.bag / name: (house.bag / name).read_bytes()
    }
    flipped = bytearray(kept[house.bag / name])
    flipped[place % len(flipped)] ^= 1
    try:
        (house.bag / name).write_bytes(bytes(flipped))
        forger.cover_up()
        report = check_without_stamps(house.bag)
    finally:
        for path, content in kept.items():
            path.write_bytes(content)
    assert [(each.where, "swapped" in each.what) for each in report.problems] == [(name, True)]


def test_swapped_files_are_named(forger: Forger) -> None:
    photo, voice = forger.bag / PHOTO_FILE, forger.bag / VOICE_FILE
    content = photo.read_bytes()
    photo.write_bytes(voice.read_bytes())
    voice.write_bytes(content)
    forger.cover_up()
    said = named(forger.bag)
    assert f"{PHOTO_FILE}: It is not the file that item.json describes" in said
    assert f"{VOICE_FILE}: It is not the file that item.json describes" in said


def test_a_swapped_file_is_named_though_it_is_described_anew(forger: Forger) -> None:
    (forger.bag / PHOTO_FILE).write_bytes(b"another photo")
    forger.edit(ITEM, sha256="8f" * 32, size_bytes=13)
    forger.cover_up()
    said = named(forger.bag)
    assert f"{CUSTODY}, row 2: It was written for another file than the one here" in said
    assert f"{PHOTO_FILE}: timestamps/{BATCH}/manifest.json was stamped for another file" in said


def test_a_file_whose_whole_custody_was_made_anew_is_named_by_heads_and_stamp(
    house: House, forger: Forger
) -> None:
    content = b"another photo"
    other = make_item(PHOTO, "我的照片 <1>.jpg", content, list(house.hand_over.stamps))
    (forger.bag / PHOTO_FILE).write_bytes(content)
    forger.rewrite_custody(other, other.rows, other.details)
    forger.cover_up()
    said = named(forger.bag)
    assert f"{CUSTODY}, row 2: It does not follow from what was there" in said
    assert f"{PHOTO_FILE}: timestamps/{BATCH}/manifest.json was stamped for another file" in said


@pytest.mark.parametrize("place", range(6))
def test_a_removed_row_is_named(house: House, forger: Forger, place: int) -> None:
    item = house.hand_over.items[0]
    rows, details = rows_of(item), list(item.details)
    del rows[place], details[place]
    forger.rewrite_custody(item, rows, details, fits=False)
    forger.cover_up()
    assert f"{CUSTODY}, row {place + 1}: It is missing." in named(forger.bag)


@pytest.mark.parametrize("kept", range(1, 6))
def test_rows_cut_from_the_end_are_named_though_item_json_fits(
    house: House, forger: Forger, kept: int
) -> None:
    item = house.hand_over.items[0]
    forger.rewrite_custody(item, item.rows[:kept], item.details[:kept])
    forger.cover_up()
    said = named(forger.bag)
    assert (f"{CUSTODY}, row {kept + 1}: It is missing." in said) is (kept < 5)
    assert "rows were removed from its end" in said


Edit = Callable[[list], None]  # type: ignore[type-arg]


def told_otherwise(rows: list) -> None:  # type: ignore[type-arg]
    rows[2]["detail"]["what"]["words"] = "nothing"


def kept_back(rows: list) -> None:  # type: ignore[type-arg]
    rows[3]["detail"] = None


def relabelled(rows: list) -> None:  # type: ignore[type-arg]
    rows[2]["event"] = "held"


def moved(rows: list) -> None:  # type: ignore[type-arg]
    rows[1], rows[2] = rows[2], rows[1]


def of_another_item(rows: list) -> None:  # type: ignore[type-arg]
    rows[2]["item_id"] = VOICE


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (told_otherwise, "row 3: What is told of it is not what it was written for."),
        (kept_back, "row 4: What is told of it is not what it was written for."),
        (relabelled, "row 3: It is not as it was written: something in it was changed."),
        (moved, "row 2: Another one stands in its place"),
        (of_another_item, "row 3: It is not as it was written"),
    ],
)
def test_a_changed_row_is_named(forger: Forger, edit: Edit, said: str) -> None:
    document = forger.read(CUSTODY)
    edit(document["rows"])
    forger.write(CUSTODY, document)
    forger.cover_up()
    assert f"{CUSTODY}, {said}" in named(forger.bag)


def test_rows_made_anew_are_named_by_the_heads(house: House, forger: Forger) -> None:
    item = house.hand_over.items[0]
    rows = rows_of(item)
    rows[2] = dataclasses.replace(rows[2], event="held")
    forger.rewrite_custody(item, recompute(rows, 2), item.details)
    forger.cover_up()
    assert f"{CUSTODY}, row 5: It does not follow from what was there" in named(forger.bag)


def test_changed_heads_are_named(house: House, forger: Forger) -> None:
    first, second = house.hand_over.heads
    later = dataclasses.replace(second, on_day=second.on_day + timedelta(days=1))
    for heads, said in (
        ([first, later], "head 2: It is not as it was written"),
        ([second, first], "head 1: Another one"),
    ):
        (forger.bag / "heads.json").write_bytes(write_heads(heads))
        forger.cover_up()
        assert f"heads.json, {said}" in named(forger.bag)


def test_a_removed_item_is_named_by_what_went_with_it(forger: Forger) -> None:
    shutil.rmtree(forger.bag / f"data/items/{VOICE}")
    forger.cover_up()
    assert f"data/items/{VOICE}: It is missing: {CUSTODY}, row 6, names it." in named(forger.bag)


def test_items_that_changed_places_are_named(forger: Forger) -> None:
    photo, voice, aside = (forger.bag / f"data/items/{name}" for name in (PHOTO, VOICE, "aside"))
    photo.rename(aside)
    voice.rename(photo)
    aside.rename(voice)
    forger.cover_up()
    assert f"{ITEM}: It is about another item" in named(forger.bag)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff",
        b'{"format": NaN}',
        b"[" * 100_000,
        b'{"format":"safehold.item/1","format":1}',
        b'{"a":"\\ud800"}',
    ],
)
@pytest.mark.parametrize("name", [ITEM, CUSTODY, "heads.json", f"timestamps/{BATCH}/manifest.json"])
def test_nonsense_is_named_and_stops_nothing(forger: Forger, name: str, content: bytes) -> None:
    (forger.bag / name).write_bytes(content)
    forger.cover_up()
    assert f"{name}: It is not one that we write" in named(forger.bag)
