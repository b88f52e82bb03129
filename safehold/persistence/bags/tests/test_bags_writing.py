# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A bag as a ZIP in one pass: others can read it, and a file that is not what was received stops it."""

import dataclasses
import hashlib
import io
import tracemalloc
import zipfile
from pathlib import Path

import bagit  # type: ignore[import-untyped]
import pytest

from safehold.core import age
from safehold.core.handover.layout import safe_name
from safehold.persistence.bags import ItemBroken, write_bag
from safehold.persistence.bags.tests.handovers import (
    FOLDER,
    PHOTO,
    PHOTO_BYTES,
    VOICE,
    VOICE_BYTES,
    as_zip,
    make_hand_over,
    sha256,
    unpack,
)

HAND_OVER = make_hand_over([])


def test_files_come_out_as_they_were_received(tmp_path: Path) -> None:
    bag = unpack(as_zip(HAND_OVER), tmp_path)
    assert (bag / f"data/items/{PHOTO}/file-我的照片 _1_.jpg").read_bytes() == PHOTO_BYTES
    assert (bag / f"data/items/{VOICE}/file-voice.ogg").read_bytes() == VOICE_BYTES


def test_bagit_agrees(tmp_path: Path) -> None:
    bag = unpack(as_zip(HAND_OVER), tmp_path)
    bagit.Bag(str(bag)).validate()
    (bag / "heads.json").write_text("{}")
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(bag)).validate()


def test_the_same_hand_over_gives_the_same_bytes_and_a_fingerprint() -> None:
    out = io.BytesIO()
    fingerprint = write_bag(out, HAND_OVER, FOLDER)
    assert out.getvalue() == as_zip(HAND_OVER)
    bag = out.getvalue()
    assert len(fingerprint) == 64
    assert bag.count(b"tagmanifest-sha256.txt") == 2  # the entry, and the archive's directory


def test_a_bag_is_sealed_while_it_is_written(tmp_path: Path) -> None:
    identity, sealed = age.generate_identity(), io.BytesIO()
    writer = age.SealingWriter(sealed, [age.recipient_of(identity)])
    write_bag(writer, HAND_OVER, FOLDER)
    writer.finish()
    assert age.open_sealed(sealed.getvalue(), [identity]) == as_zip(HAND_OVER)


@pytest.mark.parametrize(
    "content", [PHOTO_BYTES[:-1], b"x" + PHOTO_BYTES[1:], b""], ids=["cut", "changed", "none"]
)
def test_a_file_that_is_not_what_was_received_stops_it(content: bytes) -> None:
    item = dataclasses.replace(HAND_OVER.items[0], pieces=lambda: [content])
    with pytest.raises(ItemBroken) as found:
        as_zip(dataclasses.replace(HAND_OVER, items=[item]))
    assert found.value.item_id == PHOTO


def test_a_bag_that_was_stopped_is_no_archive() -> None:
    out = io.BytesIO()
    item = dataclasses.replace(HAND_OVER.items[0], pieces=lambda: [b"other"])
    with pytest.raises(ItemBroken):
        write_bag(out, dataclasses.replace(HAND_OVER, items=[item]), FOLDER)
    assert not zipfile.is_zipfile(io.BytesIO(out.getvalue()))


def test_an_item_may_be_handed_over_without_its_file(tmp_path: Path) -> None:
    item = dataclasses.replace(HAND_OVER.items[0], pieces=None)
    bag = unpack(as_zip(dataclasses.replace(HAND_OVER, items=[item, HAND_OVER.items[1]])), tmp_path)
    assert sorted(each.name for each in (bag / f"data/items/{PHOTO}").iterdir()) == [
        "custody.json",
        "item.json",
    ]
    assert sha256(PHOTO_BYTES) in (bag / f"data/items/{PHOTO}/item.json").read_text()


def test_a_large_file_takes_no_more_memory_than_a_small_one() -> None:
    piece, count = bytes(range(256)) * 4096, 48
    digest = hashlib.sha256()
    for _ in range(count):
        digest.update(piece)
    item = dataclasses.replace(
        HAND_OVER.items[0],
        sha256=digest.hexdigest(),
        size_bytes=len(piece) * count,
        pieces=lambda: (piece for _ in range(count)),
    )

    class Nowhere:
        def write(self, data: bytes) -> None:
            """Keep nothing."""

    tracemalloc.start()
    try:
        write_bag(Nowhere(), dataclasses.replace(HAND_OVER, items=[item]), FOLDER)
        assert tracemalloc.get_traced_memory()[1] < 8 * len(piece)
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("photo.jpg", "file-photo.jpg"),
        ("../../etc/passwd", "file-_.._etc_passwd"),
        ("item.json", "file-item.json"),
        ("a\u202egpj.exe", "file-a_gpj.exe"),
        ("line\nbreak\u2028.txt", "file-line_break_.txt"),
        ("", "file"),
        ("...", "file"),
        ("我" * 100 + ".png", "file-" + "我" * 40 + ".png"),
    ],
)
def test_names_lead_nowhere(name: str, safe: str) -> None:
    assert safe_name(name) == safe
